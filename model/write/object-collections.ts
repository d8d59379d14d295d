import type { Kind } from "../settings";
import type { ObjectRecord, RecordedState } from "./recorded-object";

/** The id of the one TransportConfig of a host. */
export const TRANSPORT_CONFIG_ID = "transport-config";

type CollectionName =
  "receiveConnectors" | "connectorPermissions" | "acceptedDomains" | "sendConnectors" | "relayUsers" | "relayGroups";

const COLLECTIONS: { readonly [K in Exclude<Kind, "TransportConfig">]: CollectionName } = {
  ReceiveConnector: "receiveConnectors",
  ConnectorPermission: "connectorPermissions",
  AcceptedDomain: "acceptedDomains",
  SendConnector: "sendConnectors",
  RelayUser: "relayUsers",
  RelayGroup: "relayGroups",
};

/** Everything of a state that is a collection of objects. */
export const COLLECTION_NAMES: readonly CollectionName[] = Object.values(COLLECTIONS);

/** Where objects of a kind stand in the state; undefined for the singleton. */
export function collectionName(kind: Kind): CollectionName | undefined {
  return kind === "TransportConfig" ? undefined : COLLECTIONS[kind];
}

/** All objects of a kind by id. */
export function objectsOfKind<K extends Kind>(state: RecordedState, kind: K): ReadonlyMap<string, ObjectRecord<K>> {
  const name = collectionName(kind);
  const objects: ReadonlyMap<string, ObjectRecord> =
    name === undefined ? new Map([[state.transportConfig.id, state.transportConfig]]) : state[name];
  // The table above keeps kind and collection together, which the type system cannot follow.
  return objects as ReadonlyMap<string, ObjectRecord<K>>;
}

export function findObject<K extends Kind>(state: RecordedState, kind: K, id: string): ObjectRecord<K> | undefined {
  return objectsOfKind(state, kind).get(id);
}

export function isOfKind<K extends Kind>(object: ObjectRecord, kind: K): object is ObjectRecord<K> {
  return object.kind === kind;
}
