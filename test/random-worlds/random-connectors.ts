import fc from "fast-check";
import { type ReceiveConnectorSettings, canonicalBindings, canonicalRanges } from "../../model";
import type { ConnectorFixture } from "../../model/snapshot-fixture";
import { randomInstant, randomScope } from "./random-mail";
import { randomRange } from "./random-clients";

/** Every endpoint that a random connector may be bound to; the last of each family is bound to by none. */
export const LOCALS = [
  { address: "10.0.0.5", port: 25 },
  { address: "10.0.0.6", port: 25 },
  { address: "10.0.0.5", port: 587 },
  { address: "2001:db8:5::5", port: 25 },
  { address: "10.0.0.7", port: 25 },
  { address: "2001:db8:5::7", port: 25 },
] as const;

const BINDINGS = [
  "0.0.0.0:25",
  "[::]:25",
  "10.0.0.5:25",
  "10.0.0.6:25",
  "10.0.0.5:587",
  "0.0.0.0:587",
  "[2001:db8:5::5]:25",
] as const;

/** Names of connectors; also their ids. */
export const CONNECTOR_NAMES = ["Default", "Applications", "CRM", "Printers", "Partners", "Clients"] as const;

const bindings = fc.oneof(
  { weight: 3, arbitrary: fc.constant(["0.0.0.0:25", "[::]:25"]) },
  { weight: 2, arbitrary: fc.subarray([...BINDINGS], { minLength: 1, maxLength: 3 }) },
);

type Mechanisms = Pick<
  ReceiveConnectorSettings,
  "authMechanism" | "permissionGroups" | "requireTls" | "domainSecureEnabled"
>;

const groups = fc.subarray(["AnonymousUsers", "ExchangeUsers", "Partners"] as const);
const plainGroups = groups.map((some) => (some.length === 0 ? (["None"] as const) : some));

/** Mechanisms and groups that may stand together (C1 to C6). */
export const randomMechanisms: fc.Arbitrary<Mechanisms> = fc.oneof(
  fc.record({
    authMechanism: fc.constantFrom<Mechanisms["authMechanism"]>(["None"], ["BasicAuth"]),
    permissionGroups: plainGroups,
    requireTls: fc.constant(false),
    domainSecureEnabled: fc.constant(false),
  }),
  fc.record({
    authMechanism: fc.constantFrom<Mechanisms["authMechanism"]>(
      ["Tls"],
      ["Tls", "BasicAuth"],
      ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    ),
    permissionGroups: plainGroups,
    requireTls: fc.boolean(),
    domainSecureEnabled: fc.boolean(),
  }),
  fc.record({
    authMechanism: fc.constantFrom<Mechanisms["authMechanism"]>(
      ["ExternalAuthoritative"],
      ["Tls", "ExternalAuthoritative"],
    ),
    permissionGroups: groups.map((some) => [...some, "ExchangeServers" as const]),
    requireTls: fc.constant(false),
    domainSecureEnabled: fc.constant(false),
  }),
);

const ranges = fc
  .array(randomRange, { minLength: 1, maxLength: 4 })
  .map((some) => knownList(canonicalRanges(some, "")));
const limits = fc.option(ranges, { freq: 5 });

/** What one connector is, without its name. One stack holds most, so that newer ones take over from older. */
const randomConnector = fc
  .record({
    stack: fc.constantFrom("acme/mail/prod", "acme/mail/prod", "acme/other/prod", undefined),
    selectionRevision: fc.integer({ min: 1, max: 4 }),
    relayLimitedTo: limits,
    enabled: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    bindings: bindings.map((some) => knownList(canonicalBindings(some, ""))),
    remoteIpRanges: ranges,
    mechanisms: randomMechanisms,
    maxMessageSize: fc.constantFrom(1_000_000, 37_748_736),
    messageRateLimit: fc.constantFrom<ReceiveConnectorSettings["messageRateLimit"]>("unlimited", "unlimited", 60),
    onlySenders: fc.option(randomScope({ nullSender: true }), { freq: 6 }),
    onlyRecipients: fc.option(randomScope({ nullSender: false }), { freq: 6 }),
    expiresAt: fc.option(randomInstant, { freq: 8 }),
  })
  .map(({ stack, mechanisms, ...rest }) => ({ ...rest, ...mechanisms, ...(stack === undefined ? {} : { stack }) }));

/** Connectors with and without stack, with nested, equal and partly overlapping ranges. Each is valid by itself. */
export const randomConnectors: fc.Arbitrary<readonly ConnectorFixture[]> = fc
  .subarray([...CONNECTOR_NAMES])
  .chain((names) => fc.tuple(...names.map((id) => randomConnector.map((connector) => ({ id, ...connector })))));

function knownList(parsed: ReturnType<typeof canonicalRanges>): readonly string[] {
  if (!parsed.ok) throw new Error(parsed.failures.map(({ message }) => message).join(" "));
  return parsed.value;
}
