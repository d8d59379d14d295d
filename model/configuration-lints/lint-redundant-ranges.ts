import type { Binding } from "../binding";
import { type IndexEntry, buildConnectorIndex } from "../connector-index";
import { subtractRanges } from "../ip-interval";
import { type IpRange, rangeSize } from "../ip-range";
import type { LintWarning } from "../lints";
import { spellEntry } from "../snapshot-entries";
import type { StoredObject } from "../stored-object";
import { listTexts } from "./list-texts";
import { type RangeMatches, partsOf } from "./range-matches";

type Entry = IndexEntry<string>;
type Ranges = ReadonlyMap<IpRange, readonly Entry[]>;

/**
 * Ranges whose clients the same connector serves without them, by others of its ranges: nothing of another connector
 * lies in between. All that are named can go together.
 */
export function lintRedundantRanges(
  { id, settings }: StoredObject<"ReceiveConnector">,
  matches: RangeMatches,
): readonly LintWarning[] {
  const ranges = matches.rangesOf(id);
  const overlapping = overlappingRanges([...ranges.keys()]);
  if (overlapping.length === 0) return [];
  const gone = new Set([...ranges.keys()].filter((range) => isHidden(range, { id, ranges, matches })));
  const found: LintWarning[] = [];
  for (const range of overlapping.toSorted(smallestFirst)) {
    if (gone.has(range) || !isServedWithout(new Set([...gone, range]), { range, ranges, matches })) continue;
    gone.add(range);
    const text = textOf(ranges, range);
    const property = `remoteIpRanges[${settings.remoteIpRanges.indexOf(text)}]`;
    const others = [...ranges.keys()].filter((other) => !gone.has(other) && meets(other, range));
    const by = listTexts(others.map((other) => textOf(ranges, other)));
    const message = `${property} is ${text}: ${by} of this connector serves the same clients, so the range can go.`;
    found.push({ lint: "redundant-range", property, message });
  }
  return found;
}

interface Hidden {
  readonly id: string;
  readonly ranges: Ranges;
  readonly matches: RangeMatches;
}

/** Another connector has a part in that it never matches: another lint's. */
function isHidden(range: IpRange, { id, ranges, matches }: Hidden): boolean {
  if (matches.isMatching(range)) return false;
  const endpoints = matches.endpointsOf(ranges.get(range) ?? []);
  return endpoints.some((endpoint) => matches.within(endpoint, range).some(({ entry }) => entry?.key !== id));
}

interface Question {
  readonly range: IpRange;
  readonly ranges: Ranges;
  readonly matches: RangeMatches;
}

/** Whether everybody in the range is served as before when these ranges of its connector are gone. */
function isServedWithout(gone: ReadonlySet<IpRange>, { range, ranges, matches }: Question): boolean {
  const rest = [...ranges.keys()].filter((other) => !gone.has(other) && meets(other, range));
  if (subtractRanges([range], rest).length > 0) return false;
  return matches.endpointsOf(ranges.get(range) ?? []).every((endpoint) => {
    const around = matches.entriesAt(endpoint).filter((entry) => meets(entry.range, range));
    const left = around.filter((entry) => !gone.has(entry.range));
    return serversWithin(around, endpoint, range) === serversWithin(left, endpoint, range);
  });
}

/** Who serves which part of the range, as a text. */
function serversWithin(entries: readonly Entry[], endpoint: Binding, { first, last }: IpRange): string {
  const parts = partsOf(buildConnectorIndex(entries), endpoint).filter(
    ({ range }) => range.first <= last && first <= range.last,
  );
  const runs = parts.filter(({ entry }, place) => place === 0 || entry?.key !== parts[place - 1]?.entry?.key);
  return runs.map(({ range, entry }, place) => `${place === 0 ? first : range.first} ${entry?.key}`).join();
}

function overlappingRanges(ranges: readonly IpRange[]): readonly IpRange[] {
  const sorted = ranges.toSorted((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const found = new Set<IpRange>();
  let reaching: IpRange | undefined;
  for (const range of sorted) {
    if (reaching !== undefined && meets(reaching, range)) found.add(reaching).add(range);
    if (reaching?.family !== range.family || range.last > reaching.last) reaching = range;
  }
  return [...found];
}

function meets(a: IpRange, b: IpRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function smallestFirst(a: IpRange, b: IpRange): number {
  const [sizeA, sizeB] = [rangeSize(a), rangeSize(b)];
  return sizeA < sizeB ? -1 : sizeA > sizeB ? 1 : 0;
}

function textOf(ranges: Ranges, range: IpRange): string {
  const entry = ranges.get(range)?.[0];
  return entry === undefined ? "" : spellEntry(entry).range;
}
