import { type Binding, bindingsOverlap, knownBinding } from "../binding";
import { unionRanges } from "../ip-interval";
import type { IpRange } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { enforcedState } from "../observed/enforced-state";
import type { ReceiveConnectorSettings } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";

type Connector = StoredObject<"ReceiveConnector">;
type States = readonly [before: ConfigState, after: ConfigState];

/**
 * Two configurations without the connectors that have nothing to do with what differs between them: those that share no
 * client, at no endpoint, with a connector that differs or one of whose entries does. Every probe that the two answer
 * differently gets the same two answers from what is left, and no other probe is answered differently by it; so a
 * comparison says the same, at a cost that does not grow with the host. Of connectors that are only observed what is
 * enforced counts. States that differ in accounts, accepted domains or host-wide settings come back whole.
 */
export function nearbyStates(states: States): States {
  const [before, after] = [enforcedState(states[0]), enforcedState(states[1])];
  if (differsEverywhere(before, after)) return [before, after];
  const changed = changedConnectors(before, after);
  const reaches = [before, after].flatMap(({ receiveConnectors }) =>
    [...changed].flatMap((id) => reachOf(receiveConnectors.get(id)) ?? []),
  );
  const isNear = (connector: Connector) => {
    if (changed.has(connector.id)) return true;
    const reach = reachOf(connector);
    return reach !== undefined && reaches.some((other) => meets(reach, other));
  };
  return [narrowed(before, isNear), narrowed(after, isNear)];
}

function differsEverywhere(before: ConfigState, after: ConfigState): boolean {
  const parts = ["acceptedDomains", "relayUsers", "relayGroups", "transportConfig", "releases"] as const;
  return parts.some((part) => before[part] !== after[part]);
}

function changedConnectors(before: ConfigState, after: ConfigState): ReadonlySet<string> {
  const connectors = differences(before.receiveConnectors, after.receiveConnectors).map(({ id }) => id);
  const entries = differences(before.connectorPermissions, after.connectorPermissions);
  return new Set([...connectors, ...entries.map(({ settings }) => settings.connector)]);
}

/** Objects of either side that the other side does not have just so. */
function differences<Value>(one: ReadonlyMap<string, Value>, other: ReadonlyMap<string, Value>): readonly Value[] {
  if (one === other) return [];
  const missing: Value[] = [];
  for (const [id, value] of one) if (other.get(id) !== value) missing.push(value);
  for (const [id, value] of other) if (one.get(id) !== value) missing.push(value);
  return missing;
}

/** Which clients a connector may serve, and where. */
interface Reach {
  readonly bindings: readonly Binding[];
  readonly ranges: readonly IpRange[];
}

// Settings never change in place.
const REACHES = new WeakMap<ReceiveConnectorSettings, Reach>();

function reachOf(connector: Connector | undefined): Reach | undefined {
  if (connector === undefined || !connector.settings.enabled) return undefined;
  const { settings } = connector;
  const known = REACHES.get(settings);
  if (known !== undefined) return known;
  const reach = {
    bindings: settings.bindings.map(knownBinding),
    ranges: unionRanges(settings.remoteIpRanges.map(knownIpRange)),
  };
  REACHES.set(settings, reach);
  return reach;
}

function meets(one: Reach, other: Reach): boolean {
  const isBoundAlike = one.bindings.some((a) => other.bindings.some((b) => bindingsOverlap(a, b)));
  if (!isBoundAlike) return false;
  const [few, many] = one.ranges.length < other.ranges.length ? [one, other] : [other, one];
  return few.ranges.some((range) => holdsAnyOf(many.ranges, range));
}

/** Whether sorted, disjoint ranges have an address of another range. */
function holdsAnyOf(ranges: readonly IpRange[], { family, first, last }: IpRange): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle] as IpRange;
    if (range.family < family || (range.family === family && range.last < first)) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low];
  return found?.family === family && found.first <= last;
}

function narrowed(state: ConfigState, isNear: (connector: Connector) => boolean): ConfigState {
  const receiveConnectors = new Map<string, Connector>();
  for (const [id, connector] of state.receiveConnectors) if (isNear(connector)) receiveConnectors.set(id, connector);
  const connectorPermissions = new Map<string, StoredObject<"ConnectorPermission">>();
  for (const [id, entry] of state.connectorPermissions) {
    if (receiveConnectors.has(entry.settings.connector)) connectorPermissions.set(id, entry);
  }
  return { ...state, receiveConnectors, connectorPermissions };
}
