import type { ErrorCode } from "./error-catalogue";

/** One thing wrong with an input: which property, what was given, what to do. Never thrown by the model. */
export interface Failure {
  readonly code: ErrorCode;
  /** Path of the property: `remoteIpRanges[1]`. */
  readonly property: string;
  /** Whole sentence that names the value and the remedy. */
  readonly message: string;
}

/** Outcome of reading an outside value: the canonical value, or everything that is wrong with it. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failures: readonly Failure[] };
