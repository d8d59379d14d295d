import type { Decision } from "../decision";
import type { AuthFacts } from "./facts";
import type { SessionPolicy } from "./session-policy";
import { accept, reject, repliesFor, type Verdict } from "./verdicts";

const MECHANISMS: ReadonlySet<string> = new Set(["LOGIN", "PLAIN"]);

/** Judges an AUTH command before any credentials are read; accepted: go on with the exchange. */
export function decideAuth(session: SessionPolicy, facts: AuthFacts): Decision {
  const refusal = refuseOffer(session, facts) ?? refuseEncryption(session, facts) ?? refuseSequence(session, facts);
  const { by } = session;
  return refusal === undefined
    ? accept({ reason: "accepted", reply: repliesFor(session).authGoOn, by })
    : reject({ ...refusal, by });
}

type Refusal = Omit<Verdict, "by"> | undefined;

function refuseOffer(session: SessionPolicy, { mechanism }: AuthFacts): Refusal {
  const replies = repliesFor(session);
  if (session.selection.connector.offersAuth === "never") {
    return { reason: "auth-not-offered", reply: replies.authNotOffered };
  }
  return MECHANISMS.has(mechanism.toUpperCase())
    ? undefined
    : { reason: "auth-unknown-mechanism", reply: replies.authMechanismUnknown };
}

function refuseEncryption(session: SessionPolicy, { secure }: AuthFacts): Refusal {
  const { connector } = session.selection;
  const replies = repliesFor(session);
  if (secure || connector.offersAuth === "always") return undefined;
  return connector.settings.requireTls
    ? { reason: "tls-required", reply: replies.startTlsRequired }
    : { reason: "auth-needs-tls", reply: replies.authNeedsTls };
}

function refuseSequence(session: SessionPolicy, { inTransaction }: AuthFacts): Refusal {
  const replies = repliesFor(session);
  if (session.identity.kind === "authenticated") return { reason: "auth-already", reply: replies.authAgain };
  return inTransaction ? { reason: "auth-in-transaction", reply: replies.authInTransaction } : undefined;
}
