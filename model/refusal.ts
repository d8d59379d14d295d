import type { ErrorCode } from "./error-catalogue";
import type { Parsed } from "./failure";
import { quoteValue } from "./quote-value";

/** Why a value is refused and what to do, as the rest of a sentence that begins with the quoted value. */
export class Refusal {
  constructor(readonly why: string) {}
}

export interface TextShape {
  /** With its article: `a range`. */
  readonly noun: string;
  /** Good spellings, for the remedy. */
  readonly examples: string;
  /** Longest meaningful text, in UTF-16 units. */
  readonly longest: number;
}

/** The value when it is one plain word of this length; no reader of ours gives a meaning to anything else. */
export function gateText(value: unknown, { noun, examples, longest }: TextShape): string | Refusal {
  if (typeof value !== "string") return new Refusal(`is not a text; write ${noun} such as ${examples}`);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) return new Refusal("has a control character; write it without");
  if (value.length > longest) return new Refusal(`is too long; write ${noun} such as ${examples}`);
  return value;
}

export interface RefusalContext {
  readonly value: unknown;
  readonly property: string;
  readonly code: ErrorCode;
}

/** The outcome of a reader, with a refusal turned into the failure of its property. */
export function parsedOf<Value>(outcome: Value | Refusal, { value, property, code }: RefusalContext): Parsed<Value> {
  if (!(outcome instanceof Refusal)) return { ok: true, value: outcome };
  return { ok: false, failures: [{ code, property, message: `${quoteValue(value)} ${outcome.why}.` }] };
}

/** The value of a text that the model itself has spelt. @throws TypeError when it is refused: a fault of the caller. */
export function knownOf<Value>(outcome: Value | Refusal, value: unknown): Value {
  if (outcome instanceof Refusal) throw new TypeError(`${quoteValue(value)} ${outcome.why}`);
  return outcome;
}

export interface ListShape<Value> {
  readonly property: string;
  readonly code: ErrorCode;
  /** `a list of ranges such as 192.168.2.0/24`. */
  readonly wanted: string;
  readonly read: (value: unknown) => Value | Refusal;
}

/** Every entry of a list read, or the failures of all bad entries, each at its own index. */
export function parseEach<Value>(values: unknown, { property, code, wanted, read }: ListShape<Value>): Parsed<Value[]> {
  if (!Array.isArray(values)) {
    return parsedOf<Value[]>(new Refusal(`is not a list; write ${wanted}`), { value: values, property, code });
  }
  const outcomes = Array.from(values, (value: unknown, index) =>
    parsedOf(read(value), { value, property: `${property}[${index}]`, code }),
  );
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.failures));
  if (failures.length > 0) return { ok: false, failures };
  return { ok: true, value: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])) };
}
