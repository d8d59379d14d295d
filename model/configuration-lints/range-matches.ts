import { type Binding, formatBinding } from "../binding";
import { type ConnectorIndex, type IndexEntry, buildConnectorIndex } from "../connector-index";
import { findSupersessions } from "../connector-index-supersede";
import { addressBefore, lastAddress } from "../ip-cuts";
import type { IpRange } from "../ip-range";
import { indexEntries } from "../snapshot-entries";
import type { ConfigState, StoredObject } from "../stored-object";

type Connector = StoredObject<"ReceiveConnector">;

/** Addresses of an endpoint's line that go to one entry. */
export interface MatchedPart {
  readonly range: IpRange;
  readonly entry: IndexEntry<string> | undefined;
}

/** Which client ranges of enabled connectors serve anybody, at every endpoint that something is bound to. */
export class RangeMatches {
  readonly #index: ConnectorIndex<string>;
  readonly #lines = new Map<string, readonly MatchedPart[]>();
  readonly #endpoints: ReadonlyMap<string, readonly Binding[]>;
  readonly #entries: ReadonlyMap<string, readonly IndexEntry<string>[]>;
  readonly #matching: ReadonlySet<IpRange>;
  #takers: ReadonlyMap<IpRange, readonly IndexEntry<string>[]> | undefined;

  constructor({ receiveConnectors }: Pick<ConfigState, "receiveConnectors">) {
    this.#entries = new Map([...receiveConnectors.values()].map((connector) => [connector.id, entriesOf(connector)]));
    const all = [...this.#entries.values()].flat();
    this.#index = buildConnectorIndex(all);
    const endpoints = [...new Map(all.map(({ binding }) => [formatBinding(binding), binding])).values()];
    this.#endpoints = Map.groupBy(endpoints, portOf);
    const parts = endpoints.flatMap((endpoint) => this.line(endpoint));
    this.#matching = new Set(parts.flatMap(({ entry }) => entry?.range ?? []));
  }

  /** Entries of a connector by range, each range with all the bindings of its family; none while it is disabled. */
  rangesOf(connectorId: string): ReadonlyMap<IpRange, readonly IndexEntry<string>[]> {
    // The entries of one range share the object.
    return Map.groupBy(this.#entries.get(connectorId) ?? [], ({ range }) => range);
  }

  /** Whether the range of an entry serves a client at all. */
  isMatching(range: IpRange): boolean {
    return this.#matching.has(range);
  }

  /** Endpoints at which entries count: their own, and for a wildcard every one of its port and family. */
  endpointsOf(entries: readonly IndexEntry<string>[]): readonly Binding[] {
    const found = entries.flatMap(({ binding }) =>
      binding.isWildcard ? (this.#endpoints.get(portOf(binding)) ?? []) : [binding],
    );
    return [...new Map(found.map((endpoint) => [formatBinding(endpoint), endpoint])).values()];
  }

  /** Newer entries that took over from a range, at one endpoint at least. */
  takersOf(range: IpRange): readonly IndexEntry<string>[] {
    this.#takers ??= this.#findTakers();
    return this.#takers.get(range) ?? [];
  }

  #findTakers(): ReadonlyMap<IpRange, readonly IndexEntry<string>[]> {
    const takers = new Map<IpRange, IndexEntry<string>[]>();
    for (const endpoint of [...this.#endpoints.values()].flat()) {
      const entries = this.entriesAt(endpoint);
      for (const { older, newer } of findSupersessions(entries)) {
        const [loser, taker] = [entries[older], entries[newer]];
        if (loser === undefined || taker === undefined) continue;
        takers.set(loser.range, [...(takers.get(loser.range) ?? []), taker]);
      }
    }
    return takers;
  }

  /** Everything that may match at an endpoint. */
  entriesAt(endpoint: Binding): readonly IndexEntry<string>[] {
    return this.#index.entriesAt(endpoint, endpoint.family);
  }

  /** The whole address line of an endpoint. */
  line(endpoint: Binding): readonly MatchedPart[] {
    const name = formatBinding(endpoint);
    const known = this.#lines.get(name) ?? partsOf(this.#index, endpoint);
    this.#lines.set(name, known);
    return known;
  }

  /** What is selected within a range. */
  within(endpoint: Binding, { first, last }: IpRange): readonly MatchedPart[] {
    const line = this.line(endpoint);
    const found: MatchedPart[] = [];
    for (let place = placeOf(line, first); place < line.length; place++) {
      const part = line[place] as MatchedPart;
      if (part.range.first > last) break;
      found.push(part);
    }
    return found;
  }
}

/** The address line of an endpoint, in parts that each go to one entry. */
export function partsOf(index: ConnectorIndex<string>, endpoint: Binding): readonly MatchedPart[] {
  const { family } = endpoint;
  const segments = index.segments(endpoint, family);
  return segments.map(({ first, entry }, place) => {
    const next = segments[place + 1];
    return {
      range: { family, first, last: next === undefined ? lastAddress(family) : addressBefore(next.first) },
      entry,
    };
  });
}

function entriesOf({ id, settings, selectionRevision, owner }: Connector): readonly IndexEntry<string>[] {
  return indexEntries({ connectorId: id, settings, precedence: selectionRevision, stack: owner?.stack ?? null });
}

function portOf({ family, port }: Binding): string {
  return `${family} ${port}`;
}

/** Place of the part that holds an address. */
function placeOf(line: readonly MatchedPart[], address: IpRange["first"]): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((line[middle] as MatchedPart).range.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
