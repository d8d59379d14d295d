import type { SessionPolicy } from "../../model";
import type { MessageOrigin } from "../spool";
import type { RelayConnection } from "./relay-connection";
import { receivedOpening, type TraceFacts } from "./trace-header";

/** What every message of a session says of it: made once, and anew after EHLO, AUTH and STARTTLS. */
export interface SessionTrace {
  readonly origin: MessageOrigin;
  /** The `Received` field up to its last line, which is the message's own. */
  readonly receivedOpening: string;
  /** What it was made from. */
  readonly madeFrom: Standing;
}

/** All that may change in a session and shows in its trace. */
interface Standing {
  readonly policy: SessionPolicy;
  readonly helo: string;
  readonly openingCommand: string | false;
  readonly secure: boolean;
}

/** The trace of a session as it stands. */
export function traceOf(connection: RelayConnection): SessionTrace {
  const { trace, transaction, hostNameAppearsAs, openingCommand, secure } = connection;
  // A partner is one for its transaction only.
  const policy = transaction?.policy.session ?? connection.policy;
  const standing: Standing = { policy, helo: hostNameAppearsAs || "", openingCommand, secure };
  if (trace !== undefined && isSame(trace.madeFrom, standing)) return trace;
  connection.trace = {
    origin: originOf(connection, standing),
    receivedOpening: receivedOpening(traceFacts(connection, standing)),
    madeFrom: standing,
  };
  return connection.trace;
}

function isSame(one: Standing, other: Standing): boolean {
  return (
    one.policy === other.policy &&
    one.helo === other.helo &&
    one.openingCommand === other.openingCommand &&
    one.secure === other.secure
  );
}

function originOf({ id }: RelayConnection, { policy, helo, secure }: Standing): MessageOrigin {
  const { connector } = policy.selection;
  const { identity } = policy;
  return {
    connectorId: connector.id,
    connectorName: connector.name,
    clientAddress: policy.client,
    helo,
    tls: secure,
    principal: identity.name,
    authAs: identity.authAs,
    authMechanism: identity.authMechanism,
    sessionId: id,
    ...(mayRelay(policy) ? { mayRelay: true } : {}),
  };
}

/** A stranger's mail to a domain of ours may have a forged sender; these answer for theirs. */
function mayRelay({ identity, rights }: SessionPolicy): boolean {
  return identity.kind !== "anonymous" || rights.granted.has("ms-Exch-SMTP-Accept-Any-Recipient");
}

function traceFacts({ tlsOptions }: RelayConnection, standing: Standing): TraceFacts {
  const { policy, helo } = standing;
  return {
    helo,
    clientAddress: policy.client,
    localAddress: policy.local.address,
    by: policy.hostName,
    protocol: transmission(standing),
    tls: tlsOptions === false ? null : { version: tlsOptions.version, cipher: tlsOptions.name },
  };
}

// RFC 3848. A HELO session has no keyword of its own for TLS.
function transmission({ policy, secure, openingCommand }: Standing): TraceFacts["protocol"] {
  const isAuthenticated = policy.identity.kind === "authenticated";
  if (secure) return isAuthenticated ? "ESMTPSA" : "ESMTPS";
  if (isAuthenticated) return "ESMTPA";
  return openingCommand === "EHLO" ? "ESMTP" : "SMTP";
}
