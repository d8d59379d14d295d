import { buildConnectorIndex, type ConnectorIndex, type IndexEntry } from "./connector-index";
import { type IpAddress, parseSocketAddress } from "./ip-address";
import { rangesConflict, relateRanges } from "./ip-range";
import type { LocalEndpoint, Selection, SelectionCandidate, Snapshot } from "./snapshot";
import type { SnapshotConnector } from "./snapshot-connector";
import { indexEntries, spellEntry } from "./snapshot-entries";
import { type SegmentPlace, cutSegments, declaredSegments } from "./snapshot-segments";
import type { Release } from "./stored-object";

type Entry = IndexEntry<string>;

/** A release that still counts, with its connector as it was. */
export interface HeldRelease {
  readonly release: Release;
  readonly connector: SnapshotConnector;
}

export interface SelectorParts {
  readonly connectors: ReadonlyMap<string, SnapshotConnector>;
  readonly index: ConnectorIndex<string>;
  readonly held: readonly HeldRelease[];
}

/** Look-ups of a snapshot: the index of what is declared, and in front of it the ranges that are held for a moment. */
export function buildSelector({
  connectors,
  index,
  held,
}: SelectorParts): Pick<Snapshot, "select" | "segments" | "candidates"> {
  const declared = declaredLookup(connectors, index);
  const overlay = held.length === 0 ? undefined : heldLookup(held);
  const select = (local: LocalEndpoint, address: IpAddress) => {
    const entry = index.select(local, address);
    const selection = entry && declared.selectionOf(entry);
    return overlay?.select({ local, address, index, entry, selection }) ?? selection;
  };
  return {
    select: (local, client) => {
      const address = parseSocketAddress(client);
      return address && select(local, address);
    },
    segments: (local) => {
      const place = { local, family: local.address.includes(":") ? 6 : 4 } as const;
      const heldEntries = overlay?.entriesAt(place) ?? [];
      if (heldEntries.length === 0) return declaredSegments(place, { connectors, index });
      return cutSegments(place, { entries: [...heldEntries, ...index.entriesAt(local, place.family)], select });
    },
    candidates: (local, client) => {
      const address = parseSocketAddress(client);
      if (address === undefined) return [];
      const candidates = declared.candidates(local, address);
      return overlay?.candidates({ local, address, index, candidates }) ?? candidates;
    },
  };
}

function declaredLookup(connectors: ReadonlyMap<string, SnapshotConnector>, index: ConnectorIndex<string>) {
  return {
    selectionOf(entry: Entry): Selection | undefined {
      const connector = connectors.get(entry.key);
      return connector && { connector, ...spellEntry(entry), held: null };
    },
    candidates(local: LocalEndpoint, address: IpAddress): readonly SelectionCandidate[] {
      return index.candidates(local, address).flatMap((candidate) => {
        const connector = connectors.get(candidate.key);
        if (connector === undefined) return [];
        const outcome = OUTCOMES[candidate.verdict];
        const newer = candidate.supersededBy === undefined ? undefined : connectors.get(candidate.supersededBy);
        return [{ connector, ...spellEntry(candidate), isHeld: false, outcome, supersededBy: newer?.name ?? null }];
      });
    },
  };
}

const OUTCOMES = { winner: "chosen", larger: "less-specific", superseded: "superseded" } as const;

interface HeldQuestion {
  readonly local: LocalEndpoint;
  readonly address: IpAddress;
  readonly index: ConnectorIndex<string>;
}

/** Where a held range wins: it is smaller than what is declared, and conflicts with nothing declared. */
function heldLookup(held: readonly HeldRelease[]) {
  const entries = held.flatMap((one, place) => heldEntries(one, place));
  const heldIndex = buildConnectorIndex(entries);
  const connectorAt = (entry: Entry) => held[Number(entry.key)] as HeldRelease;
  const standing = ({ local, address, index }: HeldQuestion) => {
    const matching = heldIndex.candidates(local, address);
    if (matching.length === 0) return undefined;
    const declared = index.candidates(local, address);
    return matching.find(({ range }) => declared.every((other) => !rangesConflict(range, other.range)));
  };
  return {
    entriesAt: ({ local, family }: SegmentPlace) => heldIndex.entriesAt(local, family),
    select(question: HeldQuestion & { readonly entry: Entry | undefined; readonly selection: Selection | undefined }) {
      const best = standing(question);
      if (best === undefined || isBehind(best, question.entry)) return undefined;
      const { release, connector } = connectorAt(best);
      const successor = question.selection ?? null;
      return { connector, ...spellEntry(best), held: { until: release.until, successor } };
    },
    candidates(question: HeldQuestion & { readonly candidates: readonly SelectionCandidate[] }) {
      const best = standing(question);
      if (best === undefined || isBehind(best, question.index.select(question.local, question.address)))
        return undefined;
      const { connector } = connectorAt(best);
      const chosen = { connector, ...spellEntry(best), isHeld: true, outcome: "chosen", supersededBy: null } as const;
      return [chosen, ...question.candidates.map(lose)];
    },
  };
}

function lose(candidate: SelectionCandidate): SelectionCandidate {
  return candidate.outcome === "chosen" ? { ...candidate, outcome: "less-specific" } : candidate;
}

function isBehind(held: Entry, declared: Entry | undefined): boolean {
  return declared !== undefined && relateRanges(held.range, declared.range) !== "inside";
}

/** Entries of a release, keyed by its place; of two releases of a stack the later one counts. */
function heldEntries({ release }: HeldRelease, place: number): readonly Entry[] {
  const { settings, ranges, revision, stack } = release;
  return indexEntries({
    connectorId: String(place),
    settings: { ...settings, enabled: true, remoteIpRanges: ranges },
    precedence: revision,
    stack,
  });
}
