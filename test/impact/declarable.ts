import type { Kind, SettingsOf } from "../../model";
import type { ConnectorFixture, PermissionFixture, StateFixture } from "../../model/snapshot-fixture";
import { NOW } from "../random-worlds/random-mail";

/** An object as a stack declares it, before anything of the host is known. */
export interface DeclaredObject {
  readonly kind: Kind;
  /** Unique in its kind. */
  readonly name: string;
  /** `connector` is the connector's name. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** An end that has come once the host is asked: the API takes none that is past when it is written. */
  readonly ends: "soon" | "never";
}

export interface DeclaringOptions {
  /** A free port of this machine in place of each port of random worlds. */
  readonly ports: ReadonlyMap<number, number>;
  /** Fingerprints of true certificates in place of those of random worlds. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

const FUTURE = "2999-01-01T00:00:00Z";
const REASON = "a random world";
/** Name of a connector that every world has: it keeps all ports open, and serves an address that no world names. */
export const DOOR = "Door";

/**
 * A random world as one stack can declare it on a host, in the order of its writes. What only several stacks or no host
 * could have is left out: entries of connectors, principals and groups that are not there, rights that are there twice.
 * Delays are none, and ranges that are not limited may be wide.
 */
export function declarable(fixture: StateFixture, options: DeclaringOptions): readonly DeclaredObject[] {
  const groups = (fixture.relayGroups ?? []).map(({ name }) => name);
  const users = (fixture.relayUsers ?? []).map((user) => declaredUser(user, groups, options));
  const connectors = (fixture.receiveConnectors ?? []).toSorted(
    (a, b) => (a.selectionRevision ?? 0) - (b.selectionRevision ?? 0),
  );
  const names = {
    connectors: new Set(connectors.map(({ id }) => id)),
    principals: new Set([...groups, ...users.map(({ username }) => username)]),
  };
  return [
    declared("TransportConfig", "host", { ...fixture.transportConfig, trustedProxies: ["127.0.0.1"] }),
    ...groups.map((name) => declared("RelayGroup", name, { name })),
    ...users.map((user) => declared("RelayUser", user.username, user)),
    ...(fixture.acceptedDomains ?? []).map((domain) =>
      declared("AcceptedDomain", domain.domainName ?? "", wide(domain)),
    ),
    door(options),
    ...connectors.map((connector) => declared("ReceiveConnector", connector.id, declaredConnector(connector, options))),
    ...declaredEntries(fixture.connectorPermissions ?? [], names),
  ];
}

function declared(kind: Kind, name: string, settings: Readonly<Record<string, unknown>>): DeclaredObject {
  const { expiresAt } = settings as { readonly expiresAt?: string | null };
  if (expiresAt == null) return { kind, name, settings, ends: "never" };
  const ends = Date.parse(expiresAt) <= NOW ? "soon" : "never";
  return { kind, name, settings: { ...settings, expiresAt: FUTURE }, ends };
}

function declaredUser(
  { clientCertificates = [], groups = [], ...user }: Partial<SettingsOf["RelayUser"]> & { readonly username: string },
  known: readonly string[],
  { fingerprints }: DeclaringOptions,
) {
  const shown = clientCertificates.map((fingerprint) => fingerprints.get(fingerprint) ?? fingerprint);
  return { ...user, clientCertificates: shown, groups: groups.filter((name) => known.includes(name)) };
}

/** A wildcard has its sub-domains anyway. */
function wide(domain: Partial<SettingsOf["AcceptedDomain"]>) {
  return domain.domainName?.startsWith("*") ? { ...domain, matchSubDomains: false, allowWideRelay: REASON } : domain;
}

function door({ ports }: DeclaringOptions): DeclaredObject {
  const bindings = [...ports.values()].map((port) => `0.0.0.0:${port}`);
  return declared("ReceiveConnector", DOOR, { name: DOOR, bindings, remoteIpRanges: ["198.18.0.1"] });
}

function declaredConnector(
  { id, stack: _stack, selectionRevision: _revision, relayLimitedTo, bindings = [], ...settings }: ConnectorFixture,
  { ports }: DeclaringOptions,
) {
  return {
    name: id,
    ...settings,
    bindings: [...new Set(bindings.map((binding) => localBinding(binding, ports)))],
    // With a limit the host is to withhold what is wide by itself.
    allowWideRelay: relayLimitedTo == null ? REASON : null,
    tarpitInterval: "00:00:00",
    authTarpitInterval: "00:00:00",
    maxInboundConnectionPercentagePerSource: 100,
  };
}

function localBinding(binding: string, ports: ReadonlyMap<number, number>): string {
  const [, address = "", port] = /^(.*):(\d+)$/.exec(binding) ?? [];
  // Clients of IPv6 come through a proxy over IPv4: to the wildcard.
  const local = address.startsWith("[") ? "[::]" : address.replace("10.0.0.", "127.0.0.");
  return `${local}:${ports.get(Number(port))}`;
}

interface KnownNames {
  readonly connectors: ReadonlySet<string>;
  readonly principals: ReadonlySet<string>;
}

function declaredEntries(entries: readonly PermissionFixture[], names: KnownNames): readonly DeclaredObject[] {
  const taken = new Set<string>();
  return entries.flatMap((entry, place) => {
    const { connector, principal = "", access, extendedRights = [] } = entry;
    const isWellKnown = principal.includes("\\");
    if (!names.connectors.has(connector) || !(isWellKnown || names.principals.has(principal))) return [];
    const keyOf = (right: string) => JSON.stringify([connector, principal, access, right]);
    const free = extendedRights.filter((right) => !taken.has(keyOf(right)));
    for (const right of free) taken.add(keyOf(right));
    return free.length === 0
      ? []
      : [declared("ConnectorPermission", `entry ${place}`, { ...entry, extendedRights: free })];
  });
}
