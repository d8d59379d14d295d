import { isBounced, isDelivered, MessageQueue, type RecipientEvent, waitingRecipients } from "../queue";
import type { ClaimedRecipient, DueMessage, RecipientOutcome, WaitingRecipient } from "../spool";
import type { ClaimedEntry } from "./queue-row";
import type { OutcomeBook } from "./outcome-book";
import type { Claimed } from "./queue-row";

export interface ClaimedQueueParts {
  readonly book: OutcomeBook;
  /** Whether this host may begin attempts just now. */
  readonly isHeld: () => boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

// Whoever is due again so soon is kept; everybody else is given back for any host. Milliseconds.
const KEPT_FOR = 5_000;

// Told to nobody: the next claim begins where this one began.
const PASSING: ReadonlySet<RecipientEvent["type"]> = new Set(["leased", "returned"]);

/** The messages that this host has claimed, by the time of their next attempt. */
export class ClaimedQueue {
  readonly #parts: ClaimedQueueParts;
  readonly #queue: MessageQueue<Claimed>;
  #onDue: () => void = () => undefined;

  constructor(parts: ClaimedQueueParts) {
    this.#parts = parts;
    this.#queue = new MessageQueue({ onChange: () => undefined, onDue: () => this.#onDue() });
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Recipients that an attempt is made for. */
  get leased(): number {
    return this.#queue.counts.leased;
  }

  ids(): readonly string[] {
    return Array.from(this.#queue.entries(), ({ queueId }) => queueId);
  }

  /** Messages that an attempt is made for. */
  leasedIds(): readonly string[] {
    return [...this.#queue.entries()]
      .filter(({ recipients }) => recipients.some(({ status }) => status.state === "leased"))
      .map(({ queueId }) => queueId);
  }

  get(queueId: string): ClaimedEntry | undefined {
    return this.#queue.get(queueId);
  }

  onDue(listener: () => void): void {
    this.#onDue = listener;
  }

  /** Attempts may begin again. */
  wake(): void {
    this.#onDue();
  }

  adopt(entry: ClaimedEntry): void {
    if (this.#queue.get(entry.queueId) === undefined) this.#queue.add(entry);
  }

  /** Others deliver these now. */
  forgetAll(): void {
    for (const entry of [...this.#queue.entries()]) this.#queue.remove(entry);
  }

  nextDueAt(): number | undefined {
    return this.#parts.isHeld() ? this.#queue.nextDueAt : undefined;
  }

  takeDue(now: number): DueMessage | undefined {
    const entry = this.#parts.isHeld() ? this.#queue.takeDue(now) : undefined;
    if (entry === undefined) return undefined;
    const due = entry.recipients.flatMap(({ address, status }, recipientId): ClaimedRecipient[] =>
      status.state === "queued" && status.nextAttemptAt <= now
        ? [{ recipientId, address, attempts: status.attempts }]
        : [],
    );
    return { queueId: entry.queueId, lifetimeFrom: entry.lifetimeFrom, recipients: due };
  }

  putBack(queueId: string): void {
    const entry = this.#queue.get(queueId);
    if (entry !== undefined) this.#queue.schedule(entry);
  }

  lease(queueId: string, recipientIds: readonly number[]): readonly ClaimedRecipient[] {
    const entry = this.#queue.get(queueId);
    if (entry === undefined) return [];
    if (!this.#parts.isHeld()) {
      this.#queue.schedule(entry);
      return [];
    }
    return recipientIds.flatMap((recipientId) => {
      const recipient = entry.recipients[recipientId];
      if (recipient === undefined || !this.#queue.apply(entry, recipientId, { type: "leased" })) return [];
      const { address, status, lease } = recipient;
      return [{ recipientId, address, attempts: status.attempts, ...(lease === undefined ? {} : { lease }) }];
    });
  }

  waiting(queueId: string): readonly WaitingRecipient[] {
    const entry = this.#queue.get(queueId);
    return entry === undefined ? [] : waitingRecipients(entry);
  }

  settle(queueId: string, outcomes: readonly RecipientOutcome[]): void {
    const entry = this.#queue.get(queueId);
    if (entry === undefined) return;
    const applied = outcomes.filter(({ recipientId, ...answer }) =>
      this.#queue.applyAnswer(entry, recipientId, answer),
    );
    if (isDelivered(entry) && !isBounced(entry)) {
      this.#queue.remove(entry);
      return this.#parts.book.gone(queueId);
    }
    const lasting = applied.filter(({ event }) => !PASSING.has(event.type));
    if (lasting.length > 0) this.#parts.book.changed(queueId, lasting);
    if (this.#isKept(entry)) this.#queue.schedule(entry);
    else this.letGo(entry);
  }

  /** What an operator holds is not tried again here. */
  hold(entry: ClaimedEntry, recipientId: number): void {
    this.#queue.apply(entry, recipientId, { type: "held-by-operator" });
  }

  /** Gives a message back: whoever looks first may have it. */
  letGo(entry: ClaimedEntry): void {
    this.#queue.remove(entry);
    this.#parts.book.letGo(entry.queueId);
  }

  /** Somebody deleted it. */
  forget(entry: ClaimedEntry): void {
    this.#queue.remove(entry);
  }

  #isKept(entry: ClaimedEntry): boolean {
    const soon = this.#parts.now() + KEPT_FOR;
    return entry.recipients.some(
      ({ status }) => status.state === "leased" || (status.state === "queued" && status.nextAttemptAt <= soon),
    );
  }
}
