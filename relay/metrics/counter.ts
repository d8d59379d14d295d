import type { MetricDescription, Sample } from "./metric";

/** Series of one counter: what goes beyond is counted under `other`. */
const MOST_SERIES = 20_000;

interface Series {
  readonly values: readonly string[];
  value: number;
}

/** A counter with labels. Adding costs one look-up. */
export class Counter {
  readonly #labels: readonly string[];
  readonly #series = new Map<string, Series>();

  constructor({ labels }: Pick<MetricDescription, "labels">) {
    this.#labels = labels;
  }

  /** @param values In the order of the catalogue. */
  add(values: readonly string[], amount = 1): void {
    const key = values.join("\0");
    const series = this.#series.get(key) ?? this.#begin(key, values);
    series.value += amount;
  }

  /** Forgets the series of what is gone: a connector, a smart host. */
  keepOnly(label: string, isKept: (value: string) => boolean): void {
    const index = this.#labels.indexOf(label);
    for (const [key, { values }] of this.#series) if (!isKept(values[index] ?? "")) this.#series.delete(key);
  }

  get samples(): readonly Sample[] {
    return [...this.#series.values()].map(({ values, value }) => ({ labels: this.#named(values), value }));
  }

  #begin(key: string, values: readonly string[]): Series {
    if (this.#series.size >= MOST_SERIES && this.#labels.length > 0) {
      const others = this.#labels.map(() => "other");
      const known = this.#series.get(others.join("\0"));
      if (known !== undefined) return known;
      return this.#put(others.join("\0"), others);
    }
    return this.#put(key, values);
  }

  #put(key: string, values: readonly string[]): Series {
    const series = { values: [...values], value: 0 };
    this.#series.set(key, series);
    return series;
  }

  #named(values: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#labels.map((label, index) => [label, values[index] ?? ""]));
  }
}
