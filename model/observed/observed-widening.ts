import { compareWorlds } from "../impact/compare-worlds";
import type { ImpactRow } from "../impact/impact-report";
import { nearbyStates } from "../impact/nearby-states";
import { relayWorld } from "../impact/relay-world";
import { wideningRows } from "../impact/widening-rows";
import { instantTime } from "../instant";
import type { ConfigState, StoredObject } from "../stored-object";
import { enforcedState, observedConnectors, shadowState } from "./enforced-state";

/** Who could do more by what is observed than by what is enforced. */
export interface ObservedWidening {
  readonly row: ImpactRow;
  /** Epoch milliseconds: now, or when something of what is enforced expires. */
  readonly at: number;
}

type Connector = StoredObject<"ReceiveConnector">;

/**
 * The first way in which what is observed is wider than what is enforced, now or at any later time; undefined: none is.
 * Of `concerned` connectors alone it is asked what expires, when a write bears on no others: each end costs a comparison.
 */
export function observedWidening(
  state: ConfigState,
  now: number,
  concerned: readonly Connector[] = observedConnectors(state.receiveConnectors),
): ObservedWidening | undefined {
  if (enforcedState(state) === state) return undefined;
  // Each end costs a comparison, so of large hosts only what can matter is compared.
  const [enforced, shadow] = nearbyStates([enforcedState(state), shadowState(state)]);
  const observed = concerned.filter((connector) => connector.enforced !== undefined);
  for (const at of [now, ...endsOf(state, observed).filter((end) => end > now)]) {
    const [row] = wideningRows(compareWorlds(relayWorld(enforced, { at }), relayWorld(shadow, { at })));
    if (row !== undefined) return { row, at };
  }
  return undefined;
}

/** When something of observed connectors expires, on either side. */
function endsOf(state: ConfigState, observed: readonly Connector[]): readonly number[] {
  const ids = new Set(observed.map(({ id }) => id));
  const entries = [...state.connectorPermissions.values()].filter(({ settings }) => ids.has(settings.connector));
  const sides = [...observed, ...entries, ...observed.flatMap(({ enforced }) => enforced?.entries ?? [])];
  const settings = [...sides.map((object) => object.settings), ...observed.map(({ enforced }) => enforced?.settings)];
  const ends = settings.flatMap((one) => (one?.expiresAt == null ? [] : [instantTime(one.expiresAt)]));
  return [...new Set(ends)].sort((a, b) => a - b);
}
