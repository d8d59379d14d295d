import { type ConnectorIndex, type IndexEntry, buildConnectorIndex } from "./connector-index";
import type { AddressValue } from "./ip-address";
import type { IpRange } from "./ip-range";

/**
 * Addresses from `first` to the next shard's, and the look-up among the entries that have clients there. Who serves a
 * client depends on the entries that contain it alone, so each shard is right by itself.
 */
export interface ConnectorShard<Key> {
  readonly first: AddressValue;
  /** The entries, those of a connector in their order. */
  readonly members: readonly IndexEntry<Key>[];
  readonly index: ConnectorIndex<Key>;
}

/** Entries in a shard. */
export interface ShardSize {
  /** A shard of more is cut. */
  readonly largest: number;
  /** What a new one is to have, about. */
  readonly usual: number;
}

/** Building one takes about a millisecond. */
export const SHARD_SIZE: ShardSize = { largest: 768, usual: 384 };

/** Starts that are looked at for each shard that is to be: their quantiles are near those of all. */
const SAMPLES = 8;

/** Place of the shard that an address belongs to; the first shard begins at the family's first address. */
export function shardAt(shards: readonly { readonly first: AddressValue }[], value: AddressValue): number {
  let low = 0;
  let high = shards.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((shards[middle] as { readonly first: AddressValue }).first <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** The shards for the addresses from `first` to the next one's, of the entries that have clients there. A step for each. */
export function* buildShards<Key>(
  first: AddressValue,
  members: readonly IndexEntry<Key>[],
  { largest, usual }: ShardSize,
): Generator<undefined, ConnectorShard<Key>[]> {
  const cuts = members.length <= largest ? [] : cutsBehind(first, members, Math.ceil(members.length / usual));
  const starts = [first, ...cuts].map((start) => ({ first: start }));
  const shards: ConnectorShard<Key>[] = [];
  for (const [place, part] of partsOf(starts, members).entries()) {
    shards.push({ first: starts[place]?.first ?? first, members: part, index: buildConnectorIndex(part) });
    yield;
  }
  return shards;
}

function cutsBehind<Key>(
  first: AddressValue,
  members: readonly IndexEntry<Key>[],
  pieces: number,
): readonly AddressValue[] {
  const stride = Math.max(Math.floor(members.length / (pieces * SAMPLES)), 1);
  const starts = members.filter((_, place) => place % stride === 0).map(({ range }) => range.first);
  starts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const cuts = Array.from({ length: pieces - 1 }, (_, piece) => {
    return starts[Math.floor(((piece + 1) * starts.length) / pieces)] ?? first;
  });
  return [...new Set(cuts)].filter((cut) => cut > first);
}

function partsOf<Key>(
  starts: readonly { readonly first: AddressValue }[],
  members: readonly IndexEntry<Key>[],
): readonly IndexEntry<Key>[][] {
  const parts = starts.map((): IndexEntry<Key>[] => []);
  for (const entry of members) eachShard(starts, entry.range, (place) => parts[place]?.push(entry));
  return parts;
}

/** Names the place of each shard that a range has addresses in. */
export function eachShard(
  shards: readonly { readonly first: AddressValue }[],
  range: Pick<IpRange, "first" | "last">,
  visit: (place: number) => void,
): void {
  for (let place = shardAt(shards, range.first); place < shards.length; place++) {
    const shard = shards[place] as { readonly first: AddressValue };
    if (shard.first > range.last) return;
    visit(place);
  }
}
