import type { RecipientStatus } from "./recipient-status";

export interface QueueRecipient {
  /** Envelope address, domain as lower-case A-label. */
  readonly address: string;
  status: RecipientStatus;
  /** Number of the newest attempt; none before the first. */
  lease?: number;
}

/** One message in the queue. The queue changes it; `stored` is its owner's own business. */
export interface QueueEntry<Stored> {
  readonly queueId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Start of the lifetime: receipt, or the last time an operator released it. */
  lifetimeFrom: number;
  /** In the order of the envelope; a recipient's place is its id. */
  readonly recipients: readonly QueueRecipient[];
  stored: Stored;
}

/** True when nobody waits for this message any more: every recipient has it, or was given up. */
export function isDelivered(entry: QueueEntry<unknown>): boolean {
  return entry.recipients.every(({ status: { state } }) => state === "delivered" || state === "bounced");
}

/** True when a recipient was given up. */
export function isBounced(entry: QueueEntry<unknown>): boolean {
  return entry.recipients.some(({ status }) => status.state === "bounced");
}

/** When the next attempt is due; undefined when no recipient is queued. */
export function dueAt(entry: QueueEntry<unknown>): number | undefined {
  let earliest: number | undefined;
  for (const { status } of entry.recipients) {
    if (status.state !== "queued") continue;
    if (earliest === undefined || status.nextAttemptAt < earliest) earliest = status.nextAttemptAt;
  }
  return earliest;
}

/** Recipients whose mail is still on its way, and whether their sender knows that it is late. */
export function waitingRecipients(
  entry: QueueEntry<unknown>,
): readonly { readonly recipientId: number; readonly address: string; readonly isDelayTold: boolean }[] {
  return entry.recipients.flatMap(({ address, status }, recipientId) =>
    isWaiting(status) ? [{ recipientId, address, isDelayTold: status.isDelayTold === true }] : [],
  );
}

function isWaiting({ state, holdReason }: RecipientStatus): boolean {
  if (state === "held") return holdReason === "no-route";
  return (state === "queued" || state === "leased") && holdReason === null;
}
