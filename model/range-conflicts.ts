import { formatBinding } from "./binding";
import type { Failure } from "./failure";
import { type IpRange, compareRanges, rangesConflict, relateRanges } from "./ip-range";
import { type HeldIpRange, type RangeHolder, type ReadHolder, readHolder, sharedEndpoint } from "./range-holder";

/** A failure of one of several objects. */
export interface KeyedFailure extends Failure {
  readonly key: string;
  /** Of a failure of two objects: the other one. */
  readonly otherKey?: string;
}

// More of them for one range tell nothing new, and the pairs of n equal ranges are n squared.
const MOST_PER_RANGE = 10;

/**
 * Finds client ranges of different connectors that are equal or overlap partly on overlapping bindings, each reported
 * on both sides. Costs n log n for n ranges of an endpoint, as long as few of them conflict.
 */
export function judgeRangeConflicts(holders: readonly RangeHolder[]): readonly KeyedFailure[] {
  const reports = new Map<string, KeyedFailure>();
  for (const members of groupByEndpoint(holders.map(readHolder))) sweep(members, reports);
  return [...reports.values()];
}

/** As judgeRangeConflicts, of one connector against others and reported on its side only. Linear in the others. */
export function judgeRangesAgainst(one: RangeHolder, others: Iterable<RangeHolder>): readonly KeyedFailure[] {
  const reports = new Map<string, KeyedFailure>();
  const own = readHolder(one);
  for (const other of others) {
    if (other.key !== one.key) compareHolders(own, readHolder(other), reports);
  }
  return [...reports.values()];
}

interface Member extends HeldIpRange {
  readonly holder: ReadHolder;
  /** Conflicts found so far. */
  reported: number;
}

type Reports = Map<string, KeyedFailure>;

function compareHolders(own: ReadHolder, other: ReadHolder, reports: Reports): void {
  const families = ([4, 6] as const).filter((family) => sharedEndpoint(own, other, family) !== undefined);
  if (families.length === 0) return;
  for (const range of own.ranges) {
    const met = other.ranges.find((theirs) => rangesConflict(range.range, theirs.range));
    if (met === undefined || !families.includes(range.range.family)) continue;
    report({ ...range, holder: own, reported: 0 }, { ...met, holder: other, reported: 0 }, reports);
  }
}

/**
 * Ranges that could meet: those of one address and port together with the wildcard's, and the wildcard's alone.
 * A pair may be in several groups; it is reported once.
 */
function groupByEndpoint(holders: readonly ReadHolder[]): Iterable<Member[]> {
  const groups = new Map<string, Member[]>();
  const wildcards = new Map<string, Member[]>();
  for (const holder of holders) {
    const members = holder.ranges.map((held) => ({ ...held, holder, reported: 0 }));
    for (const binding of holder.bindings) {
      const place = `${binding.family} ${binding.port}`;
      const family = members.filter(({ range }) => range.family === binding.family);
      if (binding.isWildcard) append(wildcards, place, family);
      else append(groups, `${place} ${binding.address}`, family);
    }
  }
  for (const [endpoint, members] of groups) {
    for (const member of wildcards.get(endpoint.slice(0, endpoint.lastIndexOf(" "))) ?? []) members.push(member);
  }
  return [...groups.values(), ...wildcards.values()];
}

function append(groups: Map<string, Member[]>, key: string, members: readonly Member[]): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [...members]);
  else for (const member of members) group.push(member);
}

/**
 * Goes through ranges by first address and keeps those that are still open, by last address: the ones that end before
 * the next range does overlap it partly, the ones with its very ends are equal, the others contain it.
 */
function sweep(members: Member[], reports: Reports): void {
  members.sort((a, b) => compareFirst(a.range, b.range));
  // Descending by last address: the ones that end first are at the end.
  const open: Member[] = [];
  for (const member of members) {
    while (open.length > 0 && (open.at(-1) as Member).range.last < member.range.first) open.pop();
    let place = open.length;
    for (; place > 0; place--) {
      const other = open[place - 1] as Member;
      if (other.range.last > member.range.last) break;
      meet(member, other, reports);
    }
    open.splice(place, 0, member);
  }
}

// Of ranges with one beginning the wider comes first, so that whatever is open begins no later and contains it or conflicts.
function compareFirst(a: IpRange, b: IpRange): number {
  return a.first === b.first ? -compareRanges(a, b) : compareRanges(a, b);
}

function meet(member: Member, other: Member, reports: Reports): void {
  if (member.holder.key === other.holder.key || !rangesConflict(member.range, other.range)) return;
  report(member, other, reports);
  report(other, member, reports);
}

function report(mine: Member, theirs: Member, reports: Reports): void {
  if (mine.reported >= MOST_PER_RANGE) return;
  const id = `${mine.holder.key}\n${mine.index}\n${theirs.holder.key}\n${theirs.index}`;
  if (reports.has(id)) return;
  mine.reported++;
  const property = `remoteIpRanges[${mine.index}]`;
  const message = `${property} ${describe(mine, theirs)}`;
  reports.set(id, {
    key: mine.holder.key,
    otherKey: theirs.holder.key,
    code: "RELAY_RANGE_CONFLICT",
    property,
    message,
  });
}

function describe(mine: Member, theirs: Member): string {
  const how = relateRanges(mine.range, theirs.range) === "equal" ? "equals" : "partly overlaps";
  const [own, other] = sharedEndpoint(mine.holder, theirs.holder, mine.range.family) ?? [];
  const bindings = [own, other].flatMap((binding) => (binding === undefined ? [] : [formatBinding(binding)]));
  const where = bindings.length === 0 ? "" : ` on ${[...new Set(bindings)].join(" and ")}`;
  const remedy = "make the ranges disjoint, or one a proper part of the other.";
  return `is ${mine.text}, which ${how} ${theirs.text} of ${theirs.holder.label}${where}: ${remedy}`;
}
