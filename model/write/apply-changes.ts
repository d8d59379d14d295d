import type { Kind } from "../settings";
import { followNeighbours } from "./neighbours";
import { isOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { ConfigChanges } from "./write-result";

type Connector = ObjectRecord<"ReceiveConnector">;
type Connectors = ReadonlyMap<string, Connector>;

/** The state after the changes. Shares every collection that they do not touch; the given state stays as it was. */
export function applyChanges(state: RecordedState, changes: ConfigChanges): RecordedState {
  return {
    revision: changes.revision,
    receiveConnectors: patch(state.receiveConnectors, "ReceiveConnector", changes),
    connectorPermissions: patch(state.connectorPermissions, "ConnectorPermission", changes),
    acceptedDomains: patch(state.acceptedDomains, "AcceptedDomain", changes),
    sendConnectors: patch(state.sendConnectors, "SendConnector", changes),
    relayUsers: patch(state.relayUsers, "RelayUser", changes),
    relayGroups: patch(state.relayGroups, "RelayGroup", changes),
    transportConfig: changes.put.find((object) => isOfKind(object, "TransportConfig")) ?? state.transportConfig,
    releases: changes.releases ?? state.releases,
  };
}

function patch<K extends Kind>(
  objects: ReadonlyMap<string, ObjectRecord<K>>,
  kind: K,
  changes: ConfigChanges,
): ReadonlyMap<string, ObjectRecord<K>> {
  const put = changes.put.filter((object) => isOfKind(object, kind));
  const removed = changes.removed.filter((gone) => gone.kind === kind);
  if (put.length === 0 && removed.length === 0) return objects;
  const next = new Map(objects);
  for (const { id } of removed) next.delete(id);
  for (const object of put) next.set(object.id, object);
  if (kind === "ReceiveConnector")
    followNeighbours(objects as Connectors, next as Connectors, put as readonly Connector[]);
  return next;
}
