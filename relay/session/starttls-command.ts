import { TLSSocket } from "node:tls";
import { type ClientCertificate, decideStartTls, protocolRights, securedSession } from "../../model";
import { clientCertificateOf } from "./client-certificate";
import type { RelayConnection } from "./relay-connection";
import { type Answer, reject } from "./session-answer";

/** RFC 3207: no argument, once, and only where the connector offers it. */
export function startTls(connection: RelayConnection, argument: string): Answer | undefined {
  const decision = decideStartTls(connection.policy, { secure: connection.secure });
  if (decision.action !== "accept") return decision;
  if (argument !== "") return reject(connection.replies.parameterInvalid);
  connection.say(decision.reply);
  connection.upgrade(
    () => undefined,
    () => secured(connection),
  );
  return undefined;
}

/** The handshake is done, and no byte of the client was read since. */
function secured(connection: RelayConnection): void {
  const { host, policy, _socket: socket } = connection;
  const at = host.clock();
  const clientCertificate = socket instanceof TLSSocket ? clientCertificateOf(socket, at) : null;
  if (clientCertificate === null) return;
  connection.policy = securedSession(policy, { clientCertificate, users: host.currentSnapshot().users, at });
  logCertificate(connection, clientCertificate);
}

function logCertificate({ id, host, policy, protocol }: RelayConnection, certificate: ClientCertificate): void {
  const { fingerprint, names, isCurrent, isTrusted } = certificate;
  const { kind, name } = policy.identity;
  const account = kind === "authenticated" ? name : null;
  host.log.info({ session: id, fingerprint, names, isCurrent, isTrusted, account }, "a client showed a certificate");
  protocol?.write("*", fingerprint.replaceAll(":", ""), "Certificate thumbprint");
  protocol?.write("*", names.join(";"), "Certificate alternate names");
  if (account !== null) protocol?.write("*", protocolRights(policy.rights.granted), "Set Session Permissions");
}
