import type { DecidedBy, Decision, DecisionReason, SmtpReply } from "../../model";

/** What a command is answered with: a decision, or a plain reply of the protocol. */
export interface Answer {
  readonly action: Decision["action"];
  readonly reply: SmtpReply;
  readonly reason?: DecisionReason;
  readonly by?: DecidedBy;
  /** The mail that was refused, as far as the session does not know it otherwise. */
  readonly mail?: { readonly sender?: string; readonly recipient?: string };
}

export function accept(reply: SmtpReply): Answer {
  return { action: "accept", reply };
}

export function reject(reply: SmtpReply): Answer {
  return { action: "reject", reply };
}

/** The reply is the last one: the connection closes behind it. */
export function closeWith(reply: SmtpReply): Answer {
  return { action: "close", reply };
}
