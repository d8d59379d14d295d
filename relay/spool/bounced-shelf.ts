import type { SpoolEntry } from "./envelope";

export interface ShelfLimits {
  readonly messages: number;
  /** Of bodies, all together. */
  readonly bytes: number;
}

/**
 * Messages that were given up, kept for a while so that an operator sees them and may send them after all. No longer in
 * the queue: nobody waits for them, and they never stand in the way of new mail. Oldest first.
 */
export class BouncedShelf {
  readonly #limits: ShelfLimits;
  readonly #entries = new Map<string, SpoolEntry>();
  #bytes = 0;

  constructor(limits: ShelfLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(queueId: string): SpoolEntry | undefined {
    return this.#entries.get(queueId);
  }

  entries(): IterableIterator<SpoolEntry> {
    return this.#entries.values();
  }

  add(entry: SpoolEntry): void {
    this.#entries.set(entry.queueId, entry);
    this.#bytes += entry.stored.size;
  }

  /** Takes a message off the shelf; false when it is not there. */
  take(entry: SpoolEntry): boolean {
    if (!this.#entries.delete(entry.queueId)) return false;
    this.#bytes -= entry.stored.size;
    return true;
  }

  /** The one to forget next, when there are too many; undefined otherwise. */
  get surplus(): SpoolEntry | undefined {
    if (this.#entries.size <= this.#limits.messages && this.#bytes <= this.#limits.bytes) return undefined;
    return this.#entries.values().next().value;
  }

  /** Every message, when the disk has no room for them. */
  get all(): readonly SpoolEntry[] {
    return [...this.#entries.values()];
  }
}
