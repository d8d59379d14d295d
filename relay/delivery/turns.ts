/** Lets some work of a kind go on at once; the rest waits for its turn, in the order in which it came. */
export class Turns {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param most How much goes on at once */
  constructor(most: number) {
    this.#free = most;
  }

  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.add(resolve));
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  /** What waits never gets its turn. */
  close(): void {
    this.#waiting.clear();
  }

  #pass(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      return next();
    }
    this.#free++;
  }
}
