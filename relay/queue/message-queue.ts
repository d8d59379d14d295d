import { QueueCounter, type QueueCounts } from "./queue-counts";
import { dueAt, type QueueEntry } from "./queue-entry";
import { nextStatus, type RecipientEvent } from "./recipient-status";
import { TimeHeap } from "./time-heap";

export interface MessageQueueParts<Stored> {
  /** A status changed in a way that must outlive this process. */
  readonly onChange: (entry: QueueEntry<Stored>) => void;
  /** Something may be due now. */
  readonly onDue: () => void;
}

// An attempt that was going on is taken up again after a restart, and routes are looked up again: neither is written.
const PASSING: ReadonlySet<RecipientEvent["type"]> = new Set(["leased", "returned", "no-route"]);

/**
 * All messages not yet delivered, by id and by the time of their next attempt. Whoever takes a due message must see to
 * it: lease recipients, hold them, or put the message back.
 */
export class MessageQueue<Stored> {
  readonly #parts: MessageQueueParts<Stored>;
  readonly #entries = new Map<string, QueueEntry<Stored>>();
  readonly #counter = new QueueCounter();
  readonly #later = new TimeHeap<QueueEntry<Stored>>();
  #ready: QueueEntry<Stored>[] = [];
  #readyFrom = 0;

  constructor(parts: MessageQueueParts<Stored>) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#entries.size;
  }

  get counts(): QueueCounts {
    return this.#counter.counts;
  }

  get(queueId: string): QueueEntry<Stored> | undefined {
    return this.#entries.get(queueId);
  }

  /** Every message, oldest first. */
  entries(): IterableIterator<QueueEntry<Stored>> {
    return this.#entries.values();
  }

  add(entry: QueueEntry<Stored>): void {
    this.#entries.set(entry.queueId, entry);
    this.#counter.countMessage(1);
    for (const { status } of entry.recipients) this.#counter.countRecipient(status, 1);
    this.schedule(entry);
  }

  remove(entry: QueueEntry<Stored>): void {
    if (!this.#entries.delete(entry.queueId)) return;
    this.#counter.countMessage(-1);
    for (const { status } of entry.recipients) this.#counter.countRecipient(status, -1);
  }

  /** Lets an event happen to one recipient; false when it means nothing there. */
  apply(entry: QueueEntry<Stored>, recipientId: number, event: RecipientEvent): boolean {
    const recipient = entry.recipients[recipientId];
    const next = recipient === undefined ? undefined : nextStatus(recipient.status, event);
    if (recipient === undefined || next === undefined || this.#entries.get(entry.queueId) !== entry) return false;
    this.#counter.countRecipient(recipient.status, -1);
    this.#counter.countRecipient(next, 1);
    recipient.status = next;
    if (!PASSING.has(event.type)) this.#parts.onChange(entry);
    return true;
  }

  /** Puts a message where its next attempt says: at once, later, or nowhere. */
  schedule(entry: QueueEntry<Stored>): void {
    const at = dueAt(entry);
    if (at === undefined) return;
    if (at > 0) {
      this.#later.push(at, entry);
    } else {
      this.#ready.push(entry);
    }
    this.#parts.onDue();
  }

  /** When something will be due; undefined when nothing waits. Epoch milliseconds, 0 is now. */
  get nextDueAt(): number | undefined {
    return this.#readyFrom < this.#ready.length ? 0 : this.#later.next;
  }

  /** Takes one due message; undefined when none is. */
  takeDue(now: number): QueueEntry<Stored> | undefined {
    for (;;) {
      const entry = this.#takeReady() ?? this.#takeLater(now);
      if (entry === undefined) return undefined;
      const at = dueAt(entry);
      // The same message may have been put here twice, or changed since: only what is true now counts.
      if (this.#entries.get(entry.queueId) !== entry || at === undefined || at > now) continue;
      this.#scheduleRest(entry, now);
      return entry;
    }
  }

  /** Recipients that are due later than the ones just taken. */
  #scheduleRest(entry: QueueEntry<Stored>, now: number): void {
    if (entry.recipients.length === 1) return;
    for (const { status } of entry.recipients) {
      if (status.state === "queued" && status.nextAttemptAt > now) this.#later.push(status.nextAttemptAt, entry);
    }
  }

  #takeReady(): QueueEntry<Stored> | undefined {
    const entry = this.#ready[this.#readyFrom];
    if (entry === undefined) return undefined;
    this.#readyFrom++;
    if (
      this.#readyFrom === this.#ready.length ||
      (this.#readyFrom > 1_000 && this.#readyFrom * 2 > this.#ready.length)
    ) {
      this.#ready = this.#ready.slice(this.#readyFrom);
      this.#readyFrom = 0;
    }
    return entry;
  }

  #takeLater(now: number): QueueEntry<Stored> | undefined {
    const next = this.#later.next;
    return next !== undefined && next <= now ? this.#later.pop()?.item : undefined;
  }
}
