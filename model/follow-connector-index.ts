import type { IndexEntry } from "./connector-index";
import { buildShards, type ConnectorShard, eachShard, SHARD_SIZE, type ShardSize } from "./connector-shard";
import type { AddressFamily } from "./ip-address";
import { ShardedIndex, type Shards } from "./sharded-index";
import { isSameStanding } from "./snapshot-entries";

/** Every entry of one connector. */
export type ConnectorEntries = readonly IndexEntry<string>[];

/** An index, and the entries of the connectors that it is of. */
export interface FollowedIndex {
  readonly lists: readonly ConnectorEntries[];
  readonly index: ShardedIndex<string>;
}

/** Entries that are put in their places in one step. */
const STEP = 4096;

/**
 * The index over these connectors' entries, made of an earlier one: only where the clients of changed connectors are, it
 * is built anew. Costs n log n of what is near the change. In steps of about a millisecond.
 */
export function* followConnectorIndex(
  lists: readonly ConnectorEntries[],
  before: FollowedIndex | undefined,
  size: ShardSize = SHARD_SIZE,
): Generator<undefined, FollowedIndex> {
  const change = changeBetween(before?.lists ?? [], lists);
  if (before !== undefined && change.gone.length + change.come.length === 0) return { lists, index: before.index };
  const shardsOf = (family: AddressFamily) =>
    followFamily({ family, lists, change, old: before?.index.shards[family] ?? [], size });
  return { lists, index: new ShardedIndex({ 4: yield* shardsOf(4), 6: yield* shardsOf(6) }) };
}

/** Entries that are there on one side only; a connector that stands where it stood has none. */
interface Change {
  readonly gone: readonly IndexEntry<string>[];
  readonly come: readonly IndexEntry<string>[];
}

function changeBetween(before: readonly ConnectorEntries[], after: readonly ConnectorEntries[]): Change {
  const [had, have] = differingParts(before, after);
  const [hadSet, haveSet] = [new Set(had), new Set(have)];
  const gone = had.filter((list) => list.length > 0 && !haveSet.has(list));
  const come = have.filter((list) => list.length > 0 && !hadSet.has(list));
  const byKey = new Map(gone.map((list) => [list[0]?.key, list]));
  const stays = new Set<ConnectorEntries>();
  for (const list of come) {
    const old = byKey.get(list[0]?.key);
    if (old !== undefined && isSameStanding(old, list)) stays.add(old).add(list);
  }
  const moved = (lists: readonly ConnectorEntries[]) => lists.filter((list) => !stays.has(list)).flat();
  return { gone: moved(gone), come: moved(come) };
}

/** Without what both begin and end with, which is nearly everything. */
function differingParts<Item>(a: readonly Item[], b: readonly Item[]): readonly [readonly Item[], readonly Item[]] {
  const most = Math.min(a.length, b.length);
  let first = 0;
  while (first < most && a[first] === b[first]) first++;
  let last = 0;
  while (last < most - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last++;
  return [a.slice(first, a.length - last), b.slice(first, b.length - last)];
}

interface FamilyChange {
  readonly family: AddressFamily;
  readonly lists: readonly ConnectorEntries[];
  readonly change: Change;
  /** Empty: there are none yet. */
  readonly old: Shards<string>;
  readonly size: ShardSize;
}

function* followFamily(request: FamilyChange): Generator<undefined, Shards<string>> {
  const { family, lists, change, old, size } = request;
  const isHere = ({ range }: IndexEntry<string>) => range.family === family;
  const [gone, come] = [change.gone.filter(isHere), change.come.filter(isHere)];
  if (gone.length + come.length === 0 && old.length > 0) return old;
  if (isTooFine(old, lists, size)) {
    const everything = lists.flatMap((list) => list.filter(isHere));
    return yield* buildShards(family === 4 ? 0 : 0n, everything, size);
  }
  const members = yield* changedMembers(old, { gone, come });
  const shards: ConnectorShard<string>[] = [];
  for (const [place, shard] of old.entries()) {
    const own = members.get(place);
    if (own === undefined) shards.push(shard);
    else shards.push(...(yield* buildShards(shard.first, own, size)));
  }
  return shards;
}

/** There are no shards yet, or most of what they were made for is gone: all of them are made anew. */
function isTooFine(shards: Shards<string>, lists: readonly ConnectorEntries[], { usual }: ShardSize): boolean {
  if (shards.length <= FEW_SHARDS) return shards.length === 0;
  const entries = lists.reduce((sum, { length }) => sum + length, 0);
  return shards.length > FEW_SHARDS + (FEWEST_SHARE * entries) / usual;
}

const FEW_SHARDS = 4;
const FEWEST_SHARE = 4;

/** The members of each shard in which somebody comes or goes. */
function* changedMembers(old: Shards<string>, { gone, come }: Change) {
  const members = new Map<number, IndexEntry<string>[]>();
  const leaving = new Set(gone.map(({ key }) => key));
  let turn = 0;
  for (const { range } of gone) {
    if (++turn % STEP === 0) yield;
    eachShard(old, range, (place) => {
      if (!members.has(place)) members.set(place, stayingIn(old, place, leaving));
    });
  }
  for (const entry of come) {
    if (++turn % STEP === 0) yield;
    eachShard(old, entry.range, (place) => {
      const own = members.get(place) ?? [...(old[place]?.members ?? [])];
      members.set(place, own);
      own.push(entry);
    });
  }
  return members;
}

function stayingIn(old: Shards<string>, place: number, leaving: ReadonlySet<string>): IndexEntry<string>[] {
  return (old[place]?.members ?? []).filter(({ key }) => !leaving.has(key));
}
