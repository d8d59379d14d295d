import { entriesByConnector } from "../entries-by-connector";
import { sameName } from "../write/clash";
import { isOfKind } from "../write/object-collections";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import type { WritePlan } from "../write/write-plan";
import { enforcedAfter, withEnforced } from "./enforced-after";
import { observedConnectors } from "./enforced-state";

/** The plan with what goes on being enforced of the connector that it writes. */
export function observePlan(state: RecordedState, plan: WritePlan, now: number): WritePlan {
  const { before, after } = plan;
  if (after === null || !isOfKind(after, "ReceiveConnector")) return plan;
  const known = before as ObjectRecord<"ReceiveConnector"> | null;
  const entries = known === null ? [] : (entriesByConnector(state.connectorPermissions).get(known.id) ?? []);
  const enforced = enforcedAfter({ before: known, entries, settings: after.settings, now });
  const observed = withEnforced(after, enforced);
  return observed === after ? plan : { ...plan, after: observed };
}

/**
 * Observed connectors of which less is enforced after a write: an account or group that goes, or gives up its name, takes
 * its rights with it. Whoever gets the name later must not find them.
 */
export function forgetPrincipal(next: RecordedState, { before, after }: WritePlan): readonly ObjectRecord[] {
  const name = principalName(before);
  if (name === undefined || (after !== null && sameName(principalName(after) ?? "", name))) return [];
  return observedConnectors(next.receiveConnectors).flatMap((connector) => {
    const { enforced } = connector;
    if (enforced === undefined) return [];
    const entries = enforced.entries.filter(({ settings }) => !sameName(settings.principal, name));
    return entries.length === enforced.entries.length ? [] : [withEnforced(connector, { ...enforced, entries })];
  });
}

function principalName(object: ObjectRecord | null): string | undefined {
  if (object === null) return undefined;
  if (isOfKind(object, "RelayUser")) return object.settings.username;
  return isOfKind(object, "RelayGroup") ? object.settings.name : undefined;
}
