import type { DecidedBy, Decision, DecisionReason, SmtpReply } from "../decision";
import { repliesOf, type Replies } from "../replies";
import type { SessionPolicy } from "./session-policy";

/** A decision without its action. */
export interface Verdict {
  readonly reason: DecisionReason;
  readonly reply: SmtpReply;
  readonly by: DecidedBy;
}

export function accept({ reason, reply, by }: Verdict): Decision {
  return { action: "accept", reason, reply, by };
}

export function reject({ reason, reply, by }: Verdict): Decision {
  return { action: "reject", reason, reply, by };
}

export function close({ reason, reply, by }: Verdict): Decision {
  return { action: "close", reason, reply, by };
}

/** The replies in the dialect that the session began with. */
export function repliesFor({ snapshot }: SessionPolicy): Replies {
  return repliesOf(snapshot.transport.dialect);
}
