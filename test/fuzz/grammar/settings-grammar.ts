import fc from "fast-check";
import type { Kind } from "../../../model";
import { RANDOM_VALUES } from "../../random-settings/random-values";
import type { FuzzRandom } from "../fuzz-random";

/** Values that no property has, and names that objects have by themselves. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  "",
  " ",
  "x".repeat(300),
  "\u0000",
  "\r\nX: y",
  "\u202e",
  [],
  {},
  [[]],
  ["0.0.0.0/0"],
  { length: 1 },
  "unlimited",
  "__proto__",
];
const ODD_NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "Name", "settings", "length"];

/** Settings of a kind: mostly good ones, sometimes with something odd. */
export function randomSettings(kind: Kind, random: FuzzRandom): Record<string, unknown> {
  const wishes = Object.values(RANDOM_VALUES[kind]) as fc.Arbitrary<object>[];
  const settings: Record<string, unknown> = { ...BASE[kind](random) };
  for (let left = random.count(6); left > 0; left--) {
    const [wish] = fc.sample(random.pick(wishes), { seed: random.below(2 ** 31), numRuns: 1 });
    Object.assign(settings, wish);
  }
  if (random.oneIn(4)) put(settings, random.pick([...Object.keys(settings), ...ODD_NAMES]), random.pick(ODD));
  return settings;
}

// As JSON.parse does: `__proto__` becomes a property like any other.
function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

const BASE: { readonly [K in Kind]: (random: FuzzRandom) => object } = {
  ReceiveConnector: (random) => ({
    name: `c${random.below(5)}`,
    bindings: [`127.0.0.${random.between(1, 9)}:25`],
    remoteIpRanges: [`10.0.${random.below(20)}.${random.below(250)}`],
    permissionGroups: ["AnonymousUsers"],
  }),
  ConnectorPermission: (random) => ({
    connector: `c${random.below(5)}`,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: random.pick(["Allow", "Deny"]),
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  }),
  AcceptedDomain: (random) => ({ domainName: random.pick(["contoso.com", "*.contoso.com", "fabrikam.com", "*"]) }),
  SendConnector: (random) => ({
    name: `s${random.below(3)}`,
    addressSpaces: [random.pick(["*", "fabrikam.com", "*.example;5", "--"])],
    smartHosts: ["127.0.0.1:25"],
  }),
  RelayUser: (random) => ({ username: `u${random.below(4)}` }),
  RelayGroup: (random) => ({ name: `g${random.below(4)}` }),
  TransportConfig: () => ({}),
};

const LISTS: readonly (readonly [string, Kind])[] = [
  ["receiveConnectors", "ReceiveConnector"],
  ["connectorPermissions", "ConnectorPermission"],
  ["acceptedDomains", "AcceptedDomain"],
  ["sendConnectors", "SendConnector"],
  ["relayUsers", "RelayUser"],
  ["relayGroups", "RelayGroup"],
];

/** A config document as JSON text. */
export function randomDocument(random: FuzzRandom): string {
  const document: Record<string, unknown> = { formatVersion: random.oneIn(30) ? random.pick(ODD) : 1 };
  for (const [name, kind] of LISTS) {
    if (random.oneIn(2)) document[name] = random.list(4, () => randomSettings(kind, random));
  }
  if (random.oneIn(4)) document["transportConfig"] = randomSettings("TransportConfig", random);
  if (random.oneIn(20)) put(document, random.pick(ODD_NAMES), random.pick(ODD));
  return JSON.stringify(document);
}
