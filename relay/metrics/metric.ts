/** One metric as the catalogue describes it. */
export interface MetricDescription {
  readonly type: "counter" | "gauge" | "histogram" | "info";
  /** Base unit that the name ends with; "" for counts and flags. */
  readonly unit: "" | "seconds" | "bytes";
  /** One sentence. */
  readonly help: string;
  readonly labels: readonly string[];
}

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** Observations in buckets. */
export interface HistogramSample {
  readonly labels: Labels;
  /** Cumulative count by upper bound, the last one Infinity. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
  readonly sum: number;
}

/** A metric with what it is now. */
export interface MetricFamily extends MetricDescription {
  /** Of counters with `_total`, of infos with `_info`. */
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly histograms: readonly HistogramSample[];
}
