import type { Decision } from "../decision";
import type { Snapshot } from "../snapshot";
import { CALM } from "./calm";
import { decideAuth } from "./decide-auth";
import { decideAuthenticated } from "./decide-authenticated";
import { decideConnect } from "./decide-connect";
import { decideMail } from "./decide-mail";
import { decideStartTls } from "./decide-start-tls";
import type { CredentialsOutcome, MailFacts } from "./facts";
import { securedSession } from "./secured-session";
import type { SessionIdentity, SessionPolicy, TransactionPolicy } from "./session-policy";

/** What a session had come to at RCPT. */
export interface ShadowFacts extends Pick<MailFacts, "at" | "secure" | "address" | "parameters"> {
  /** The session as it stands, before it is a partner's for a transaction. */
  readonly session: SessionPolicy;
}

/** The transaction as it would be, or the command that would have been refused on the way. */
export type ShadowTransaction =
  | { readonly outcome: "open"; readonly transaction: TransactionPolicy }
  | { readonly outcome: "refused"; readonly decision: Decision };

/**
 * Leads a client through its session once more, as it would go by another configuration: by the functions that decide the
 * sessions. How much goes on beside it (connections, rates, spool) is left out.
 */
export function openShadow(shadow: Snapshot, facts: ShadowFacts): ShadowTransaction {
  const { session, at, secure, address, parameters } = facts;
  const { local, client, ownName } = session;
  const connect = decideConnect(shadow, { at, local, client, hostName: ownName, counts: CALM.counts });
  if (connect.policy === undefined) return { outcome: "refused", decision: connect };
  const opened = proveIdentity(connect.policy, facts);
  if (opened.outcome === "refused") return opened;
  const mail = decideMail(opened.session, shadow, { at, secure, address, parameters, ...CALM.load });
  return mail.transaction === undefined
    ? { outcome: "refused", decision: mail }
    : { outcome: "open", transaction: mail.transaction };
}

type Proved =
  | { readonly outcome: "open"; readonly session: SessionPolicy }
  | { readonly outcome: "refused"; readonly decision: Decision };

function proveIdentity(policy: SessionPolicy, { session, at, secure }: ShadowFacts): Proved {
  if (!secure) return logIn(policy, { session, at, secure });
  const startTls = decideStartTls(policy, { secure: false });
  if (startTls.action !== "accept") return { outcome: "refused", decision: startTls };
  const { clientCertificate } = session;
  const secured = securedSession(policy, { clientCertificate, users: policy.snapshot.users, at });
  return logIn(secured, { session, at, secure });
}

function logIn(policy: SessionPolicy, { session, at, secure }: Pick<ShadowFacts, "session" | "at" | "secure">): Proved {
  const { identity } = session;
  if (identity.kind !== "authenticated" || identity.authMechanism !== "basic") {
    return { outcome: "open", session: policy };
  }
  const offer = decideAuth(policy, { mechanism: "PLAIN", secure, inTransaction: false });
  if (offer.action !== "accept") return { outcome: "refused", decision: offer };
  const decision = decideAuthenticated(policy, credentialsOf(identity), at);
  return decision.policy === undefined
    ? { outcome: "refused", decision }
    : { outcome: "open", session: decision.policy };
}

/** What checking its password came to, as the identity was made of it (accountIdentity). */
function credentialsOf({ name, principals, allowedSenders, userId }: SessionIdentity): CredentialsOutcome {
  const [, , ...groups] = principals;
  return { outcome: "good", account: name, groups, allowedSenders, ...(userId === undefined ? {} : { userId }) };
}
