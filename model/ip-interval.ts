import type { AddressFamily, AddressValue } from "./ip-address";
import { type IpRange, compareRanges, rangeSize } from "./ip-range";

/**
 * Set algebra over lists of ranges. Lists may come in any order and overlap; results are sorted (IPv4 first),
 * disjoint and merged, so equal sets are equal lists. Each costs n log n.
 */
export function unionRanges(...lists: readonly (readonly IpRange[])[]): IpRange[] {
  const merged: IpRange[] = [];
  for (const range of lists.flat().sort(compareRanges)) {
    const previous = merged.at(-1);
    if (previous !== undefined && touches(previous, range)) {
      merged[merged.length - 1] = { ...previous, last: higher(previous.last, range.last) };
    } else merged.push(range);
  }
  return merged;
}

/** Addresses that are in both lists. */
export function intersectRanges(a: readonly IpRange[], b: readonly IpRange[]): IpRange[] {
  const [left, right] = [unionRanges(a), unionRanges(b)];
  const common: IpRange[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [x, y] = [left[i], right[j]];
    if (x === undefined || y === undefined) break;
    const range = overlapOf(x, y);
    if (range !== undefined) common.push(range);
    if (endsBefore(x, y)) i++;
    else j++;
  }
  return common;
}

/** Addresses that are in `a` and not in `b`. */
export function subtractRanges(a: readonly IpRange[], b: readonly IpRange[]): IpRange[] {
  return intersectRanges(a, complementOf(b));
}

/** How many different addresses the list holds, per family. */
export function countAddresses(ranges: readonly IpRange[]): AddressCount {
  const merged = unionRanges(ranges);
  const count = (family: AddressFamily) =>
    merged.reduce((sum, range) => (range.family === family ? sum + rangeSize(range) : sum), 0n);
  return { v4: count(4), v6: count(6) };
}

export interface AddressCount {
  readonly v4: bigint;
  readonly v6: bigint;
}

/** Every address of both families. */
export const ALL_ADDRESSES: readonly IpRange[] = [
  { family: 4, first: 0, last: 0xffffffff },
  { family: 6, first: 0n, last: (1n << 128n) - 1n },
];

function complementOf(ranges: readonly IpRange[]): IpRange[] {
  const merged = unionRanges(ranges);
  return ALL_ADDRESSES.flatMap((whole) =>
    gapsIn(
      whole,
      merged.filter(({ family }) => family === whole.family),
    ),
  );
}

function gapsIn({ family, first, last }: IpRange, merged: readonly IpRange[]): IpRange[] {
  const starts = [first, ...merged.map((range) => step(range.last, 1))];
  const ends = [...merged.map((range) => step(range.first, -1)), last];
  return starts.flatMap((start, index) => {
    const end = ends[index] ?? last;
    return start <= end ? [{ family, first: start, last: end }] : [];
  });
}

function overlapOf(a: IpRange, b: IpRange): IpRange | undefined {
  if (a.family !== b.family) return undefined;
  const [first, last] = [higher(a.first, b.first), a.last < b.last ? a.last : b.last];
  return first <= last ? { family: a.family, first, last } : undefined;
}

function endsBefore(a: IpRange, b: IpRange): boolean {
  return a.family === b.family ? a.last < b.last : a.family < b.family;
}

function touches(a: IpRange, b: IpRange): boolean {
  return a.family === b.family && b.first <= step(a.last, 1);
}

function higher(a: AddressValue, b: AddressValue): AddressValue {
  return a < b ? b : a;
}

function step(value: AddressValue, by: 1 | -1): AddressValue {
  return typeof value === "number" ? value + by : value + BigInt(by);
}
