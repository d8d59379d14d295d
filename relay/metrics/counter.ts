import type { MetricDescription, Sample } from "./metric";

/** Series of one counter: what goes beyond is counted under `other`. */
const MOST_SERIES = 20_000;

interface Series {
  readonly values: readonly string[];
  value: number;
}

/** Series by their first value, then by the next one: to join the values would cost more than to look each of them up. */
type Branch = Map<string, Branch | Series>;

/** A counter with one label or more. Adding costs one look-up a label. */
export class Counter {
  readonly #labels: readonly string[];
  readonly #series = new Set<Series>();
  #index: Branch = new Map();

  constructor({ labels }: Pick<MetricDescription, "labels">) {
    this.#labels = labels;
  }

  /** @param values In the order of the catalogue. */
  add(values: readonly string[], amount = 1): void {
    const series = this.#find(values) ?? this.#begin(values);
    series.value += amount;
  }

  /** Forgets the series of what is gone: a connector, a smart host. */
  keepOnly(label: string, isKept: (value: string) => boolean): void {
    const place = this.#labels.indexOf(label);
    for (const series of this.#series) if (!isKept(series.values[place] ?? "")) this.#series.delete(series);
    this.#index = new Map();
    for (const series of this.#series) this.#enter(series);
  }

  get samples(): readonly Sample[] {
    return [...this.#series].map(({ values, value }) => ({ labels: this.#named(values), value }));
  }

  #find(values: readonly string[]): Series | undefined {
    let found: Branch | Series | undefined = this.#index;
    for (const value of values) {
      if (!(found instanceof Map)) return undefined;
      found = found.get(value);
    }
    return found instanceof Map ? undefined : found;
  }

  #begin(values: readonly string[]): Series {
    if (this.#series.size < MOST_SERIES) return this.#put(values);
    const others = this.#labels.map(() => "other");
    return this.#find(others) ?? this.#put(others);
  }

  #put(values: readonly string[]): Series {
    const series = { values: [...values], value: 0 };
    this.#series.add(series);
    this.#enter(series);
    return series;
  }

  #enter(series: Series): void {
    let branch = this.#index;
    for (const value of series.values.slice(0, -1)) branch = branchBehind(branch, value);
    branch.set(series.values.at(-1) ?? "", series);
  }

  #named(values: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#labels.map((label, index) => [label, values[index] ?? ""]));
  }
}

function branchBehind(branch: Branch, value: string): Branch {
  const known = branch.get(value);
  if (known instanceof Map) return known;
  const fresh: Branch = new Map();
  branch.set(value, fresh);
  return fresh;
}
