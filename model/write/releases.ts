import { formatIpRange, type IpRange, rangesConflict, relateRanges } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { subtractRanges } from "../ip-interval";
import type { ConnectorPermissionSettings, ReceiveConnectorSettings } from "../settings";
import type { Release } from "../stored-object";
import { lostSelections } from "./lost-selections";
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
  const { after, stack, now } = move;
  const running = state.releases.filter((release) => release.until > now);
  const unclaimed = running.flatMap((release) => {
    const claimed =
      after?.settings.enabled === true && release.stack === stack && shareBinding(release.settings, after.settings);
    return claimed ? keepRanges(release, (range) => unclaimedParts(range, after.settings)) : [release];
  });
  return [...unclaimed, ...newReleases(state, move)];
}

function newReleases(state: RecordedState, move: ConnectorMove): readonly Release[] {
  const { before, after, stack, revision, now } = move;
  if (before === null || before.owner?.stack !== stack || !before.settings.enabled) return [];
  const rivals = [...state.receiveConnectors.values()].filter(
    (other) => other.id !== before.id && other.owner?.stack === stack && other.settings.enabled,
  );
  return lostSelections(before.settings, after).flatMap(({ bindings, ranges }) => {
    const settings = { ...before.settings, bindings };
    const entries = after === null ? entriesOf(state, before) : null;
    const release: Release = {
      connectorId: before.id,
      settings,
      ranges,
      stack,
      revision,
      until: now + RELEASE_MILLISECONDS,
      entries,
    };
    return keepRanges(release, (range) => partsWithoutRival(range, settings, rivals));
  });
}

// The permissions of a deleted connector go with it, and its rights must stay what they were.
function entriesOf(state: RecordedState, connector: Connector): readonly ConnectorPermissionSettings[] {
  return [...state.connectorPermissions.values()]
    .filter((entry) => entry.settings.connector === connector.id)
    .map((entry) => entry.settings);
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
