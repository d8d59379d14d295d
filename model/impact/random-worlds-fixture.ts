import fc from "fast-check";
import { EXTENDED_RIGHTS } from "../extended-right";
import type { Limit, PermissionGroup } from "../settings";
import type { ConnectorFixture, PermissionFixture, StateFixture } from "../snapshot-fixture";
import { CONNECTOR_DEFAULTS, stateOf } from "../snapshot-fixture";
import { relayWorld, type RelayWorld } from "./relay-world";

/** Names that random worlds and probes share, few enough that they meet. */
export const RANGES = [
  "10.0.0.0/8",
  "10.0.0.0/30",
  "10.0.0.1",
  "10.0.0.1-10.0.0.2",
  "10.0.0.2-10.0.0.5",
  "0.0.0.0/0",
  "172.16.0.0/12",
  "192.0.2.0/24",
  "192.0.2.128/25",
  "192.0.2.1",
  "::/0",
  "2001:db8::/32",
  "2001:db8::1",
] as const;

export const BINDINGS = [
  "0.0.0.0:25",
  "0.0.0.0:25",
  "10.0.0.5:25",
  "[::]:25",
  "[2001:db8::5]:25",
  "0.0.0.0:587",
] as const;

export const DOMAINS = [
  "contoso.com",
  "mail.contoso.com",
  "a.mail.contoso.com",
  "fabrikam.com",
  "com",
  "example",
  "example.com",
  "localhost",
  "corp",
] as const;

export const ADDRESSES = [
  "a@contoso.com",
  "B@contoso.com",
  "b@mail.contoso.com",
  "a@fabrikam.com",
  "x@outside.example",
] as const;

export const USERNAMES = ["Alice", "bob", "carol"] as const;
export const GROUP_NAMES = ["CRM", "erp"] as const;

const PRINCIPALS = [
  "NT AUTHORITY\\ANONYMOUS LOGON",
  "NT AUTHORITY\\ANONYMOUS LOGON",
  "NT AUTHORITY\\Authenticated Users",
  "MS Exchange\\Externally Secured Servers",
  "MS Exchange\\Partner Servers",
  "alice",
  "Bob",
  "crm",
] as const;

const MECHANISMS = [
  ["Tls"],
  ["None"],
  ["Tls", "BasicAuth"],
  ["Tls", "BasicAuth"],
  ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
  ["BasicAuth"],
  ["ExternalAuthoritative"],
  ["Tls", "ExternalAuthoritative"],
] as const;

/** Epoch milliseconds at which random worlds are looked at; some entries have expired and some will. */
export const MOMENT = 1_000_000;
const ENDS = [null, null, null, null, "1970-01-01T00:10:00Z", "1970-01-01T01:00:00Z"] as const;

const domainName = fc.constantFrom(...DOMAINS);
const wildcard = domainName.map((domain) => `*.${domain}`);
const scope = fc.oneof(fc.constantFrom(...ADDRESSES), domainName, wildcard);
const rarely = fc.boolean().chain((first) => (first ? fc.boolean() : fc.constant(false)));
const someOf = <Value>(values: readonly Value[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const scopes = (entry: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.array(entry, { minLength: 1, maxLength: 3 }) },
  );

const connector = (place: number): fc.Arbitrary<ConnectorFixture> =>
  fc.record({
    id: fc.constant(`c${place}`),
    name: fc.constantFrom(`connector ${place}`, `connector ${place}`, `connector ${place}`, `renamed ${place}`),
    stack: fc.constantFrom("s", "s", `stack ${place}`),
    selectionRevision: fc.nat(5),
    relayLimitedTo: fc.constantFrom(null, null, null, null, null, null, [], ["10.0.0.0/30"]),
    enabled: fc.constantFrom(true, true, true, true, false),
    bindings: someOf(BINDINGS, 2),
    remoteIpRanges: someOf(RANGES, 3),
    permissionGroups: fc.oneof(
      fc.constant<readonly PermissionGroup[]>(["AnonymousUsers"]),
      fc.subarray<PermissionGroup>(["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "Partners"]),
    ),
    authMechanism: fc.constantFrom(...MECHANISMS),
    requireTls: rarely,
    defaultDomain: fc.constantFrom(null, null, "fabrikam.com"),
    domainSecureEnabled: rarely,
    maxMessageSize: fc.constantFrom(1000, 2000),
    maxRecipientsPerMessage: fc.constantFrom(100, 200),
    messageRateLimit: fc.constantFrom<Limit>("unlimited", 5),
    messageRateSource: fc.constantFrom("None", "IPAddress", "User", "All"),
    smtpUtf8Enabled: fc.boolean(),
    rejectReservedTopLevelRecipientDomains: rarely,
    rejectReservedSecondLevelRecipientDomains: rarely,
    rejectSingleLabelRecipientDomains: rarely,
    onlySenders: scopes(fc.oneof(scope, fc.constant("<>"))),
    onlyRecipients: scopes(scope),
    expiresAt: fc.constantFrom(...ENDS),
  });

const permission: fc.Arbitrary<PermissionFixture> = fc
  .record({
    connector: fc.constantFrom("c0", "c1", "c2"),
    principal: fc.constantFrom(...PRINCIPALS),
    access: fc.constantFrom("Allow", "Allow", "Deny"),
    extendedRights: fc.oneof(
      fc.constant(["ms-Exch-SMTP-Accept-Any-Recipient"]),
      fc.uniqueArray(fc.constantFrom(...EXTENDED_RIGHTS), { minLength: 1, maxLength: 4 }),
    ),
    expiresAt: fc.constantFrom(...ENDS),
  })
  .map((given) => (given.access === "Deny" ? { ...given, expiresAt: null } : given) as PermissionFixture);

const acceptedDomain = fc.record({
  domainName: fc.oneof(
    { weight: 4, arbitrary: domainName },
    { weight: 3, arbitrary: wildcard },
    { weight: 1, arbitrary: fc.constant("*") },
  ),
  domainType: fc.constantFrom("Authoritative", "InternalRelay", "ExternalRelay"),
  matchSubDomains: rarely,
} as const);

const user = (username: string) =>
  fc.record({
    username: fc.constantFrom(username, username, username.toUpperCase()),
    enabled: fc.constantFrom(true, true, true, false),
    groups: fc.subarray([...GROUP_NAMES]),
    allowedSenders: fc.array(fc.oneof(fc.constantFrom(...ADDRESSES), domainName), { maxLength: 2 }),
    clientCertificates: fc.constantFrom([], [`${username}-1`], [`${username}-2`]),
  });

const route = fc.record({
  name: fc.constantFrom("Internet", "Partner", "Hub"),
  enabled: fc.constantFrom(true, true, false),
  addressSpaces: fc
    .uniqueArray(fc.oneof(domainName, wildcard, fc.constantFrom("*", "--")), { minLength: 1, maxLength: 3 })
    .map((domains) => domains.map((domain) => `SMTP:${domain};1`)),
  smartHosts: fc.constantFrom(["127.0.0.1:2525"], ["127.0.0.2:25"]),
});

/** Whole configurations of few objects. */
export const RANDOM_FIXTURE: fc.Arbitrary<StateFixture> = fc
  .record({
    receiveConnectors: fc
      .tuple(connector(0), connector(1), connector(2))
      .chain((all) => fc.subarray(all, { minLength: 1 })),
    connectorPermissions: fc.array(permission, { maxLength: 5 }),
    acceptedDomains: fc.uniqueArray(acceptedDomain, { maxLength: 4, selector: ({ domainName }) => domainName }),
    relayUsers: fc.tuple(...USERNAMES.map(user)).chain((all) => fc.subarray(all)),
    relayGroups: fc.subarray(GROUP_NAMES.map((name) => ({ name }))),
    sendConnectors: fc.array(route, { maxLength: 2 }),
    transportConfig: fc.record({
      tlsReceiveDomainSecureList: fc.subarray(["contoso.com", "fabrikam.com"]),
      postmaster: fc.constantFrom(null, null, "postmaster@fabrikam.com"),
      trustedProxies: fc.subarray(["10.0.0.1", "172.16.0.0/24"]),
    }),
    releases: fc.constantFrom("none", "none", "none", "one"),
  })
  .chain(({ releases, ...fixture }) =>
    releases === "none" ? fc.constant(fixture) : released.map((release) => ({ ...fixture, releases: [release] })),
  );

const released = fc.tuple(connector(1), fc.constantFrom(MOMENT / 2, MOMENT * 2)).map(([given, until]) => {
  const { id, stack = "s", selectionRevision = 1, relayLimitedTo, ...settings } = given;
  const whole = { ...CONNECTOR_DEFAULTS, name: relayLimitedTo === null ? id : `${id} held`, ...settings };
  return { connectorId: id, settings: whole, ranges: whole.remoteIpRanges, stack, revision: selectionRevision, until };
});

export const RANDOM_WORLD: fc.Arbitrary<RelayWorld> = RANDOM_FIXTURE.map((fixture) => worldOf(fixture));

export interface WorldPair {
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

type Change = (one: StateFixture, other: StateFixture) => StateFixture;

const PARTS = [
  "receiveConnectors",
  "connectorPermissions",
  "connectorPermissions",
  "acceptedDomains",
  "relayUsers",
  "relayGroups",
  "transportConfig",
  "releases",
] as const;

const CHANGES: fc.Arbitrary<Change> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Change>((_one, other) => other) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(4, 12, 40), fc.infiniteStream(fc.nat(1000))).map(someValues) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...PARTS), fc.nat(24)).map(oneValue) },
  { weight: 1, arbitrary: fc.nat(4).map(turnedEntry) },
  { weight: 1, arbitrary: fc.constant<Change>((one) => one) },
);

export interface FixturePair {
  readonly before: StateFixture;
  readonly after: StateFixture;
  /** Epoch milliseconds at which the second is looked at; the first is at MOMENT. */
  readonly at: number;
}

/** Two configurations; most times the second is the first with a few values of another, often one, and sometimes none. */
export const RANDOM_FIXTURE_PAIR: fc.Arbitrary<FixturePair> = fc
  .tuple(RANDOM_FIXTURE, RANDOM_FIXTURE, CHANGES, fc.constantFrom(MOMENT, MOMENT, MOMENT * 4))
  .map(([one, other, change, at]) => ({ before: one, after: change(one, other), at }));

export const RANDOM_PAIR: fc.Arbitrary<WorldPair> = RANDOM_FIXTURE_PAIR.map(({ before, after, at }) => ({
  before: worldOf(before),
  after: worldOf(after, at),
}));

function someValues([every, numbers]: readonly [number, fc.Stream<number>]): Change {
  return (one, other) => mixed(one, other, () => (numbers.next().value ?? 0) % every === 0);
}

/** An allow that becomes a deny, or the other way round. */
function turnedEntry(place: number): Change {
  return ({ connectorPermissions = [], ...one }) => ({
    ...one,
    connectorPermissions: connectorPermissions.map((entry, index) =>
      index === place ? { ...entry, access: entry.access === "Deny" ? "Allow" : "Deny", expiresAt: null } : entry,
    ),
  });
}

/** The value at one place of a part alone; a place behind the last is none. */
function oneValue([part, place]: readonly [(typeof PARTS)[number], number]): Change {
  return (one, other) => {
    let count = 0;
    return { ...one, [part]: mixed(one[part], other[part], () => count++ === place) };
  };
}

export function worldOf(fixture: StateFixture, at = MOMENT): RelayWorld {
  const world = relayWorld(stateOf(fixture), { at });
  // What a failing property prints.
  Object.defineProperty(world, fc.toStringMethod, {
    value: () => JSON.stringify({ at, ...fixture }),
    enumerable: false,
  });
  return world;
}

/** The first value with parts of the second: of objects their properties, of lists of objects their items. */
function mixed<Value>(one: Value, other: Value, isTaken: () => boolean): Value {
  if (isList(one) && isList(other)) return mixedList(one, other, isTaken) as Value;
  if (!isObject(one) || !isObject(other)) return isTaken() ? other : one;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Value)[];
  const parts = names.map(
    (name) => [name, KEPT.has(name) ? one[name] : mixed(one[name], other[name], isTaken)] as const,
  );
  return Object.fromEntries(parts) as Value;
}

function mixedList(one: readonly object[], other: readonly object[], isTaken: () => boolean): readonly object[] {
  const length = isTaken() ? other.length : one.length;
  return Array.from({ length }, (_, place) => {
    const [a, b] = [one[place], other[place]];
    return a !== undefined && b !== undefined ? mixed(a, b, isTaken) : ((a ?? b) as object);
  });
}

// What an object is does not change.
const KEPT: ReadonlySet<PropertyKey> = new Set(["id", "connectorId"]);

function isList(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
