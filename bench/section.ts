/** Figures of one contender, round by round. */
export interface Measured {
  readonly name: string;
  /** `msg/s`, `ms`, `KB`. */
  readonly unit: string;
  readonly median: number;
  readonly rounds: readonly number[];
}

/** What a figure must reach: as a ratio to a peer of the same run, or by itself. */
export interface Judged {
  readonly what: string;
  readonly value: number;
  /** `x` for ratios. */
  readonly unit: string;
  readonly sense: "at least" | "below";
  readonly bound: number;
  readonly reached: boolean;
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** How a cost grows: becomes a plot in the docs. */
export interface Curve {
  /** File name of the plot, without its end. */
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** @default linear from 0 */
  readonly yScale?: "log";
  readonly lines: readonly Line[];
}

/** What one section of the bench found. */
export interface SectionResult {
  readonly measured: readonly Measured[];
  readonly judged: readonly Judged[];
  readonly curves?: readonly Curve[];
}

/** A part of the bench that can run by itself. */
export interface Section {
  /** As `npm run bench -- NAME` says it; its results are in bench/results/NAME.json. */
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<SectionResult> | SectionResult;
}

export function atLeast(what: string, value: number, bound: number, unit = "x"): Judged {
  return { what, value, unit, sense: "at least", bound, reached: value >= bound };
}

export function below(what: string, value: number, bound: number, unit: string): Judged {
  return { what, value, unit, sense: "below", bound, reached: value < bound };
}
