import type { Decision } from "../decision";
import type { StartTlsFacts } from "./facts";
import type { SessionPolicy } from "./session-policy";
import { accept, reject, repliesFor } from "./verdicts";

/** Judges STARTTLS (RFC 3207 §4): offered by the connector's mechanism Tls, once. */
export function decideStartTls(session: SessionPolicy, { secure }: StartTlsFacts): Decision {
  const replies = repliesFor(session);
  const { by } = session;
  if (!session.selection.connector.offersStartTls) {
    return reject({ reason: "tls-not-offered", reply: replies.startTlsNotOffered, by });
  }
  return secure
    ? reject({ reason: "bad-sequence", reply: replies.startTlsAgain, by })
    : accept({ reason: "accepted", reply: replies.startTlsReady, by });
}
