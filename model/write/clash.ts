import type { Kind, SettingsOf } from "../settings";
import { objectsOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";

/** Another object in the place that some settings ask for. */
export interface Clash {
  readonly object: ObjectRecord;
  /** `part`: entries that share only some of their rights. */
  readonly extent: "whole" | "part";
}

type Extent = Clash["extent"] | "none";

/** Every object that means the same as these settings: same name, same domain, same right of the same principal. */
export function findClashes<K extends Kind>(
  state: RecordedState,
  wish: { readonly kind: K; readonly settings: SettingsOf[K]; readonly exceptId: string | null },
): readonly Clash[] {
  const clashes: Clash[] = [];
  for (const object of objectsOfKind(state, wish.kind).values()) {
    if (object.id === wish.exceptId) continue;
    const extent = EXTENTS[wish.kind](wish.settings, object.settings);
    if (extent !== "none") clashes.push({ object, extent });
  }
  return clashes;
}

/** How far two settings of a kind ask for the same place. Runs over every object of the kind at each write. */
const EXTENTS: { readonly [K in Kind]: (wish: SettingsOf[K], other: SettingsOf[K]) => Extent } = {
  ReceiveConnector: (wish, other) => whole(sameName(wish.name, other.name)),
  SendConnector: (wish, other) => whole(sameName(wish.name, other.name)),
  RelayUser: (wish, other) => whole(sameName(wish.username, other.username)),
  RelayGroup: (wish, other) => whole(sameName(wish.name, other.name)),
  AcceptedDomain: (wish, other) => whole(wish.domainName === other.domainName),
  ConnectorPermission: entryExtent,
  TransportConfig: () => "none",
};

/** Names of connectors compare without case, as in Exchange. */
export function sameName(a: string, b: string): boolean {
  return a.length === b.length && !differsInAscii(a, b) && a.toLowerCase() === b.toLowerCase();
}

// A write compares one name with thousands: making their lower case would be most of its time. Names in a row differ at
// their ends.
function differsInAscii(a: string, b: string): boolean {
  for (let place = a.length - 1; place >= 0; place--) {
    const [one, other] = [a.charCodeAt(place), b.charCodeAt(place)];
    if (one >= 128 || other >= 128) return false;
    if ((one | 32) !== (other | 32)) return true;
  }
  return false;
}

function entryExtent(wish: SettingsOf["ConnectorPermission"], other: SettingsOf["ConnectorPermission"]): Extent {
  if (wish.connector !== other.connector || wish.access !== other.access) return "none";
  if (!sameName(wish.principal, other.principal)) return "none";
  const shared = wish.extendedRights.filter((right) => other.extendedRights.includes(right)).length;
  if (shared === 0) return "none";
  return shared === wish.extendedRights.length && shared === other.extendedRights.length ? "whole" : "part";
}

function whole(same: boolean): Extent {
  return same ? "whole" : "none";
}
