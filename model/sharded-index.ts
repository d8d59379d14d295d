import type { ConnectorIndex, IndexCandidate, IndexEntry, IndexSegment } from "./connector-index";
import { type ConnectorShard, shardAt } from "./connector-shard";
import type { AddressFamily, AddressValue, IpAddress } from "./ip-address";
import type { LocalEndpoint } from "./snapshot";

/** The shards of a family, in the order of their addresses. */
export type Shards<Key> = readonly ConnectorShard<Key>[];

/** An index in parts by client address: a change makes only the parts anew in which it has clients. */
export class ShardedIndex<Key> implements ConnectorIndex<Key> {
  readonly superseded: ReadonlySet<Key>;

  constructor(readonly shards: Readonly<Record<AddressFamily, Shards<Key>>>) {
    this.superseded = new Set([...shards[4], ...shards[6]].flatMap(({ index }) => [...index.superseded]));
  }

  select(local: LocalEndpoint, client: IpAddress): IndexEntry<Key> | undefined {
    return this.#indexFor(client)?.select(local, client);
  }

  candidates(local: LocalEndpoint, client: IpAddress): readonly IndexCandidate<Key>[] {
    return this.#indexFor(client)?.candidates(local, client) ?? [];
  }

  segments(local: LocalEndpoint, family: AddressFamily): readonly IndexSegment<Key>[] {
    const shards = this.shards[family];
    const joined: IndexSegment<Key>[] = [{ first: family === 4 ? 0 : 0n, entry: undefined }];
    for (const [place, { first, index }] of shards.entries()) {
      const own = within(index.segments(local, family), { first, end: shards[place + 1]?.first });
      for (const segment of own) addSegment(joined, segment);
    }
    return joined;
  }

  entriesAt(local: LocalEndpoint, family: AddressFamily): readonly IndexEntry<Key>[] {
    return [...new Set(this.shards[family].flatMap(({ index }) => index.entriesAt(local, family)))];
  }

  #indexFor({ family, value }: IpAddress): ConnectorIndex<Key> | undefined {
    const shards = this.shards[family];
    return shards[shardAt(shards, value)]?.index;
  }
}

interface Part {
  readonly first: AddressValue;
  /** First address behind it; undefined: none. */
  readonly end: AddressValue | undefined;
}

/** Entries reach beyond their shard, and what its segments say there is not known to it. */
function within<Key>(segments: readonly IndexSegment<Key>[], { first, end }: Part): readonly IndexSegment<Key>[] {
  const own = segments.filter((segment) => segment.first > first && (end === undefined || segment.first < end));
  const opening = segments.findLast((segment) => segment.first <= first);
  return [{ first, entry: opening?.entry }, ...own];
}

function addSegment<Key>(segments: IndexSegment<Key>[], segment: IndexSegment<Key>): void {
  const previous = segments.at(-1);
  if (previous?.first === segment.first) segments[segments.length - 1] = segment;
  else if (!isSameEntry(previous?.entry, segment.entry)) segments.push(segment);
}

// Shards of different ages may hold the same entry as two objects.
function isSameEntry<Key>(a: IndexEntry<Key> | undefined, b: IndexEntry<Key> | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  if (a.key !== b.key || a.binding.address !== b.binding.address) return false;
  return a.range.first === b.range.first && a.range.last === b.range.last;
}
