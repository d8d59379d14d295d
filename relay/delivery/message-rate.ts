import type { Limit } from "../../model";

const SECOND = 1_000;
const WINDOW = 60;

/** Counts messages in whole seconds, so that no minute, wherever it begins, has more than the limit. */
export class MessageRate {
  readonly #limit: Limit;
  /** Messages by second, a ring over one second more than a minute. */
  readonly #counts = new Array<number>(WINDOW + 1).fill(0);
  #second = 0;
  #sum = 0;

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** Epoch milliseconds from which on one more message may go: `now` or earlier when it may at once. */
  freeAt(now: number): number {
    if (this.#limit === "unlimited") return now;
    this.#advance(now);
    if (this.#sum < this.#limit) return now;
    for (let age = WINDOW; age > 0; age--) {
      if (this.#counts[this.#place(this.#second - age)] !== 0) return (this.#second - age + WINDOW + 1) * SECOND;
    }
    return (this.#second + WINDOW + 1) * SECOND;
  }

  count(now: number): void {
    if (this.#limit === "unlimited") return;
    this.#advance(now);
    this.#counts[this.#place(this.#second)]! += 1;
    this.#sum++;
  }

  /** Whether no message of the last minute counts any more. */
  isQuiet(now: number): boolean {
    this.#advance(now);
    return this.#sum === 0;
  }

  #advance(now: number): void {
    const second = Math.floor(now / SECOND);
    const steps = Math.min(Math.max(second - this.#second, 0), WINDOW + 1);
    for (let step = 1; step <= steps; step++) {
      const place = this.#place(second - steps + step);
      this.#sum -= this.#counts[place] ?? 0;
      this.#counts[place] = 0;
    }
    this.#second = Math.max(second, this.#second);
  }

  #place(second: number): number {
    return ((second % (WINDOW + 1)) + WINDOW + 1) % (WINDOW + 1);
  }
}
