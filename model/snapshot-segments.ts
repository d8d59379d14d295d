import type { ConnectorIndex, IndexEntry } from "./connector-index";
import { type AddressFamily, type AddressValue, type IpAddress, wordsOf } from "./ip-address";
import { sortedCuts } from "./ip-cuts";
import type { ClientServer, LocalEndpoint, Selection, ServerSegment } from "./snapshot";
import type { SnapshotConnector } from "./snapshot-connector";

/** A local endpoint and the family of its clients. */
export interface SegmentPlace {
  readonly local: LocalEndpoint;
  readonly family: AddressFamily;
}

export interface DeclaredParts {
  readonly connectors: ReadonlyMap<string, SnapshotConnector>;
  readonly index: ConnectorIndex<string>;
}

/** Who serves each client where no range is held: the segments of the index. */
export function declaredSegments({ local, family }: SegmentPlace, parts: DeclaredParts): readonly ServerSegment[] {
  const servers = new Map<string, ClientServer>();
  const serverOf = (key: string): ClientServer | null => {
    const known = servers.get(key);
    if (known !== undefined) return known;
    const connector = parts.connectors.get(key);
    if (connector === undefined) return null;
    const server = { connector, held: null };
    servers.set(key, server);
    return server;
  };
  return parts.index.segments(local, family).map(({ first, entry }) => ({
    first,
    server: entry === undefined ? null : serverOf(entry.key),
  }));
}

export interface CutParts {
  /** Everything that decides here. */
  readonly entries: readonly IndexEntry<string>[];
  select(local: LocalEndpoint, client: IpAddress): Selection | undefined;
}

/** Who serves each client, by asking once between any two ends of ranges: for the moment while ranges are held. */
export function cutSegments({ local, family }: SegmentPlace, parts: CutParts): readonly ServerSegment[] {
  const servers = new Map<SnapshotConnector, Map<SnapshotConnector | null | undefined, ClientServer>>();
  const serverOf = ({ connector, held }: Selection): ClientServer => {
    const ofConnector = servers.get(connector) ?? new Map<SnapshotConnector | null | undefined, ClientServer>();
    servers.set(connector, ofConnector);
    const successor = held === null ? undefined : (held.successor?.connector ?? null);
    const server = ofConnector.get(successor) ?? { connector, held: successor === undefined ? null : { successor } };
    ofConnector.set(successor, server);
    return server;
  };
  const ranges = parts.entries.map(({ range }) => range);
  return sortedCuts(family, ranges).map((first) => {
    const selection = parts.select(local, addressAt(family, first));
    return { first, server: selection === undefined ? null : serverOf(selection) };
  });
}

function addressAt(family: AddressFamily, value: AddressValue): IpAddress {
  if (family === 4) return { family, value: Number(value) };
  const wide = BigInt(value);
  return { family, value: wide, words: wordsOf(wide) };
}
