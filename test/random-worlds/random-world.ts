import fc from "fast-check";
import { EXTENDED_RIGHTS } from "../../model";
import type { PermissionFixture, StateFixture } from "../../model/snapshot-fixture";
import { CONNECTOR_NAMES, randomConnectors } from "./random-connectors";
import { randomAddress, randomDomain, randomInstant } from "./random-mail";

export const USERNAMES = ["crm", "erp", "scanner"] as const;
export const GROUP_NAMES = ["senders", "printers"] as const;
/** SHA-256 fingerprints of certificates that stand for an account. */
export const FINGERPRINTS = ["AA", "BB"].map((octet) => Array(32).fill(octet).join(":"));

const PRINCIPALS = [
  "NT AUTHORITY\\ANONYMOUS LOGON",
  "NT AUTHORITY\\ANONYMOUS LOGON",
  "NT AUTHORITY\\Authenticated Users",
  "NT AUTHORITY\\Authenticated Users",
  "MS Exchange\\Externally Secured Servers",
  "MS Exchange\\Partner Servers",
  ...USERNAMES,
  ...GROUP_NAMES,
] as const;

// The rights that decide answers come most often.
const rights = fc
  .oneof(
    fc.constantFrom<readonly string[]>(
      ["ms-Exch-SMTP-Accept-Any-Recipient"],
      ["ms-Exch-SMTP-Accept-Any-Recipient"],
      ["ms-Exch-SMTP-Submit"],
      ["ms-Exch-SMTP-Accept-Any-Sender"],
      ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender"],
    ),
    fc.subarray([...EXTENDED_RIGHTS], { minLength: 1, maxLength: 4 }),
  )
  .map((some) => some.toSorted());

/** An entry, by the id of its connector, which may be one that is not there. */
const permission: fc.Arbitrary<PermissionFixture> = fc
  .record({
    // Some far more often than others, so that entries meet.
    connector: fc.constantFrom("Default", "Default", "Default", "CRM", "CRM", ...CONNECTOR_NAMES),
    principal: fc.constantFrom(...PRINCIPALS),
    access: fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Deny"),
    extendedRights: rights,
    expiresAt: fc.option(randomInstant, { freq: 4 }),
  })
  .map((entry) => (entry.access === "Deny" ? { ...entry, expiresAt: null } : entry));

const acceptedDomain = fc.record({
  domainName: fc.oneof(
    { weight: 5, arbitrary: randomDomain },
    { weight: 2, arbitrary: randomDomain.map((domain) => `*.${domain}`) },
    { weight: 1, arbitrary: fc.constant("*") },
  ),
  domainType: fc.constantFrom<"Authoritative" | "InternalRelay" | "ExternalRelay">(
    "Authoritative",
    "InternalRelay",
    "ExternalRelay",
  ),
  matchSubDomains: fc.boolean(),
});

const user = (username: string) =>
  fc.record({
    username: fc.constant(username),
    enabled: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    groups: fc.subarray([...GROUP_NAMES]),
    allowedSenders: fc.uniqueArray(fc.oneof(randomAddress, randomDomain), { maxLength: 2 }),
    clientCertificates: fc
      .constantFrom<readonly string[]>([], [FINGERPRINTS[USERNAMES.indexOf(username as "crm")] ?? ""])
      .map((some) => some.filter((fingerprint) => fingerprint !== "")),
  });

/**
 * What a configuration holds. Connectors are valid each by itself; together they may be what no host would take in one
 * step and only a stack passes through: permissions without connector, equal ranges, names of groups that are gone.
 */
export const randomFixture: fc.Arbitrary<StateFixture> = fc.record({
  receiveConnectors: randomConnectors,
  connectorPermissions: fc.array(permission, { maxLength: 8, size: "max" }),
  acceptedDomains: fc.uniqueArray(acceptedDomain, { maxLength: 4, selector: ({ domainName }) => domainName }),
  relayUsers: fc.subarray([...USERNAMES]).chain((names) => fc.tuple(...names.map(user))),
  relayGroups: fc.subarray([...GROUP_NAMES]).map((names) => names.map((name) => ({ name }))),
  transportConfig: fc.record({
    dialect: fc.constantFrom<"classic" | "modern">("classic", "modern"),
    tlsReceiveDomainSecureList: fc.subarray(["fabrikam.com", "tailspin.example"]),
  }),
});

const LISTS = [
  "receiveConnectors",
  "connectorPermissions",
  "acceptedDomains",
  "relayUsers",
  "relayGroups",
  "transportConfig",
] as const;

/** Two configurations: half the time the second is the first with some of its lists exchanged or shortened. */
export const randomPair: fc.Arbitrary<readonly [StateFixture, StateFixture]> = fc.oneof(
  fc.tuple(randomFixture, randomFixture),
  fc
    .tuple(randomFixture, randomFixture, fc.subarray([...LISTS]), fc.nat())
    .map(([before, other, exchanged, place]) => [before, change({ before, other, exchanged, place })] as const),
);

interface Change {
  readonly before: StateFixture;
  readonly other: StateFixture;
  readonly exchanged: readonly (typeof LISTS)[number][];
  readonly place: number;
}

/** Each exchanged list gets one item of the other configuration in place of one of its own. */
function change({ before, other, exchanged, place }: Change): StateFixture {
  const changed = exchanged.map((list) => {
    const [own, theirs] = [before[list], other[list]];
    return [list, isList(own) && isList(theirs) ? exchangeOne(own, theirs, place) : theirs];
  });
  return { ...before, ...(Object.fromEntries(changed) as Partial<StateFixture>) };
}

function exchangeOne(own: readonly object[], theirs: readonly object[], place: number): readonly object[] {
  const rest = own.filter((_, index) => index !== place % (own.length + 1));
  const names = new Set(rest.map(nameOf));
  return [...rest, ...theirs.filter((item) => !names.has(nameOf(item))).slice(0, 1)];
}

function isList(value: unknown): value is readonly object[] {
  return Array.isArray(value);
}

function nameOf(item: object): string {
  const named = item as Partial<Record<"id" | "domainName" | "username" | "name", string>>;
  return named.id ?? named.domainName ?? named.username ?? named.name ?? JSON.stringify(item);
}
