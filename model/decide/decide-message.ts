import type { Decision } from "../decision";
import type { MessageFacts } from "./facts";
import type { TransactionPolicy } from "./session-policy";
import { accept, reject, repliesFor, type Verdict } from "./verdicts";

/** Judges a whole message at end of data: size, bare CR or LF, NUL, line length. Accepted: the reply for when it is durable. */
export function decideMessage(transaction: TransactionPolicy, facts: MessageFacts): Decision {
  const { session } = transaction;
  const refusal = refuse(transaction, facts);
  if (refusal !== undefined) return reject({ ...refusal, by: session.by });
  const { queued } = repliesFor(session);
  const reply = { ...queued, text: `${facts.queueId} ${queued.text}` };
  return accept({ reason: "accepted", reply, by: session.by });
}

function refuse(transaction: TransactionPolicy, facts: MessageFacts): Omit<Verdict, "by"> | undefined {
  const replies = repliesFor(transaction.session);
  const limit = transaction.maxMessageSize;
  if (limit !== null && facts.size > limit) return { reason: "message-size", reply: replies.messageTooLarge };
  if (facts.hasBareLineEnding) return { reason: "bare-line-ending", reply: replies.bareLineEnding };
  if (facts.hasNul) return { reason: "nul-byte", reply: replies.nulByte };
  return facts.hasOverlongLine ? { reason: "line-length", reply: replies.overlongLine } : undefined;
}
