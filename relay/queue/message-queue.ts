import { LeaseBook } from "./lease-book";
import { QueueCounter, type QueueCounts } from "./queue-counts";
import { dueAt, type QueueEntry, type QueueRecipient } from "./queue-entry";
import { nextStatus, type RecipientEvent, type RecipientStatus } from "./recipient-status";
import { TimeHeap } from "./time-heap";

export interface MessageQueueParts<Stored> {
  /** A status changed in a way that must outlive this process. */
  readonly onChange: (entry: QueueEntry<Stored>) => void;
  /** Something may be due now. */
  readonly onDue: () => void;
  /** How long an attempt may go on before its answer is taken for lost; absent: for ever. */
  readonly leases?: {
    /** Epoch milliseconds. */
    readonly now: () => number;
    /** Milliseconds. */
    readonly life: number;
  };
}

/** What became of one attempt. */
export interface AttemptAnswer {
  readonly event: RecipientEvent;
  /** Number of the attempt; absent: it is not about one. */
  readonly lease?: number;
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
  readonly #leases = new LeaseBook<QueueEntry<Stored>>();
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
    for (const { status, lease } of entry.recipients) {
      this.#counter.countRecipient(status, -1);
      if (lease !== undefined) this.#leases.end(lease);
    }
  }

  /** Lets an event happen to one recipient; false when it means nothing there. */
  apply(entry: QueueEntry<Stored>, recipientId: number, event: RecipientEvent): boolean {
    const recipient = entry.recipients[recipientId];
    const next = recipient === undefined ? undefined : nextStatus(recipient.status, event);
    if (recipient === undefined || next === undefined || this.#entries.get(entry.queueId) !== entry) return false;
    this.#counter.countRecipient(recipient.status, -1);
    this.#counter.countRecipient(next, 1);
    this.#keepLease(entry, recipientId, next);
    recipient.status = next;
    if (!PASSING.has(event.type)) this.#parts.onChange(entry);
    return true;
  }

  /**
   * What an attempt has to say; false when it comes too late. An answer of an older attempt than the newest changes
   * nothing, but that the next hop took the message is true however late it is known, if nobody tries again yet.
   */
  applyAnswer(entry: QueueEntry<Stored>, recipientId: number, answer: AttemptAnswer): boolean {
    const recipient = entry.recipients[recipientId];
    if (answer.lease !== undefined && recipient?.lease !== answer.lease) return false;
    const isLate = recipient?.status.state === "queued" && answer.lease !== undefined;
    if (isLate && answer.event.type === "delivered") this.apply(entry, recipientId, { type: "leased" });
    return this.apply(entry, recipientId, answer.event);
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
    if (this.#readyFrom < this.#ready.length) return 0;
    const [due, lost] = [this.#later.next, this.#leases.nextEnd];
    return due === undefined || (lost !== undefined && lost < due) ? lost : due;
  }

  /** Takes one due message; undefined when none is. */
  takeDue(now: number): QueueEntry<Stored> | undefined {
    this.#endLost(now);
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

  #keepLease(entry: QueueEntry<Stored>, recipientId: number, next: RecipientStatus): void {
    const recipient = entry.recipients[recipientId] as QueueRecipient;
    if (next.state === recipient.status.state) return;
    if (next.state === "leased") {
      const { leases } = this.#parts;
      const until = leases === undefined ? Infinity : leases.now() + leases.life;
      recipient.lease = this.#leases.begin({ entry, recipientId, until });
    } else if (recipient.status.state === "leased" && recipient.lease !== undefined) {
      this.#leases.end(recipient.lease);
    }
  }

  /** Nothing waits for ever on an answer that got lost. */
  #endLost(now: number): void {
    for (let lost = this.#leases.takeOverdue(now); lost !== undefined; lost = this.#leases.takeOverdue(now)) {
      this.apply(lost.entry, lost.recipientId, {
        type: "returned",
        reply: "451 4.4.1 The attempt did not end in time.",
      });
      this.schedule(lost.entry);
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
