import type { QueuedMessage } from "../spool";
import { isoTime } from "./object-answer";

/** A message of the queue, as the API shows it. */
export function queuedAnswer(message: QueuedMessage) {
  const { queueId, sender, size, receivedAt, origin, recipients } = message;
  const answered = recipients.map((recipient) => ({
    ...recipient,
    nextAttemptAt: recipient.nextAttemptAt === null ? null : isoTime(recipient.nextAttemptAt),
  }));
  return { queueId, sender, size, receivedAt: isoTime(receivedAt), origin, recipients: answered };
}
