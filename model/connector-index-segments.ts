import {
  type AddressFamily,
  type AddressValue,
  type AddressWords,
  type IpAddress,
  joinWords,
  wordsOf,
} from "./ip-address";
import type { IpRange } from "./ip-range";

/** A part of the addresses that goes to the entry of this rank, unless a lower rank has it already. */
export interface Painting {
  readonly rank: number;
  readonly range: IpRange;
}

/** Which rank each address belongs to: segments side by side, found by binary search. */
export interface SegmentTable {
  /** -1 where no entry matches. */
  rankAt(client: IpAddress): number;
  /** All of them in order; before the first one no entry matches. */
  segments(): RankSegment[];
}

/** Addresses from `first` to the next segment's, or to the family's last, and the rank that they go to (-1: none). */
export interface RankSegment {
  readonly first: AddressValue;
  readonly rank: number;
}

/** Makes the table; `paintings` ascend by rank, so the first to colour a segment is the best. */
export function paintSegments(family: AddressFamily, paintings: readonly Painting[]): SegmentTable {
  const bounds = sortedBounds(family, paintings);
  const ranks = new Int32Array(bounds.length).fill(-1);
  // For each segment the next one at or behind it that is still uncoloured, shortened as it is walked (union-find).
  const next = new Int32Array(bounds.length + 1).map((_, place) => place);
  for (const { rank, range } of paintings) {
    const end = placeOf(bounds, after(range.last));
    for (let place = uncoloured(next, placeOf(bounds, range.first)); place < end; place = uncoloured(next, place)) {
      ranks[place] = rank;
      next[place] = place + 1;
    }
  }
  return tableOf(family, bounds, ranks);
}

type Bounds = Float64Array | readonly bigint[];

function sortedBounds(family: AddressFamily, paintings: readonly Painting[]): Bounds {
  return family === 4 ? sortedNumbers(paintings) : sortedBigints(paintings);
}

function sortedNumbers(paintings: readonly Painting[]): Float64Array {
  const ends = new Float64Array(paintings.length * 2);
  for (const [place, { range }] of paintings.entries()) {
    ends[place * 2] = Number(range.first);
    ends[place * 2 + 1] = Number(range.last) + 1;
  }
  return ends.sort().filter((value, place, all) => value !== all[place - 1]);
}

// Comparing bigints is slow, and doubles, which round towards the same order, nearly always decide.
function sortedBigints(paintings: readonly Painting[]): bigint[] {
  const ends: { readonly value: bigint; readonly near: number }[] = [];
  for (const { range } of paintings) {
    for (const value of [BigInt(range.first), BigInt(range.last) + 1n]) ends.push({ value, near: Number(value) });
  }
  ends.sort((a, b) => a.near - b.near || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return ends.map(({ value }) => value).filter((value, place, all) => value !== all[place - 1]);
}

function after(value: AddressValue): AddressValue {
  return typeof value === "number" ? value + 1 : value + 1n;
}

function placeOf(bounds: Bounds, value: AddressValue): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as AddressValue) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function uncoloured(next: Int32Array, from: number): number {
  let place = from;
  for (let ahead = next[place] as number; ahead !== place; ahead = next[place] as number) {
    next[place] = next[ahead] as number;
    place = ahead;
  }
  return place;
}

function tableOf(family: AddressFamily, bounds: Bounds, ranks: Int32Array): SegmentTable {
  const kept = keptPlaces(family, bounds, ranks);
  const keptRanks = kept.map((place) => ranks[place] as number);
  if (family === 4)
    return new Ipv4Segments(
      Uint32Array.from(kept, (place) => Number(bounds[place])),
      keptRanks,
    );
  const starts = new Uint32Array(kept.length * 4);
  for (const [index, place] of kept.entries()) starts.set(wordsOf(BigInt(bounds[place] ?? 0)), index * 4);
  return new Ipv6Segments(starts, keptRanks);
}

// A segment that goes to the same entry as the one before needs no start of its own, and the bound behind the last
// address of the family is not an address.
function keptPlaces(family: AddressFamily, bounds: Bounds, ranks: Int32Array): Int32Array {
  const highest = family === 4 ? 0xffffffff : (1n << 128n) - 1n;
  const places = ranks.map((_, place) => place);
  return places.filter((place) => ranks[place] !== (ranks[place - 1] ?? -1) && (bounds[place] ?? 0) <= highest);
}

class Ipv4Segments implements SegmentTable {
  constructor(
    readonly starts: Uint32Array,
    readonly ranks: Int32Array,
  ) {}

  rankAt(client: IpAddress): number {
    if (client.family !== 4) return -1;
    const { starts } = this;
    const { value } = client;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return this.ranks[low - 1] ?? -1;
  }

  segments(): RankSegment[] {
    return Array.from(this.ranks, (rank, place) => ({ first: this.starts[place] as number, rank }));
  }
}

class Ipv6Segments implements SegmentTable {
  constructor(
    /** Four words for each start, highest first. */
    readonly starts: Uint32Array,
    readonly ranks: Int32Array,
  ) {}

  rankAt(client: IpAddress): number {
    if (client.family !== 6) return -1;
    let low = 0;
    let high = this.ranks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAtOrBelow(this.starts, middle * 4, client.words)) low = middle + 1;
      else high = middle;
    }
    return this.ranks[low - 1] ?? -1;
  }

  segments(): RankSegment[] {
    const word = (place: number) => this.starts[place] as number;
    const first = (at: number) => joinWords([word(at), word(at + 1), word(at + 2), word(at + 3)]);
    return Array.from(this.ranks, (rank, place) => ({ first: first(place * 4), rank }));
  }
}

function isAtOrBelow(starts: Uint32Array, at: number, words: AddressWords): boolean {
  if (starts[at] !== words[0]) return (starts[at] as number) < words[0];
  if (starts[at + 1] !== words[1]) return (starts[at + 1] as number) < words[1];
  if (starts[at + 2] !== words[2]) return (starts[at + 2] as number) < words[2];
  return (starts[at + 3] as number) <= words[3];
}
