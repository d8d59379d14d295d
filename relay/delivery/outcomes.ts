import type { RecipientEvent } from "../queue";
import type { ClaimedRecipient, RecipientOutcome } from "../spool";
import type { SendResult } from "./hop-connection";
import { isPermanent, isTooManyRecipients, replyOf, type HopError } from "./send-failure";
import { wireAddress } from "./wire-address";

export interface OutcomeContext {
  readonly recipients: readonly ClaimedRecipient[];
  /** Epoch milliseconds of the next attempt for a recipient that was put off after `attempts` attempts. */
  readonly nextAttemptAt: (attempts: number) => number;
  /** The message's lifetime is over: what is put off now, is held. */
  readonly expired: boolean;
}

/** What a transaction means for each recipient. */
export function outcomesOf(result: SendResult, context: OutcomeContext): readonly RecipientOutcome[] {
  switch (result.kind) {
    case "sent":
      return sent(result, context);
    case "recipients":
      return refused(result.errors, { ...context, anyAccepted: false });
    case "failed":
      return everybody(context, () => ({ type: "failed", reply: result.reply }));
    case "deferred":
      return everybody(context, (recipient) => putOff(recipient, result.reply, context));
    case "route":
      return everybody(context, () => ({ type: "returned", reply: result.reply }));
    case "stale":
      return everybody(context, () => ({ type: "returned" }));
  }
}

function everybody(
  { recipients }: OutcomeContext,
  event: (recipient: ClaimedRecipient) => RecipientEvent,
): readonly RecipientOutcome[] {
  return recipients.map((recipient) => answerFor(recipient, event(recipient)));
}

/** With the number of the attempt: an answer that comes after a newer attempt began must change nothing. */
export function answerFor({ recipientId, lease }: ClaimedRecipient, event: RecipientEvent): RecipientOutcome {
  return { recipientId, event, ...(lease === undefined ? {} : { lease }) };
}

function sent(result: SendResult & { kind: "sent" }, context: OutcomeContext): readonly RecipientOutcome[] {
  const delivered: RecipientEvent = { type: "delivered", reply: result.reply };
  if (result.refused.length === 0) return everybody(context, () => delivered);
  const refusedAddresses = new Set(result.refused.map(({ recipient }) => recipient));
  const taken = context.recipients.filter(({ address }) => !refusedAddresses.has(wireAddress(address)));
  return [
    ...everybody({ ...context, recipients: taken }, () => delivered),
    ...refused(result.refused, { ...context, anyAccepted: true }),
  ];
}

function refused(
  errors: readonly HopError[],
  context: OutcomeContext & { readonly anyAccepted: boolean },
): readonly RecipientOutcome[] {
  const byAddress = new Map(errors.map((error) => [error.recipient, error]));
  return context.recipients.flatMap((recipient): readonly RecipientOutcome[] => {
    const error = byAddress.get(wireAddress(recipient.address));
    if (error === undefined) return [];
    return [answerFor(recipient, refusal(recipient, error, context))];
  });
}

function refusal(
  recipient: ClaimedRecipient,
  error: HopError,
  context: OutcomeContext & { readonly anyAccepted: boolean },
): RecipientEvent {
  const reply = replyOf(error);
  // As many as it wanted went through: the others follow at once.
  if (context.anyAccepted && isTooManyRecipients(error)) return { type: "deferred", reply, nextAttemptAt: 0 };
  return isPermanent(error.responseCode) ? { type: "failed", reply } : putOff(recipient, reply, context);
}

function putOff({ attempts }: ClaimedRecipient, reply: string, context: OutcomeContext): RecipientEvent {
  if (context.expired) return { type: "expired", reply };
  return { type: "deferred", reply, nextAttemptAt: context.nextAttemptAt(attempts + 1) };
}
