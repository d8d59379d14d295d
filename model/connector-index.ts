import type { Binding } from "./binding";
import { type EndpointTables, tablesOfPort } from "./connector-index-port";
import { findSupersessions } from "./connector-index-supersede";
import {
  type AddressFamily,
  type AddressValue,
  type IpAddress,
  formatIpAddress,
  parseSocketAddress,
} from "./ip-address";
import { type IpRange, rangeContains } from "./ip-range";
import type { LocalEndpoint } from "./snapshot";

/** One client range of one connector on one of its bindings. */
export interface IndexEntry<Key> {
  /** The connector; entries with the same key never conflict. */
  readonly key: Key;
  /** Breaks ties that no valid configuration has: the lower name wins. */
  readonly name?: string;
  readonly binding: Binding;
  readonly range: IpRange;
  /** Host revision of the last change of ranges, bindings or `enabled`: of two in conflict the newer takes over. */
  readonly precedence: number;
  /** Who may take over from whom: the owning stack, or something unique for objects outside a stack. */
  readonly group: string;
}

/** A candidate for a client and how it fared. `larger`: another range is smaller, or comes first among equals. */
export interface IndexCandidate<Key> extends IndexEntry<Key> {
  readonly verdict: "winner" | "larger" | "superseded";
  /** The newer connector that took over, when superseded. */
  readonly supersededBy?: Key;
}

/** Which connector serves a client, by New-ReceiveConnector's rule: the most specific match. */
export interface ConnectorIndex<Key> {
  /** Keys of which at least one range has been taken over, anywhere, by a newer entry of the same group. */
  readonly superseded: ReadonlySet<Key>;
  /** The entry that serves this client here, or undefined when none matches. */
  select(local: LocalEndpoint, client: IpAddress): IndexEntry<Key> | undefined;
  /** Every entry that matches, the best first. Linear: for explanations, not for connections. */
  candidates(local: LocalEndpoint, client: IpAddress): readonly IndexCandidate<Key>[];
  /** What `select` says of every client of the family, in order; the first segment begins at the family's first address. */
  segments(local: LocalEndpoint, family: AddressFamily): readonly IndexSegment<Key>[];
  /** Entries that clients of the family may match here. */
  entriesAt(local: LocalEndpoint, family: AddressFamily): readonly IndexEntry<Key>[];
}

/** Clients from `first` to the next segment's, or to the family's last, and the entry that serves them. */
export interface IndexSegment<Key> {
  readonly first: AddressValue;
  readonly entry: IndexEntry<Key> | undefined;
}

/**
 * Builds the look-up over all enabled connectors. Of the entries that match, those in conflict with a newer one of the
 * same group drop out; then the smallest range wins, then the specific local address, then the lower name and key, then
 * the earlier entry. A look-up costs log n; the build n log n and the number of conflicts.
 */
export function buildConnectorIndex<Key>(entries: Iterable<IndexEntry<Key>>): ConnectorIndex<Key> {
  const families = { 4: new Map<number, IndexedPort<Key>>(), 6: new Map<number, IndexedPort<Key>>() };
  for (const { family, port, members } of byPort(entries)) families[family].set(port, new IndexedPort(family, members));
  return {
    superseded: new Set([...families[4].values(), ...families[6].values()].flatMap((port) => port.superseded())),
    select: (local, client) => families[client.family].get(local.port)?.select(local.address, client),
    candidates: (local, client) => families[client.family].get(local.port)?.candidates(local.address, client) ?? [],
    segments: (local, family) =>
      families[family].get(local.port)?.segments(local.address) ?? [{ first: family === 4 ? 0 : 0n, entry: undefined }],
    entriesAt: (local, family) => families[family].get(local.port)?.entriesAt(local.address) ?? [],
  };
}

/** All entries of one family and port. The place of an entry in `ranked` is its rank: lower wins. */
class IndexedPort<Key> {
  readonly #family: AddressFamily;
  readonly #ranked: readonly IndexEntry<Key>[];
  readonly #tables: ReadonlyMap<string, EndpointTables>;
  readonly #elsewhere: EndpointTables;
  readonly #superseded: ReadonlySet<number>;

  constructor(family: AddressFamily, members: readonly IndexEntry<Key>[]) {
    this.#family = family;
    this.#ranked = rankEntries(members);
    const { tables, elsewhere, superseded } = tablesOfPort(family, this.#ranked);
    this.#tables = tables;
    this.#elsewhere = elsewhere;
    this.#superseded = superseded;
  }

  superseded(): Key[] {
    return Array.from(this.#superseded).flatMap((rank) => this.#ranked[rank]?.key ?? []);
  }

  select(localAddress: string, client: IpAddress): IndexEntry<Key> | undefined {
    const rank = this.#tablesAt(localAddress).lowestRank(client);
    return rank < 0 ? undefined : this.#ranked[rank];
  }

  candidates(localAddress: string, client: IpAddress): IndexCandidate<Key>[] {
    return judge(this.entriesAt(localAddress).filter(({ range }) => rangeContains(range, client)));
  }

  segments(localAddress: string): IndexSegment<Key>[] {
    const segments = this.#tablesAt(localAddress).segments(this.#family);
    return segments.map(({ first, rank }) => ({ first, entry: this.#ranked[rank] }));
  }

  entriesAt(localAddress: string): IndexEntry<Key>[] {
    const address = canonicalAddress(localAddress);
    return this.#ranked.filter(({ binding }) => binding.isWildcard || binding.address === address);
  }

  #tablesAt(address: string): EndpointTables {
    const found = this.#tables.get(address);
    if (found !== undefined) return found;
    // Only IPv6 has several spellings of one address, and only where something specific is bound does it matter.
    if (this.#tables.size === 0 || !address.includes(":")) return this.#elsewhere;
    return this.#tables.get(canonicalAddress(address)) ?? this.#elsewhere;
  }
}

function judge<Key>(matching: readonly IndexEntry<Key>[]): IndexCandidate<Key>[] {
  const takeovers = findSupersessions(matching);
  const winner = matching.findIndex((_, place) => !takeovers.some(({ older }) => older === place));
  return matching.map((entry, place) => {
    const newer = takeovers
      .filter(({ older }) => older === place)
      .flatMap((takeover) => matching[takeover.newer] ?? []);
    const newest = newer.sort((a, b) => b.precedence - a.precedence)[0];
    if (newest !== undefined) return { ...entry, verdict: "superseded", supersededBy: newest.key };
    return { ...entry, verdict: place === winner ? "winner" : "larger" };
  });
}

interface PortMembers<Key> {
  readonly family: AddressFamily;
  readonly port: number;
  readonly members: IndexEntry<Key>[];
}

function byPort<Key>(entries: Iterable<IndexEntry<Key>>): Iterable<PortMembers<Key>> {
  const ports = new Map<number, PortMembers<Key>>();
  for (const entry of entries) {
    const { family, port } = entry.binding;
    // A range counts only for bindings of its own family.
    if (entry.range.family !== family) continue;
    const place = port * 10 + family;
    const known = ports.get(place);
    if (known === undefined) ports.set(place, { family, port, members: [entry] });
    else known.members.push(entry);
  }
  return ports.values();
}

interface Sized<Key> {
  readonly entry: IndexEntry<Key>;
  readonly width: AddressValue;
}

// The widths are taken once: subtracting bigints at every comparison would double the time of a build.
function rankEntries<Key>(members: readonly IndexEntry<Key>[]): IndexEntry<Key>[] {
  const sized = members.map((entry) => ({ entry, width: widthOf(entry.range) }));
  return sized.sort(compareRank).map(({ entry }) => entry);
}

function widthOf({ first, last }: IpRange): AddressValue {
  return typeof first === "number" ? Number(last) - first : BigInt(last) - first;
}

// Array.sort is stable, so entries that are equal here stay in their order.
function compareRank<Key>({ entry: a, width: widthA }: Sized<Key>, { entry: b, width: widthB }: Sized<Key>): number {
  if (widthA !== widthB) return widthA < widthB ? -1 : 1;
  if (a.binding.isWildcard !== b.binding.isWildcard) return a.binding.isWildcard ? 1 : -1;
  return compareTexts(a.name ?? "", b.name ?? "") || compareTexts(String(a.key), String(b.key));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalAddress(address: string): string {
  const parsed = parseSocketAddress(address);
  return parsed === undefined ? address : formatIpAddress(parsed);
}
