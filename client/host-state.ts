import {
  type ConfigState,
  type Field,
  FIELDS,
  type Kind,
  type SettingsOf,
  type StoredObject,
  withDefaults,
} from "../model";
import { type ControlClient, dataOf } from "./control-client";
import { enforcedConnectors } from "./enforced-connectors";
import { hostObjects, type ShownObject } from "./host-objects";
import { HostStateError } from "./host-state-error";

const ATTEMPTS = 5;

/**
 * Everything that a host enforces, at one revision.
 * @throws HostStateError when it changes all the time, or holds what this version does not know; as the client does
 */
export async function hostState({ api }: Pick<ControlClient, "api">): Promise<ConfigState> {
  const revisionNow = async () => (await dataOf(api.GET("/v1/status"))).revision;
  let revision = await revisionNow();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const state = await readObjects({ api }, revision);
    const after = await revisionNow();
    if (after === revision) return state;
    revision = after;
  }
  throw new HostStateError(`The host was changed ${ATTEMPTS} times while it was read. Try again when it is quiet.`);
}

async function readObjects({ api }: Pick<ControlClient, "api">, revision: number): Promise<ConfigState> {
  const objects = await hostObjects({ api });
  const stored = <K extends Kind>(kind: K) => storedObjects(kind, objects);
  return {
    revision,
    receiveConnectors: await enforcedConnectors({ api }, stored("ReceiveConnector")),
    connectorPermissions: stored("ConnectorPermission"),
    acceptedDomains: stored("AcceptedDomain"),
    sendConnectors: stored("SendConnector"),
    relayUsers: stored("RelayUser"),
    relayGroups: stored("RelayGroup"),
    transportConfig: [...stored("TransportConfig").values()][0] as StoredObject<"TransportConfig">,
    releases: [],
  };
}

function storedObjects<K extends Kind>(kind: K, objects: readonly ShownObject[]): ReadonlyMap<string, StoredObject<K>> {
  const wanted = objects.filter((shown) => shown.kind === kind);
  return new Map(wanted.map((shown) => [shown.id, storedObject(kind, shown)]));
}

function storedObject<K extends Kind>(kind: K, shown: ShownObject): StoredObject<K> {
  const { id, revision, selectionRevision, owner, relayLimitedTo, secretVersion } = shown;
  const settings = knownSettings(kind, shown);
  return { kind, id, settings, revision, selectionRevision, owner, relayLimitedTo, secretVersion };
}

/** What a newer host has may be anything. */
function knownSettings<K extends Kind>(kind: K, { id, settings }: ShownObject): SettingsOf[K] {
  const fields: Readonly<Record<string, Field<unknown>>> = FIELDS[kind];
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) {
    const message = `The host's ${kind} ${id} has ${unknown.join(", ")}, which this version does not know: use the one of the host.`;
    throw new HostStateError(message);
  }
  return withDefaults(kind, settings);
}
