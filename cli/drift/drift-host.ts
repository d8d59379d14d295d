import { type components, type ControlClient, dataOf, enforcedConnectors, hostObjects } from "../../client";
import { type ConfigState, type Kind, type SettingsOf, type StoredObject, withDefaults } from "../../model";

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
    // The client's types know the closed lists of values as texts.
    const objects = (await hostObjects(client)) as unknown as readonly HostObject[];
    const after = await dataOf(client.api.GET("/v1/status"));
    if (before.revision === after.revision || reading === READINGS) {
      const { hostName: name, installation, revision } = after;
      return { name, installation, revision, objects };
    }
  }
}

/** What the host's objects mean, as a state for the model: of what is observed only, what is enforced. */
export async function enforcedState(
  client: ControlClient,
  { revision, objects }: Pick<DriftHost, "revision" | "objects">,
): Promise<ConfigState> {
  return {
    revision,
    receiveConnectors: await enforcedConnectors(client, collect(objects, "ReceiveConnector")),
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
  return new Map(wanted.map((object) => [object.id, { ...object, settings: withDefaults(kind, object.settings) }]));
}
