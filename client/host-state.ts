import { type ConfigState, type Field, FIELDS, type Kind, type SettingsOf, type StoredObject } from "../model";
import { type ControlClient, dataOf } from "./control-client";
import { enforcedConnectors } from "./enforced-connectors";
import { HostStateError } from "./host-state-error";
import type { components } from "./openapi";

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
  const [connectors, permissions, domains, routes, users, groups, transport] = await Promise.all([
    dataOf(api.GET("/v1/receive-connectors")),
    dataOf(api.GET("/v1/connector-permissions")),
    dataOf(api.GET("/v1/accepted-domains")),
    dataOf(api.GET("/v1/send-connectors")),
    dataOf(api.GET("/v1/relay-users")),
    dataOf(api.GET("/v1/relay-groups")),
    dataOf(api.GET("/v1/transport-config")),
  ]);
  return {
    revision,
    receiveConnectors: await enforcedConnectors({ api }, storedObjects("ReceiveConnector", connectors.items)),
    connectorPermissions: storedObjects("ConnectorPermission", permissions.items),
    acceptedDomains: storedObjects("AcceptedDomain", domains.items),
    sendConnectors: storedObjects("SendConnector", routes.items),
    relayUsers: storedObjects("RelayUser", users.items),
    relayGroups: storedObjects("RelayGroup", groups.items),
    transportConfig: storedObject("TransportConfig", transport),
    releases: [],
  };
}

type Shown = components["schemas"][Kind];

function storedObjects<K extends Kind>(kind: K, items: readonly Shown[]): ReadonlyMap<string, StoredObject<K>> {
  return new Map(items.map((item) => [item.id, storedObject(kind, item)]));
}

function storedObject<K extends Kind>(kind: K, shown: Shown): StoredObject<K> {
  const { id, revision, selectionRevision, owner, relayLimitedTo, secretVersion } = shown;
  const settings = knownSettings(kind, shown);
  return { kind, id, settings, revision, selectionRevision, owner, relayLimitedTo, secretVersion };
}

/** An older host lacks what a newer version has, and does what its default says; what a newer one has may be anything. */
function knownSettings<K extends Kind>(kind: K, { id, settings }: Shown): SettingsOf[K] {
  const fields: Readonly<Record<string, Field<unknown>>> = FIELDS[kind];
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) {
    const message = `The host's ${kind} ${id} has ${unknown.join(", ")}, which this version does not know: use the one of the host.`;
    throw new HostStateError(message);
  }
  const given = settings as unknown as SettingsOf[K];
  const missing = Object.keys(fields).filter((name) => !Object.hasOwn(settings, name));
  if (missing.length === 0) return given;
  return { ...Object.fromEntries(missing.map((name) => [name, fields[name]?.default ?? null])), ...given };
}
