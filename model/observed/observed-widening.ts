import { expiryEnds } from "../expiry";
import { compareWorlds } from "../impact/compare-worlds";
import type { ImpactRow } from "../impact/impact-report";
import { nearbyStates } from "../impact/nearby-states";
import { relayWorld, worldAt } from "../impact/relay-world";
import { wideningRows } from "../impact/widening-rows";
import type { ConfigState, StoredObject } from "../stored-object";
import { enforcedState, shadowState } from "./enforced-state";

/** Who could do more by what is observed than by what is enforced. */
export type ObservedWidening =
  | {
      readonly found: "row";
      readonly row: ImpactRow;
      /** Epoch milliseconds: now, or when something of what is enforced expires. */
      readonly at: number;
    }
  /** Nobody now. More moments are still to come than are asked about: each costs a comparison, and a write waits. */
  | { readonly found: "too-many-ends"; readonly ends: number };

export const MOST_OBSERVED_ENDS = 100;

type Connector = StoredObject<"ReceiveConnector">;

/**
 * The first way in which what is observed is wider than what is enforced, now or at any later time; undefined: none is.
 * Of `concerned` connectors alone it is asked what expires, when a write bears on no others. Time only takes access away,
 * so there can be more later only when something of what is enforced ends, and be it a neighbour's.
 */
export function observedWidening(
  state: ConfigState,
  now: number,
  concerned?: readonly Connector[],
): ObservedWidening | undefined {
  if (enforcedState(state) === state) return undefined;
  // Of large hosts only what can matter is compared.
  const states = nearbyStates([enforcedState(state), shadowState(state)]);
  const [enforced, shadow] = [relayWorld(states[0], { at: now }), relayWorld(states[1], { at: now })];
  const ends = endsOf(states[0], concerned).filter((end) => end > now);
  const isTooMany = ends.length > MOST_OBSERVED_ENDS;
  for (const at of isTooMany ? [now] : [now, ...ends]) {
    const [row] = wideningRows(compareWorlds(worldAt(enforced, at), worldAt(shadow, at)));
    if (row !== undefined) return { found: "row", row, at };
  }
  return isTooMany ? { found: "too-many-ends", ends: ends.length } : undefined;
}

/** When something of the concerned connectors ends, or of all; and when ranges are let go that hide what comes after. */
function endsOf(
  { receiveConnectors, connectorPermissions, releases }: ConfigState,
  concerned: readonly Connector[] | undefined,
): readonly number[] {
  const ids = concerned && new Set(concerned.map(({ id }) => id));
  const isMeant = (id: string) => ids === undefined || ids.has(id);
  const ends = expiryEnds([
    ...[...receiveConnectors.values()].filter(({ id }) => isMeant(id)),
    ...[...connectorPermissions.values()].filter(({ settings }) => isMeant(settings.connector)),
  ]);
  return [...new Set([...releases.map(({ until }) => until), ...ends])].sort((one, other) => one - other);
}
