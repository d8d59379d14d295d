import type { NotifyWord } from "../dsn-parameters";
import type { FailedMail } from "../settings";
import { wantsNotice } from "./notice-action";

export interface NoticeQuestion {
  /** Envelope sender; "" is the null sender. */
  readonly sender: string;
  readonly notify: readonly NotifyWord[] | undefined;
  /** The client that handed the message in had logged in, or may relay. */
  readonly mayRelay: boolean;
  readonly failedMail: FailedMail;
}

/** What becomes of a recipient that cannot be delivered to: somebody is told, nobody wants to know, or it is held. */
export type FailureFate = "notify" | "end" | "hold";

/**
 * Judges mail that failed for good or is too old. A message of the null sender is a notification itself: there is never
 * one for it (RFC 3464 §1), and as nobody else would know, it is held.
 */
export function judgeFailure(question: NoticeQuestion): FailureFate {
  if (!mayBeTold(question) || question.failedMail === "hold") return "hold";
  return wantsNotice("failed", question.notify) ? "notify" : "end";
}

/** Whether the sender is told of a delay, or of a next hop that will tell nothing. */
export function judgeNews(action: "delayed" | "relayed", question: NoticeQuestion): boolean {
  return mayBeTold(question) && wantsNotice(action, question.notify);
}

/** The sender of a stranger's message may be anybody: telling somebody who sent nothing is backscatter. */
function mayBeTold({ sender, mayRelay, failedMail }: NoticeQuestion): boolean {
  return sender !== "" && (mayRelay || failedMail === "notify");
}
