import type { Binding } from "./binding";
import { type Painting, type RankSegment, type SegmentTable, paintSegments } from "./connector-index-segments";
import { type Claim, type Supersession, findSupersessions } from "./connector-index-supersede";
import type { AddressFamily, IpAddress } from "./ip-address";
import { subtractRanges } from "./ip-interval";

/** An entry of one family and port. */
export interface PortEntry extends Claim {
  readonly binding: Binding;
}

/** The tables that decide on one local address. */
export class EndpointTables {
  constructor(
    readonly first: SegmentTable,
    readonly second: SegmentTable | undefined,
  ) {}

  /** Rank of the entry that serves the client, -1 when none does. */
  lowestRank(client: IpAddress): number {
    const rank = this.first.rankAt(client);
    if (this.second === undefined) return rank;
    const other = this.second.rankAt(client);
    // As unsigned numbers, none (-1) is the highest.
    return rank >>> 0 < other >>> 0 ? rank : other;
  }

  /** Every segment in order, the first at the family's first address. */
  segments(family: AddressFamily): RankSegment[] {
    const first = this.first.segments();
    return mergeSegments(family, first, this.second?.segments() ?? []);
  }
}

/** Two tables as one: of the two ranks the lower counts, and of none (-1) the other. */
function mergeSegments(family: AddressFamily, a: readonly RankSegment[], b: readonly RankSegment[]): RankSegment[] {
  const merged: RankSegment[] = [{ first: family === 4 ? 0 : 0n, rank: -1 }];
  let [rankA, rankB] = [-1, -1];
  for (let i = 0, j = 0; ;) {
    const [x, y] = [a[i], b[j]];
    const next = y === undefined || (x !== undefined && x.first <= y.first) ? x : y;
    if (next === undefined) return merged;
    if (next.first === x?.first) [rankA, i] = [x.rank, i + 1];
    if (next.first === y?.first) [rankB, j] = [y.rank, j + 1];
    addSegment(merged, { first: next.first, rank: rankA >>> 0 < rankB >>> 0 ? rankA : rankB });
  }
}

function addSegment(segments: RankSegment[], segment: RankSegment): void {
  const previous = segments.at(-1);
  if (previous?.first === segment.first) segments[segments.length - 1] = segment;
  else if (previous?.rank !== segment.rank) segments.push(segment);
}

export interface PortTables {
  /** By the specific local addresses that are bound, in canonical spelling. */
  readonly tables: ReadonlyMap<string, EndpointTables>;
  /** For every other local address: the wildcard's entries alone. */
  readonly elsewhere: EndpointTables;
  /** Ranks that a newer entry takes over from, at one address at least. */
  readonly superseded: ReadonlySet<number>;
}

/**
 * One table for the wildcard, shared by all local addresses, and one for each specific address. Only where a specific
 * entry takes over from one of the wildcard's does its address get a table of its own for both. `ranked` has all
 * entries of one family and port, the better first.
 */
export function tablesOfPort(family: AddressFamily, ranked: readonly PortEntry[]): PortTables {
  const port = new PortBuilder(family, ranked);
  const wildcard = port.ranksWhere(({ binding }) => binding.isWildcard);
  const takeovers = port.takeoversAmong(wildcard);
  const table = port.paint(wildcard, takeovers);
  const specific = port.ranksWhere(({ binding }) => !binding.isWildcard);
  const byAddress = Map.groupBy(specific, (rank) => port.entryAt(rank).binding.address);
  const tables = Array.from(byAddress, ([address, ranks]): [string, EndpointTables] => [
    address,
    endpointTables(port, ranks, { ranks: wildcard, takeovers, table }),
  ]);
  return { tables: new Map(tables), elsewhere: new EndpointTables(table, undefined), superseded: port.superseded };
}

interface WildcardPart {
  readonly ranks: readonly number[];
  readonly takeovers: readonly Supersession[];
  readonly table: SegmentTable;
}

function endpointTables(port: PortBuilder, specific: readonly number[], wildcard: WildcardPart): EndpointTables {
  const groups = new Set(specific.map((rank) => port.entryAt(rank).group));
  const related = wildcard.ranks.filter((rank) => groups.has(port.entryAt(rank).group));
  const takeovers = port.takeoversAmong([...specific, ...related]);
  const isWildcard = (rank: number) => port.entryAt(rank).binding.isWildcard;
  if (!takeovers.some(({ older, newer }) => isWildcard(older) && !isWildcard(newer))) {
    return new EndpointTables(port.paint(specific, takeovers), wildcard.table);
  }
  const all = [...specific, ...wildcard.ranks].sort((a, b) => a - b);
  return new EndpointTables(port.paint(all, [...wildcard.takeovers, ...takeovers]), undefined);
}

class PortBuilder {
  readonly superseded = new Set<number>();

  constructor(
    readonly family: AddressFamily,
    readonly ranked: readonly PortEntry[],
  ) {}

  entryAt(rank: number): PortEntry {
    const entry = this.ranked[rank];
    if (entry === undefined) throw new RangeError(`no entry has rank ${rank}`);
    return entry;
  }

  ranksWhere(matches: (entry: PortEntry) => boolean): number[] {
    const ranks: number[] = [];
    for (const [rank, entry] of this.ranked.entries()) if (matches(entry)) ranks.push(rank);
    return ranks;
  }

  takeoversAmong(ranks: readonly number[]): Supersession[] {
    const found = findSupersessions(ranks.map((rank) => this.entryAt(rank)));
    const takeovers = found.map(({ older, newer }) => ({ older: ranks[older] ?? -1, newer: ranks[newer] ?? -1 }));
    for (const { older } of takeovers) this.superseded.add(older);
    return takeovers;
  }

  /** The table of these entries, each without the parts in which a newer one takes over. `ranks` ascend. */
  paint(ranks: readonly number[], takeovers: readonly Supersession[]): SegmentTable {
    const takers = Map.groupBy(takeovers, ({ older }) => older);
    const paintings: Painting[] = [];
    for (const rank of ranks) {
      const { range } = this.entryAt(rank);
      const lost = takers.get(rank)?.map(({ newer }) => this.entryAt(newer).range);
      const rest = lost === undefined ? [range] : subtractRanges([range], lost);
      for (const part of rest) paintings.push({ rank, range: part });
    }
    return paintSegments(this.family, paintings);
  }
}
