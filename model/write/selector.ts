import { type Binding, bindingsOverlap, knownBinding } from "../binding";
import { type IpRange, rangesConflict } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import type { ReceiveConnectorSettings } from "../settings";
import { changedProperties } from "./changed-properties";

/** The part of a connector's settings that decides which clients it gets, parsed. */
export interface Selector {
  readonly bindings: readonly Binding[];
  readonly ranges: readonly IpRange[];
  /** From the first to the last address of each family: two connectors whose spans are apart cannot conflict. */
  readonly spans: readonly IpRange[];
}

/** Two ranges that no two connectors may have on overlapping bindings, as spelt in the settings. */
export interface RangeConflict {
  readonly ownRange: string;
  readonly otherRange: string;
}

// Settings never change in place, and a write looks at every connector's.
const PARSED = new WeakMap<ReceiveConnectorSettings, Selector>();

/** Parses canonical settings, once for each settings object. */
export function selectorOf(settings: ReceiveConnectorSettings): Selector {
  const known = PARSED.get(settings);
  if (known !== undefined) return known;
  const ranges = settings.remoteIpRanges.map(knownIpRange);
  const selector = { bindings: settings.bindings.map(knownBinding), ranges, spans: spansOf(ranges) };
  PARSED.set(settings, selector);
  return selector;
}

/** Whether a connection could reach a binding of each. */
export function shareBinding(own: ReceiveConnectorSettings, other: ReceiveConnectorSettings): boolean {
  const { bindings } = selectorOf(other);
  return selectorOf(own).bindings.some((a) => bindings.some((b) => bindingsOverlap(a, b)));
}

/** The first pair of ranges that conflict on overlapping bindings of their family; undefined when there is none. */
export function findRangeConflict(
  own: ReceiveConnectorSettings,
  other: ReceiveConnectorSettings,
): RangeConflict | undefined {
  const [a, b] = [selectorOf(own), selectorOf(other)];
  if (!spansMeet(a, b)) return undefined;
  for (const [ownIndex, ownRange] of a.ranges.entries()) {
    for (const [otherIndex, otherRange] of b.ranges.entries()) {
      if (!rangesConflict(ownRange, otherRange) || !meetInFamily(a, b, ownRange.family)) continue;
      return { ownRange: own.remoteIpRanges[ownIndex] ?? "", otherRange: other.remoteIpRanges[otherIndex] ?? "" };
    }
  }
  return undefined;
}

/** Whether a write changes which clients the connector gets: ranges, bindings or `enabled`. */
export function selectionDiffers(before: ReceiveConnectorSettings, after: ReceiveConnectorSettings): boolean {
  return changedProperties(pickSelection(before), pickSelection(after)).length > 0;
}

function pickSelection({ bindings, remoteIpRanges, enabled }: ReceiveConnectorSettings): object {
  return { bindings, remoteIpRanges, enabled };
}

function meetInFamily(a: Selector, b: Selector, family: 4 | 6): boolean {
  return a.bindings.some((own) => own.family === family && b.bindings.some((other) => bindingsOverlap(own, other)));
}

function spansOf(ranges: readonly IpRange[]): readonly IpRange[] {
  const spans = new Map<number, IpRange>();
  for (const range of ranges) {
    const { family, first, last } = spans.get(range.family) ?? range;
    spans.set(family, {
      family,
      first: first < range.first ? first : range.first,
      last: last > range.last ? last : range.last,
    });
  }
  return [...spans.values()];
}

// Every write compares one connector with every other: nearly all pairs end here.
function spansMeet(a: Selector, b: Selector): boolean {
  for (const own of a.spans) {
    for (const other of b.spans) {
      if (own.family === other.family && own.first <= other.last && other.first <= own.last) return true;
    }
  }
  return false;
}
