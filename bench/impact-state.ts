import {
  type ConfigState,
  formatIpRange,
  type IpRange,
  type Kind,
  settle,
  type SettingsOf,
  type StoredObject,
} from "../model";
import { seededRandom } from "./seeded-random";

export interface ImpactStateSize {
  readonly connectors: number;
  readonly rangesEach: number;
  readonly users: number;
  readonly domains: number;
}

/** A host of many connectors, some of each way to relay, with ranges side by side and inside each other. */
export function impactState({ connectors, rangesEach, users, domains }: ImpactStateSize): ConfigState {
  const random = seededRandom(connectors);
  const names = Array.from({ length: connectors }, (_, place) => place);
  const defaults = connectorSettings({ name: "Default", remoteIpRanges: ["0.0.0.0/0"], ...WAYS[0] });
  return {
    revision: 1,
    receiveConnectors: byId([
      object("ReceiveConnector", "default", defaults),
      ...names.map((place) =>
        object("ReceiveConnector", `connector-${place}`, {
          ...wayAt(place).settings,
          name: `Application ${place}`,
          remoteIpRanges: ranges(place, rangesEach, random),
        }),
      ),
    ]),
    connectorPermissions: byId(
      names
        .filter((place) => wayAt(place).relays)
        .map((place) => object("ConnectorPermission", `permission-${place}`, relayOf(place))),
    ),
    acceptedDomains: byId(
      Array.from({ length: domains }, (_, place) =>
        object("AcceptedDomain", `domain-${place}`, settled("AcceptedDomain", { domainName: `d${place}.contoso.com` })),
      ),
    ),
    sendConnectors: new Map(),
    relayUsers: byId(
      Array.from({ length: users }, (_, place) =>
        object("RelayUser", `user-${place}`, userSettings(`user${place}`, [`user${place}@d0.contoso.com`])),
      ),
    ),
    relayGroups: new Map(),
    transportConfig: object("TransportConfig", "transport-config", settled("TransportConfig", {})),
    releases: [],
  };
}

/** The state with one object in the place of the one of its id. */
export function withObject<Objects extends ReadonlyMap<string, StoredObject>>(
  objects: Objects,
  changed: StoredObject,
): Objects {
  return new Map<string, StoredObject>(objects).set(changed.id, changed) as unknown as Objects;
}

export function userSettings(username: string, allowedSenders: readonly string[]): SettingsOf["RelayUser"] {
  return settled("RelayUser", { username, allowedSenders });
}

export function object<K extends Kind>(kind: K, id: string, settings: SettingsOf[K]): StoredObject<K> {
  const none = { owner: null, relayLimitedTo: null, secretVersion: null };
  return { kind, id, settings, revision: 1, selectionRevision: 1, ...none };
}

const WAYS = [
  { permissionGroups: ["AnonymousUsers"], authMechanism: ["Tls"] },
  { permissionGroups: ["AnonymousUsers"], authMechanism: ["Tls"], maxMessageSize: 1_000_000 },
  { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] },
  { permissionGroups: ["ExchangeServers"], authMechanism: ["Tls", "ExternalAuthoritative"] },
  { permissionGroups: ["AnonymousUsers", "ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] },
] as const;

const SETTLED = WAYS.map((way) => ({
  relays: way.permissionGroups.length === 1 && way.permissionGroups[0] === "AnonymousUsers",
  settings: connectorSettings({ name: "Application", remoteIpRanges: ["10.0.0.1"], ...way }),
}));

/** Most applications relay by address; one connector in 25 takes passwords. */
function wayAt(place: number) {
  const way = place % SETTLED.length;
  const isLogin = way === 2 || way === 4;
  return SETTLED[isLogin && place % 50 > 4 ? 0 : way] as (typeof SETTLED)[number];
}

function connectorSettings(input: object): SettingsOf["ReceiveConnector"] {
  return settled("ReceiveConnector", { bindings: ["0.0.0.0:25"], ...input });
}

function relayOf(place: number): SettingsOf["ConnectorPermission"] {
  return settled("ConnectorPermission", {
    connector: `connector-${place}`,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
}

function settled<K extends Kind>(kind: K, input: object): SettingsOf[K] {
  const parsed = settle(kind, input);
  if (!parsed.ok) throw new TypeError(parsed.failures.map(({ message }) => message).join("\n"));
  return parsed.value;
}

/** Every connector has a net of 4,096 addresses of its own, and its ranges in it. */
function ranges(place: number, count: number, random: () => number): readonly string[] {
  const net = 10 * 2 ** 24 + place * 4096;
  const step = Math.floor(4096 / count);
  return Array.from({ length: count }, (_, index): string => {
    const first = net + index * step;
    const range: IpRange = { family: 4, first, last: first + Math.floor(random() * step) };
    return formatIpRange(range);
  });
}

function byId<K extends Kind>(objects: readonly StoredObject<K>[]): ReadonlyMap<string, StoredObject<K>> {
  return new Map(objects.map((one) => [one.id, one]));
}
