import type { ConfigLookup } from "../client";
import {
  type ConfigState,
  type Kind,
  permissionEntry,
  type PermissionEntry,
  type RelayWorld,
  relayWorld,
  type SettingsOf,
  type StoredObject,
  transportDefaults,
} from "../model";
import { type FindConnector, findConnectorIn } from "./find-connector";
import type { StackObject, StackObjectOf } from "./stack-object";

/** When a stack is judged, and how the host that it is for is reached. */
export interface Moment {
  /** Epoch milliseconds: what has expired then grants nothing. */
  readonly at: number;
  /** Endpoint and token as the stack's configuration or its Provider have them. */
  readonly connection: ConfigLookup;
}

/** The resources of a stack on one relay host, and what that host would be with nothing but them. */
export interface StackSubject extends Moment {
  readonly objects: readonly StackObject[];
  /** Objects have their URN as id. */
  readonly world: RelayWorld;
  /** The same configuration at another time, in epoch milliseconds. */
  readonly worldAt: (at: number) => RelayWorld;
  /** The resource that an object or entry of the world comes from. */
  readonly objectOf: (id: string) => StackObject | undefined;
  readonly connectorOf: FindConnector;
  /** Explicit entries on a connector, each under the URN of its resource. */
  readonly entriesOn: (connector: StackObjectOf<"ReceiveConnector">) => readonly PermissionEntry[];
}

export function stackSubject(objects: readonly StackObject[], { at, connection }: Moment): StackSubject {
  const byUrn = new Map(objects.map((object) => [object.urn, object]));
  const connectorOf = findConnectorIn(ofKind({ objects }, "ReceiveConnector"));
  const entries = Map.groupBy(ofKind({ objects }, "ConnectorPermission"), (entry) => connectorOf(entry)?.urn);
  let world: RelayWorld | undefined;
  const worldAt = (moment: number) => relayWorld(stateOf(objects, connectorOf), { at: moment });
  return {
    at,
    connection,
    objects,
    get world() {
      return (world ??= worldAt(at));
    },
    worldAt,
    objectOf: (id) => byUrn.get(id),
    connectorOf,
    entriesOn: ({ urn }) => (entries.get(urn) ?? []).map((entry) => permissionEntry(entry.urn, entry.settings)),
  };
}

/** Resources of one kind. */
export function ofKind<K extends Kind>({ objects }: Pick<StackSubject, "objects">, kind: K): StackObjectOf<K>[] {
  return objects.filter((object) => object.kind === kind) as unknown as StackObjectOf<K>[];
}

function stateOf(objects: readonly StackObject[], connectorOf: FindConnector): ConfigState {
  const stored = <K extends Kind>(kind: K) =>
    new Map(ofKind({ objects }, kind).map(({ urn, settings }) => [urn, storedObject(kind, urn, settings)]));
  const permissions = ofKind({ objects }, "ConnectorPermission").map((permission) => {
    const { urn, settings } = permission;
    const connector = connectorOf(permission)?.urn ?? settings.connector;
    return storedObject("ConnectorPermission", urn, { ...settings, connector });
  });
  const transport = ofKind({ objects }, "TransportConfig")[0]?.settings ?? transportDefaults();
  return {
    revision: 1,
    receiveConnectors: stored("ReceiveConnector"),
    connectorPermissions: new Map(permissions.map((permission) => [permission.id, permission])),
    acceptedDomains: stored("AcceptedDomain"),
    sendConnectors: stored("SendConnector"),
    relayUsers: stored("RelayUser"),
    relayGroups: stored("RelayGroup"),
    transportConfig: storedObject("TransportConfig", "transport-config", transport),
    releases: [],
  };
}

function storedObject<K extends Kind>(kind: K, id: string, settings: SettingsOf[K]): StoredObject<K> {
  // One stack: of two connectors in conflict one serves, as on the host.
  const owner = { stack: "this stack", logicalId: id };
  return { kind, id, settings, revision: 1, selectionRevision: 1, owner, relayLimitedTo: null, secretVersion: null };
}
