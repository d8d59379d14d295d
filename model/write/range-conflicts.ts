import type { ReceiveConnectorSettings } from "../settings";
import { neighbours } from "./neighbours";
import { describeObject } from "./object-name";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { findRangeConflict } from "./selector";
import type { WriteProblem } from "./write-result";

/** A connector as it shall be, before it is stored. */
export interface ConnectorWish {
  /** Null: new. */
  readonly id: string | null;
  readonly settings: ReceiveConnectorSettings;
  /** Only connectors of this stack may conflict; null (by hand) makes no exception. */
  readonly stack: string | null;
}

/**
 * Refuses ranges equal to or partly overlapping another connector's on overlapping bindings, enabled or not: enabling
 * one must never fail late (New-ReceiveConnector -RemoteIPRanges). Between connectors of one stack the newer counts.
 */
export function rangeConflict(state: RecordedState, wish: ConnectorWish): WriteProblem | undefined {
  for (const other of neighbours(state.receiveConnectors, wish.settings)) {
    if (other.id === wish.id || (wish.stack !== null && other.owner?.stack === wish.stack)) continue;
    const conflict = findRangeConflict(wish.settings, other.settings) ?? enforcedConflict(wish, other);
    if (conflict === undefined) continue;
    const index = wish.settings.remoteIpRanges.indexOf(conflict.ownRange);
    const detail =
      `${conflict.ownRange} conflicts with ${conflict.otherRange} of ${describeObject(state, other)} on overlapping bindings ` +
      `(${other.settings.bindings.join(", ")}): make them disjoint, or one a proper part of the other.`;
    return { code: "RELAY_RANGE_CONFLICT", property: `remoteIpRanges[${index}]`, detail };
  }
  return undefined;
}

/** While a connector is observed only, the ranges of before are its own too. */
function enforcedConflict({ settings }: ConnectorWish, { enforced }: ObjectRecord<"ReceiveConnector">) {
  return enforced?.settings == null ? undefined : findRangeConflict(settings, enforced.settings);
}

/** Connectors of one stack that conflict with the settings. */
export function conflictingWithin(
  state: RecordedState,
  wish: ConnectorWish & { readonly stack: string },
): readonly ObjectRecord<"ReceiveConnector">[] {
  return neighbours(state.receiveConnectors, wish.settings).filter(
    (other) =>
      other.id !== wish.id &&
      other.owner?.stack === wish.stack &&
      findRangeConflict(wish.settings, other.settings) !== undefined,
  );
}
