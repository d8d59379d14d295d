import { formatIpRange, type IpRange, rangesConflict, relateRanges } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { subtractRanges } from "../ip-interval";
import type { ReceiveConnectorSettings } from "../settings";
import type { Release } from "../stored-object";
import { lostSelections } from "./lost-selections";
import { neighbours } from "./neighbours";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { selectorOf, shareBinding } from "./selector";

/** How long a range that a stack gives up keeps its old connector, in milliseconds. */
export const RELEASE_MILLISECONDS = 30_000;

/** A stack's write of one connector. */
export interface ConnectorMove {
  readonly before: ObjectRecord<"ReceiveConnector"> | null;
  /** Null: deleted. */
  readonly after: ObjectRecord<"ReceiveConnector"> | null;
  readonly stack: string;
  readonly revision: number;
  readonly now: number;
}

type Connector = ObjectRecord<"ReceiveConnector">;

/**
 * Releases after a stack's write. What it takes from a connector goes on being served until a connector of the stack
 * has it, or for `RELEASE_MILLISECONDS`: nobody is cut off while ranges move, whatever the order of the writes.
 */
export function releasesAfter(state: RecordedState, move: ConnectorMove): readonly Release[] {
  const { before, after, stack, now } = move;
  const deleted = after === null ? before?.id : undefined;
  const running = state.releases.filter((release) => release.until > now && release.connectorId !== deleted);
  const unclaimed = running.flatMap((release) => {
    const claimed =
      after?.settings.enabled === true && release.stack === stack && shareBinding(release.settings, after.settings);
    return claimed ? keepRanges(release, (range) => unclaimedParts(range, after.settings)) : [release];
  });
  return [...unclaimed, ...newReleases(state, move)];
}

function newReleases(state: RecordedState, move: ConnectorMove): readonly Release[] {
  const { before, after, stack, revision, now } = move;
  // The engine deletes last, when every claim of the run has been made: what a delete gives up, nobody will claim.
  if (before === null || after === null || before.owner?.stack !== stack || !before.settings.enabled) return [];
  const declared = new Set(before.ownership?.declaredRanges);
  const rivals = neighbours(state.receiveConnectors, before.settings).filter(
    (other) => other.id !== before.id && other.owner?.stack === stack && other.settings.enabled,
  );
  const times = { revision, until: now + RELEASE_MILLISECONDS };
  return lostSelections(before.settings, after).flatMap((lost) => {
    const settings = { ...before.settings, bindings: lost.bindings };
    const ranges = lost.ranges.filter((range) => declared.has(range));
    const release: Release = { connectorId: before.id, settings, ranges, stack, ...times };
    return keepRanges(release, (range) => partsWithoutRival(range, settings, rivals));
  });
}

function keepRanges(release: Release, partsOf: (range: IpRange) => readonly IpRange[]): readonly Release[] {
  const ranges = release.ranges.flatMap((text) => partsOf(knownIpRange(text)).map(formatIpRange));
  return ranges.length === 0 ? [] : [{ ...release, ranges }];
}

/** What of a released range a connector written later does not have. */
function unclaimedParts(range: IpRange, claimer: ReceiveConnectorSettings): readonly IpRange[] {
  const { ranges } = selectorOf(claimer);
  if (subtractRanges([range], ranges).length === 0) return [];
  // A smaller range inside wins by itself; only what conflicts or contains takes the release away.
  return subtractRanges(
    [range],
    ranges.filter((other) => relateRanges(other, range) !== "inside"),
  );
}

// A connector that holds a conflicting range already was superseded by this one: it takes its place back at once.
function partsWithoutRival(
  range: IpRange,
  settings: ReceiveConnectorSettings,
  rivals: readonly Connector[],
): readonly IpRange[] {
  const taken = rivals
    .filter((rival) => shareBinding(settings, rival.settings))
    .flatMap((rival) => selectorOf(rival.settings).ranges.filter((other) => rangesConflict(range, other)));
  return subtractRanges([range], taken);
}
