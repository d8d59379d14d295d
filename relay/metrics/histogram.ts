import type { HistogramSample } from "./metric";

/** Counts observations in buckets. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  /** @param bounds Upper bounds, rising, without Infinity. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    let index = 0;
    while (index < this.#bounds.length && value > (this.#bounds[index] as number)) index++;
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#sum += value;
  }

  get sample(): HistogramSample {
    let total = 0;
    const buckets = this.#counts.map((count, index) => {
      total += count;
      return [this.#bounds[index] ?? Infinity, total] as const;
    });
    return { labels: {}, buckets, sum: this.#sum };
  }
}
