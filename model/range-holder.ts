import { type Binding, bindingsOverlap, parseBinding } from "./binding";
import type { IpRange } from "./ip-range";
import { parseIpRange } from "./ip-range-text";

/** A connector as far as conflicts are concerned. What does not parse (an unknown value) is not judged. */
export interface RangeHolder {
  /** Identity: ranges of one key never conflict with each other. */
  readonly key: string;
  /** How messages call it. */
  readonly label: string;
  readonly bindings: readonly unknown[];
  readonly remoteIpRanges: readonly unknown[];
}

/** A range with its place in its connector's list. */
export interface HeldIpRange {
  readonly range: IpRange;
  readonly text: string;
  readonly index: number;
}

export interface ReadHolder {
  readonly key: string;
  readonly label: string;
  readonly bindings: readonly Binding[];
  readonly ranges: readonly HeldIpRange[];
}

// A program's declarations are compared with each other again and again. Settled lists never change, so the list
// itself is the key.
const READ_BINDINGS = new WeakMap<readonly unknown[], readonly Binding[]>();
const READ_RANGES = new WeakMap<readonly unknown[], readonly HeldIpRange[]>();

/** Reads a connector's lists, which must not change afterwards. */
export function readHolder({ key, label, bindings, remoteIpRanges }: RangeHolder): ReadHolder {
  return {
    key,
    label,
    bindings: remember(READ_BINDINGS, bindings, readBindings),
    ranges: remember(READ_RANGES, remoteIpRanges, readRanges),
  };
}

/** The first two bindings over which one connection could reach either connector; `family` leaves out the others. */
export function sharedEndpoint(a: ReadHolder, b: ReadHolder, family: 4 | 6): readonly [Binding, Binding] | undefined {
  for (const left of a.bindings) {
    const right = left.family === family ? b.bindings.find((other) => bindingsOverlap(left, other)) : undefined;
    if (right !== undefined) return [left, right];
  }
  return undefined;
}

type Cache<Value> = WeakMap<readonly unknown[], Value>;

function remember<Value>(cache: Cache<Value>, texts: readonly unknown[], make: (texts: readonly unknown[]) => Value) {
  const known = cache.get(texts);
  if (known !== undefined) return known;
  const made = make(texts);
  cache.set(texts, made);
  return made;
}

function readBindings(texts: readonly unknown[]): readonly Binding[] {
  return texts.flatMap((text) => {
    const parsed = parseBinding(text, "");
    return parsed.ok ? [parsed.value] : [];
  });
}

function readRanges(texts: readonly unknown[]): readonly HeldIpRange[] {
  return texts.flatMap((text, index) => {
    const parsed = parseIpRange(text, "");
    return parsed.ok ? [{ range: parsed.value, text: String(text), index }] : [];
  });
}
