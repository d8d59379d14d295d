import { changedProperties } from "../write/changed-properties";
import { neighbours } from "../write/neighbours";
import { findObject, isOfKind } from "../write/object-collections";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import type { ConfigChanges } from "../write/write-result";

type Connector = ObjectRecord<"ReceiveConnector">;

/**
 * Connectors that a write bears on: those that it changed, and those that could serve a client of theirs. For every
 * other client the same ones answer in the same way as before. `all`: the write is not about single connectors.
 */
export function concernedConnectors(
  before: RecordedState,
  after: RecordedState,
  changes: ConfigChanges,
): ReadonlySet<string> | "all" {
  const ids: string[] = [];
  for (const { kind, id } of [...changes.put, ...changes.removed]) {
    const sides = [findObject(before, kind, id), findObject(after, kind, id)];
    if (!decidesOtherwise(sides)) continue;
    const touched = connectorsOf(sides);
    if (touched === "all") return "all";
    ids.push(...touched);
  }
  return new Set([...ids, ...besides(before, ids), ...besides(after, ids)]);
}

type Sides = readonly (ObjectRecord | undefined)[];

/** Owners, tokens and passwords decide nothing that impact speaks about. */
function decidesOtherwise([before, after]: Sides): boolean {
  if (before === undefined || after === undefined) return before !== after;
  if (before.enforced !== after.enforced) return true;
  const isSame = before.settings === after.settings || changedProperties(before.settings, after.settings).length === 0;
  return !isSame || JSON.stringify(before.relayLimitedTo) !== JSON.stringify(after.relayLimitedTo);
}

function connectorsOf(sides: Sides): readonly string[] | "all" {
  const ids: string[] = [];
  for (const object of sides) {
    if (object === undefined) continue;
    if (isOfKind(object, "ReceiveConnector")) ids.push(object.id);
    else if (isOfKind(object, "ConnectorPermission")) ids.push(object.settings.connector);
    // Routes are compared whole, whatever the connectors.
    else if (!isOfKind(object, "SendConnector")) return "all";
  }
  return ids;
}

function besides({ receiveConnectors }: RecordedState, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    const connector = receiveConnectors.get(id);
    if (connector === undefined) return [];
    return settingsOf(connector).flatMap((settings) =>
      neighbours(receiveConnectors, settings).map((other) => other.id),
    );
  });
}

function settingsOf({ settings, enforced }: Connector): readonly Connector["settings"][] {
  return enforced?.settings == null ? [settings] : [settings, enforced.settings];
}
