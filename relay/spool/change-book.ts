import { nextStatus, type QueueEntry, type RecipientStatus } from "../queue";
import type { SpoolFault } from "./spool-fault";

/** Status of a recipient by its place in the envelope; null: delivered, in a log whose writer kept no more of it. */
export type StoredStatus = readonly [recipientId: number, status: RecipientStatus | null];

/** Metadata of a `changes` record. */
export interface StoredChanges {
  /** Messages delivered to everybody, or deleted by an operator. */
  readonly gone: readonly string[];
  /** Whole status of messages, where it is no longer the one of their record. */
  readonly states: readonly (readonly [queueId: string, lifetimeFrom: number, statuses: readonly StoredStatus[]])[];
}

interface Page<Stored> {
  readonly gone: string[];
  readonly changed: Set<QueueEntry<Stored>>;
  readonly waiting: { readonly resolve: () => void; readonly reject: (fault: SpoolFault) => void }[];
}

/** What happened to messages since it was last written to the log. */
export class ChangeBook<Stored> {
  #open: Page<Stored> = emptyPage();
  #atDisk: Page<Stored> | undefined;

  noteChanged(entry: QueueEntry<Stored>): void {
    this.#open.changed.add(entry);
  }

  noteGone(entry: QueueEntry<Stored>): void {
    this.#open.changed.delete(entry);
    this.#open.gone.push(entry.queueId);
  }

  /** Resolves when all that was noted until now is on stable storage. */
  untilWritten(): Promise<void> {
    return new Promise((resolve, reject) => this.#open.waiting.push({ resolve, reject }));
  }

  /** The metadata of the next `changes` record; undefined when nothing happened. */
  take(): string | undefined {
    const page = this.#open;
    if (page.gone.length === 0 && page.changed.size === 0 && page.waiting.length === 0) return undefined;
    this.#open = emptyPage();
    this.#atDisk = page;
    const states = [...page.changed].map(
      (entry) => [entry.queueId, entry.lifetimeFrom, storedStatuses(entry)] as const,
    );
    return JSON.stringify({ gone: page.gone, states } satisfies StoredChanges);
  }

  /** The batch with what was taken last is on stable storage. Answers with the messages that are gone for good. */
  written(): readonly string[] {
    const page = this.#atDisk;
    this.#atDisk = undefined;
    for (const { resolve } of page?.waiting ?? []) resolve();
    return page?.gone ?? [];
  }

  /** The batch was not written: its changes wait for the next. */
  refused(): void {
    const page = this.#atDisk;
    this.#atDisk = undefined;
    if (page === undefined) return;
    this.#open.gone.unshift(...page.gone);
    this.#open.waiting.unshift(...page.waiting);
    for (const entry of page.changed) this.#open.changed.add(entry);
  }

  /** Nothing will be written any more. */
  fail(fault: SpoolFault): void {
    for (const { reject } of this.#open.waiting.splice(0)) reject(fault);
  }
}

function emptyPage<Stored>(): Page<Stored> {
  return { gone: [], changed: new Set(), waiting: [] };
}

/** Every status of a message that differs from a fresh one. */
export function storedStatuses(entry: QueueEntry<unknown>): readonly StoredStatus[] {
  return entry.recipients.map(({ status }, id): StoredStatus => [id, storedStatus(status)]);
}

/** What outlives the process: a lease is over then, and routes are looked up again. */
function storedStatus(status: RecipientStatus): RecipientStatus {
  if (status.state === "leased") return nextStatus(status, { type: "returned" }) ?? status;
  return status.holdReason === "no-route" ? { ...status, state: "queued", holdReason: null } : status;
}

const DELIVERED: RecipientStatus = Object.freeze({
  state: "delivered",
  attempts: 1,
  nextAttemptAt: 0,
  lastReply: null,
  holdReason: null,
});

/** The status that was stored. */
export function restoredStatus(stored: RecipientStatus | null): RecipientStatus {
  return stored ?? DELIVERED;
}
