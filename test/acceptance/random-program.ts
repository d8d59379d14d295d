import fc from "fast-check";
import type { Kind } from "../../model";
import { RANDOM_VALUES, type Wish } from "../random-settings/random-values";
import { SURROUNDINGS } from "../random-settings/surroundings";
import type { Declared } from "./acceptance-stage";

/** What a random program needs of the machine and the host. */
export interface RandomProgramOptions {
  readonly seed: number;
  /** A free port for the one connector that may listen. */
  readonly port: number;
  /** Name of a certificate that the host has. */
  readonly certificate: string;
}

/** What the random values refer to: it must be there before they are declared. */
export function surroundings(): readonly Declared[] {
  return [
    { type: "AcceptedDomain", name: "surroundings", args: { domainName: SURROUNDINGS.acceptedDomain } },
    ...SURROUNDINGS.groups.map((name) => ({ type: "RelayGroup", name: `group ${name}`, args: { name } }) as const),
    ...SURROUNDINGS.connectors.map((name, index) => silentConnector(name, 20_000 + index)),
  ];
}

/** One resource for each input of every kind, which gives that input a random valid value; one TransportConfig for all of its own. */
export function randomProgram(options: RandomProgramOptions): readonly Declared[] {
  const kinds = Object.keys(RANDOM_VALUES) as readonly Kind[];
  return kinds.flatMap((kind) => (kind === "TransportConfig" ? hostWide(options) : eachProperty(kind, options)));
}

function eachProperty(kind: Kind, options: RandomProgramOptions): readonly Declared[] {
  return wishesOf(kind, options).flatMap(([property, wish], index) => {
    const name = `${kind} ${property}`;
    const holder = silentConnector(`${name} holder`, 30_000 + index);
    const args = { ...BASES[kind](property, { index, options, holder: holder.name }), ...wish };
    return [...(kind === "ConnectorPermission" ? [holder] : []), { type: kind, name, args }];
  });
}

function hostWide(options: RandomProgramOptions): readonly Declared[] {
  const wishes = wishesOf("TransportConfig", options).map(([, wish]) => wish);
  // A reason stays one, because public proxies need it.
  const reason = wishes.map(({ reason: given }) => given).find((given) => typeof given === "string") ?? null;
  const args: Wish = Object.assign({}, ...wishes, { reason, adoptExisting: true }) as Wish;
  return [{ type: "TransportConfig", name: "host-wide", args }];
}

function wishesOf(kind: Kind, { seed, certificate }: RandomProgramOptions): readonly (readonly [string, Wish])[] {
  const values = Object.entries(RANDOM_VALUES[kind] as Readonly<Record<string, fc.Arbitrary<Wish>>>);
  return values.map(([property, wishes], index) => {
    // Each property of each kind its own: accounts and groups share one namespace.
    const place = Object.keys(RANDOM_VALUES).indexOf(kind) * 100 + index;
    const [wish = {}] = fc.sample(wishes, { seed: seed + place, numRuns: 1 });
    const given = Object.entries(wish).map(([name, value]) => [
      name,
      value === SURROUNDINGS.certificate ? certificate : value,
    ]);
    return [property, Object.fromEntries(given) as Wish] as const;
  });
}

interface Place {
  readonly index: number;
  readonly options: RandomProgramOptions;
  readonly holder: string;
}

/** The other inputs of each kind, so that no two resources meet. */
const BASES: Readonly<Record<Exclude<Kind, "TransportConfig">, (property: string, place: Place) => Wish>> & {
  readonly TransportConfig: () => Wish;
} = {
  ReceiveConnector: (property, { index, options }) => {
    const port = property === "enabled" ? options.port : 10_000 + index;
    return silentConnector(`random ${property}`, port).args;
  },
  ConnectorPermission: (_property, { holder }) => ({
    connector: holder,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    extendedRights: ["ms-Exch-Bypass-Anti-Spam"],
  }),
  AcceptedDomain: (property) => ({ domainName: `${property}.example` }),
  SendConnector: (property) => ({
    name: `random ${property}`,
    addressSpaces: [`${property}.example`],
    smartHosts: ["127.0.0.1:9"],
  }),
  RelayUser: (property) => ({ username: `user ${property}` }),
  RelayGroup: (property) => ({ name: `group ${property}` }),
  TransportConfig: () => ({}),
};

// Disabled, it listens nowhere.
function silentConnector(name: string, port: number): Declared {
  const args = { name, enabled: false, bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["10.0.0.1"] };
  return { type: "ReceiveConnector", name, args };
}
