import type { IndexEntry } from "./connector-index";
import { buildShards, type ConnectorShard, eachShard, SHARD_SIZE, type ShardSize } from "./connector-shard";
import type { AddressFamily, AddressValue } from "./ip-address";
import type { IpRange } from "./ip-range";
import { ShardedIndex, type Shards } from "./sharded-index";
import { isSameStanding } from "./snapshot-entries";

/** Every entry of one connector. */
export type ConnectorEntries = readonly IndexEntry<string>[];

/** An index, and the entries of the connectors that it is of. */
export interface FollowedIndex {
  readonly lists: readonly ConnectorEntries[];
  readonly index: ShardedIndex<string>;
}

/** Connectors that are looked through in one step. */
const STEP = 1024;

/**
 * The index over these connectors' entries, made of an earlier one: only where the clients of changed connectors are, it
 * is built anew. Costs a look at each connector, and n log n of what is near the change. In steps of about a millisecond.
 */
export function* followConnectorIndex(
  lists: readonly ConnectorEntries[],
  before: FollowedIndex | undefined,
  size: ShardSize = SHARD_SIZE,
): Generator<undefined, FollowedIndex> {
  const changed = before === undefined ? lists.flat() : changedEntries(before.lists, lists);
  if (changed.length === 0 && before !== undefined) return { lists, index: before.index };
  const shardsOf = (family: AddressFamily) => followFamily({ family, lists, changed, before: before?.index, size });
  return { lists, index: new ShardedIndex({ 4: yield* shardsOf(4), 6: yield* shardsOf(6) }) };
}

/** Entries that are there on one side only; a connector that stands where it stood has none. */
function changedEntries(before: readonly ConnectorEntries[], after: readonly ConnectorEntries[]) {
  const [had, have] = [new Set(before), new Set(after)];
  const gone = before.filter((list) => list.length > 0 && !have.has(list));
  const come = after.filter((list) => list.length > 0 && !had.has(list));
  const byKey = new Map(gone.map((list) => [list[0]?.key, list]));
  const stays = new Set<ConnectorEntries>();
  for (const list of come) {
    const old = byKey.get(list[0]?.key);
    if (old !== undefined && isSameStanding(old, list)) stays.add(old).add(list);
  }
  return [...gone, ...come].filter((list) => !stays.has(list)).flat();
}

interface FamilyChange {
  readonly family: AddressFamily;
  readonly lists: readonly ConnectorEntries[];
  readonly changed: readonly IndexEntry<string>[];
  readonly before: ShardedIndex<string> | undefined;
  readonly size: ShardSize;
}

function* followFamily(change: FamilyChange): Generator<undefined, Shards<string>> {
  const { family, lists, changed, before, size } = change;
  const ranges = changed.map(({ range }) => range).filter((range) => range.family === family);
  const old = before?.shards[family] ?? [];
  if (ranges.length === 0 && old.length > 0) return old;
  const starts = isTooFine(old, lists, size) ? [{ first: family === 4 ? 0 : 0n }] : old;
  const dirty = starts === old ? placesOf(starts, ranges) : new Set([0]);
  const members = yield* gather({ family, starts, lists, dirty });
  const shards: ConnectorShard<string>[] = [];
  for (const [place, { first }] of starts.entries()) {
    const own = members.get(place);
    const kept = old[place];
    if (own === undefined && kept !== undefined) shards.push(kept);
    else shards.push(...(yield* buildShards(first, own ?? [], size)));
  }
  return shards;
}

/** There are no shards yet, or most of what they were made for is gone: all of them are made anew. */
function isTooFine(shards: Shards<string>, lists: readonly ConnectorEntries[], { usual }: ShardSize): boolean {
  const entries = lists.reduce((sum, { length }) => sum + length, 0);
  return shards.length === 0 || shards.length > FEW_SHARDS + (FEWEST_SHARE * entries) / usual;
}

const FEW_SHARDS = 4;
const FEWEST_SHARE = 4;

type Starts = readonly { readonly first: AddressValue }[];

function placesOf(starts: Starts, ranges: readonly IpRange[]): ReadonlySet<number> {
  const places = new Set<number>();
  for (const range of ranges) {
    if (places.size === starts.length) break;
    eachShard(starts, range, (place) => places.add(place));
  }
  return places;
}

interface Gathering {
  readonly family: AddressFamily;
  readonly starts: Starts;
  readonly lists: readonly ConnectorEntries[];
  readonly dirty: ReadonlySet<number>;
}

/** The entries that have clients in each of these shards, in the order of their connectors. */
function* gather({ family, starts, lists, dirty }: Gathering) {
  const members = new Map(Array.from(dirty, (place): [number, IndexEntry<string>[]] => [place, []]));
  const first = starts[Math.min(...dirty)]?.first ?? 0;
  const end = starts[Math.max(...dirty) + 1]?.first;
  for (const [turn, list] of lists.entries()) {
    if (turn % STEP === STEP - 1) yield;
    const hull = hullOf(list)[family];
    if (hull === null || hull.last < first || (end !== undefined && hull.first >= end)) continue;
    for (const entry of list) {
      if (entry.range.family !== family) continue;
      eachShard(starts, entry.range, (place) => members.get(place)?.push(entry));
    }
  }
  return members;
}

type Hull = Pick<IpRange, "first" | "last"> | null;
type Hulls = Readonly<Record<AddressFamily, Hull>>;

// Lists never change in place.
const HULLS = new WeakMap<ConnectorEntries, Hulls>();

/** From the first to the last client of a connector, in each family. */
function hullOf(list: ConnectorEntries): Hulls {
  const known = HULLS.get(list);
  if (known !== undefined) return known;
  const hulls: Record<AddressFamily, Hull> = { 4: null, 6: null };
  for (const { range } of list) hulls[range.family] = widen(hulls[range.family], range);
  HULLS.set(list, hulls);
  return hulls;
}

function widen(hull: Hull, { first, last }: IpRange): Hull {
  if (hull === null) return { first, last };
  return { first: first < hull.first ? first : hull.first, last: last > hull.last ? last : hull.last };
}
