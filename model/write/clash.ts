import type { ConnectorPermissionSettings, Kind, SettingsOf } from "../settings";
import { objectsOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";

/** Another object in the place that some settings ask for. */
export interface Clash {
  readonly object: ObjectRecord;
  /** `part`: entries that share only some of their rights. */
  readonly extent: "whole" | "part";
}

/** Every object that means the same as these settings: same name, same domain, same right of the same principal. */
export function findClashes<K extends Kind>(
  state: RecordedState,
  wish: { readonly kind: K; readonly settings: SettingsOf[K]; readonly exceptId: string | null },
): readonly Clash[] {
  if (wish.kind === "TransportConfig") return [];
  const place = placeOf(wish.kind, wish.settings);
  const clashes: Clash[] = [];
  for (const object of objectsOfKind(state, wish.kind).values()) {
    if (object.id === wish.exceptId || placeOf(wish.kind, object.settings) !== place) continue;
    const extent = extentOf(wish.kind, wish.settings, object.settings);
    if (extent !== "none") clashes.push({ object, extent });
  }
  return clashes;
}

// Connector names compare without case, as in Exchange.
function placeOf<K extends Kind>(kind: K, settings: SettingsOf[K]): string {
  const any = settings as Partial<SettingsOf["ReceiveConnector"] & SettingsOf["AcceptedDomain"]>;
  if (kind === "ConnectorPermission") return entryPlace(settings as ConnectorPermissionSettings);
  return kind === "AcceptedDomain" ? (any.domainName ?? "") : (any.name ?? "").toLowerCase();
}

function entryPlace({ connector, principal, access }: ConnectorPermissionSettings): string {
  return `${connector} ${access} ${principal.toLowerCase()}`;
}

function extentOf<K extends Kind>(kind: K, wish: SettingsOf[K], other: SettingsOf[K]): "whole" | "part" | "none" {
  if (kind !== "ConnectorPermission") return "whole";
  const wanted = (wish as ConnectorPermissionSettings).extendedRights;
  const given = new Set((other as ConnectorPermissionSettings).extendedRights);
  const shared = wanted.filter((right) => given.has(right)).length;
  if (shared === 0) return "none";
  return shared === wanted.length && shared === given.size ? "whole" : "part";
}
