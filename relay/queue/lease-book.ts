interface Lease<Entry> {
  readonly entry: Entry;
  readonly recipientId: number;
  /** Epoch milliseconds; Infinity: until the process ends. */
  readonly until: number;
}

/** Attempts that are going on. Each has a number of its own, greater than all before it: the fence against late answers. */
export class LeaseBook<Entry> {
  #last = 0;
  // In the order of their ends, since all last equally long.
  readonly #running = new Map<number, Lease<Entry>>();

  begin(lease: Lease<Entry>): number {
    this.#running.set(++this.#last, lease);
    return this.#last;
  }

  end(number: number): void {
    this.#running.delete(number);
  }

  /** When the oldest lease runs out; undefined: none ever does. */
  get nextEnd(): number | undefined {
    for (const { until } of this.#running.values()) return until === Infinity ? undefined : until;
    return undefined;
  }

  /** Takes out one lease that has run out. */
  takeOverdue(now: number): Lease<Entry> | undefined {
    for (const [number, lease] of this.#running) {
      if (lease.until > now) return undefined;
      this.#running.delete(number);
      return lease;
    }
    return undefined;
  }
}
