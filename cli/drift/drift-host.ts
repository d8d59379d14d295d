import { type components, type ControlClient, dataOf } from "../../client";
import { type ConfigState, type Field, FIELDS, type Kind, type SettingsOf, type StoredObject } from "../../model";

/** An object as a host answers it. */
export type HostObjectOf<K extends Kind> = StoredObject<K> & {
  readonly settings: SettingsOf[K];
  readonly declaredIn: components["schemas"]["ReceiveConnector"]["declaredIn"];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Name of the token that made the last change. */
  readonly updatedBy: string;
  readonly supersededSince: string | null;
  readonly installation: { readonly id: string; readonly epoch: number };
};

export type HostObject = { readonly [K in Kind]: HostObjectOf<K> }[Kind];

/** What a host has at one revision. */
export interface DriftHost {
  readonly name: string;
  readonly installation: { readonly id: string; readonly epoch: number };
  readonly revision: number;
  readonly objects: readonly HostObject[];
}

// A write in between is rare, one in between each of these is somebody at work: the last reading is as good as any.
const READINGS = 3;

/** Everything on a host, from one revision where nobody writes all the time. */
export async function readDriftHost(client: ControlClient): Promise<DriftHost> {
  for (let reading = 1; ; reading += 1) {
    const before = await dataOf(client.api.GET("/v1/status"));
    const objects = await readObjects(client);
    const after = await dataOf(client.api.GET("/v1/status"));
    if (before.revision === after.revision || reading === READINGS) {
      const { hostName: name, installation, revision } = after;
      return { name, installation, revision, objects };
    }
  }
}

async function readObjects({ api }: ControlClient): Promise<readonly HostObject[]> {
  const lists = await Promise.all([
    dataOf(api.GET("/v1/receive-connectors")),
    dataOf(api.GET("/v1/connector-permissions")),
    dataOf(api.GET("/v1/accepted-domains")),
    dataOf(api.GET("/v1/send-connectors")),
    dataOf(api.GET("/v1/relay-users")),
    dataOf(api.GET("/v1/relay-groups")),
  ]);
  const transport = await dataOf(api.GET("/v1/transport-config"));
  // The client's types know the closed lists of values as texts.
  return [...lists.flatMap(({ items }) => items as readonly unknown[]), transport] as readonly HostObject[];
}

/** The host's objects as a state for the model. */
export function stateOf({ revision, objects }: Pick<DriftHost, "revision" | "objects">): ConfigState {
  return {
    revision,
    receiveConnectors: collect(objects, "ReceiveConnector"),
    connectorPermissions: collect(objects, "ConnectorPermission"),
    acceptedDomains: collect(objects, "AcceptedDomain"),
    sendConnectors: collect(objects, "SendConnector"),
    relayUsers: collect(objects, "RelayUser"),
    relayGroups: collect(objects, "RelayGroup"),
    transportConfig: [...collect(objects, "TransportConfig").values()][0] as StoredObject<"TransportConfig">,
    releases: [],
  };
}

function collect<K extends Kind>(objects: readonly HostObject[], kind: K): ReadonlyMap<string, StoredObject<K>> {
  const wanted = objects.filter((object) => object.kind === kind) as unknown as readonly StoredObject<K>[];
  return new Map(wanted.map((object) => [object.id, withDefaults(object)]));
}

// A host of an older version lacks what a newer one has, and does what its default says.
function withDefaults<K extends Kind>(object: StoredObject<K>): StoredObject<K> {
  const fields = Object.entries<Field<unknown>>(FIELDS[object.kind]);
  if (fields.every(([name]) => name in object.settings)) return object;
  const defaults = Object.fromEntries(fields.map(([name, field]) => [name, field.default ?? null]));
  return { ...object, settings: { ...defaults, ...object.settings } };
}
