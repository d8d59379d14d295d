import type { SmtpReply } from "../decision";
import type { SessionPolicy } from "./session-policy";
import { repliesFor } from "./verdicts";

/** RFC 6531 §3.5: the answer to letters beyond ASCII in an address whose MAIL had no SMTPUTF8. */
export function needsUtf8(session: SessionPolicy): SmtpReply {
  const replies = repliesFor(session);
  return session.selection.connector.settings.smtpUtf8Enabled ? replies.addressNotUtf8 : replies.addressNeedsUtf8;
}
