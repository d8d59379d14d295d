import { waitingRecipients } from "../queue";
import type { ClaimedRecipient, DeliveryClaims, DueMessage } from "./delivery-claims";
import type { SpoolEntry } from "./envelope";
import type { SpoolStore } from "./spool-store";

export type ClaimableStore = Pick<SpoolStore, "queue" | "failed" | "onDue" | "content" | "settle">;

/**
 * The delivery runner's view of a store. Once the store has failed nothing is due and no attempt begins: what became of it
 * could not be written down, and the next start would send everything again.
 */
export function claimsOf(store: ClaimableStore): DeliveryClaims {
  const { queue } = store;
  return {
    onDue: (listener) => store.onDue(listener),
    nextDueAt: () => (store.failed ? undefined : queue.nextDueAt),
    takeDue: (now) => {
      const entry = store.failed ? undefined : queue.takeDue(now);
      return entry === undefined ? undefined : dueMessage(entry, now);
    },
    putBack: (queueId) => {
      const entry = queue.get(queueId);
      if (entry !== undefined) queue.schedule(entry);
    },
    lease: (queueId, recipientIds) => {
      const entry = store.failed ? undefined : queue.get(queueId);
      if (entry === undefined) return [];
      return recipientIds
        .filter((id) => queue.apply(entry, id, { type: "leased" }))
        .map((id) => claimed(entry, id))
        .filter((recipient) => recipient !== undefined);
    },
    waiting: (queueId) => {
      const entry = queue.get(queueId);
      return entry === undefined ? [] : waitingRecipients(entry);
    },
    content: (queueId) => {
      const entry = queue.get(queueId);
      return entry === undefined ? undefined : store.content(entry);
    },
    settle: (queueId, outcomes) => {
      const entry = queue.get(queueId);
      if (entry === undefined) return;
      for (const { recipientId, ...answer } of outcomes) store.settle(entry, recipientId, answer);
      if (queue.get(queueId) === entry) queue.schedule(entry);
    },
    releaseWithoutRoute: () => releaseWithoutRoute(store),
  };
}

function dueMessage(entry: SpoolEntry, now: number): DueMessage {
  const recipients: ClaimedRecipient[] = [];
  for (let id = 0; id < entry.recipients.length; id++) {
    const recipient = entry.recipients[id];
    if (recipient?.status.state !== "queued" || recipient.status.nextAttemptAt > now) continue;
    recipients.push({ recipientId: id, address: recipient.address, attempts: recipient.status.attempts });
  }
  return { queueId: entry.queueId, lifetimeFrom: entry.lifetimeFrom, recipients };
}

function claimed(entry: SpoolEntry, recipientId: number): ClaimedRecipient | undefined {
  const recipient = entry.recipients[recipientId];
  if (recipient === undefined) return undefined;
  const { address, status, lease } = recipient;
  return { recipientId, address, attempts: status.attempts, ...(lease === undefined ? {} : { lease }) };
}

function releaseWithoutRoute({ queue }: Pick<SpoolStore, "queue">): void {
  if (queue.counts.held["no-route"] === 0) return;
  for (const entry of queue.entries()) {
    let released = false;
    for (let id = 0; id < entry.recipients.length; id++) {
      if (entry.recipients[id]?.status.holdReason !== "no-route") continue;
      released = queue.apply(entry, id, { type: "released" }) || released;
    }
    if (released) queue.schedule(entry);
  }
}
