import { ANONYMOUS_LOGON, EXTENDED_RIGHTS, FIELDS, type Kind, withDefaults } from "../model";
import { holdsUnknown } from "./plain-value";
import type { RuleScope } from "./rule";
import type { StackObject } from "./stack-object";
import { DECIDING, strayPermissions, type UnknownFact, unknownFacts, unknownSettings } from "./unknown-values";

/** What the resources of a host are as far as is known, and what they might be at worst. */
export interface PossibleStacks {
  /** Resources about which everything that decides is known. */
  readonly known: readonly StackObject[];
  /** All of them, with the widest value in place of each unknown one; empty when nothing is unknown. */
  readonly worst: readonly (readonly StackObject[])[];
  readonly unknowns: readonly UnknownFact[];
}

type Settings = Readonly<Record<string, unknown>>;

/** The widest that a value may turn out to be. What is not here has its default. */
const WIDEST: { readonly [K in Kind]: Settings } = {
  ReceiveConnector: {
    enabled: true,
    bindings: ["0.0.0.0:25", "[::]:25"],
    remoteIpRanges: ["0.0.0.0/0", "::/0"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "Partners"],
    onlySenders: null,
    onlyRecipients: null,
    expiresAt: null,
    requireTls: false,
    domainSecureEnabled: false,
  },
  ConnectorPermission: {
    principal: ANONYMOUS_LOGON,
    access: "Allow",
    extendedRights: EXTENDED_RIGHTS,
    expiresAt: null,
  },
  AcceptedDomain: { domainName: "*", domainType: "ExternalRelay", matchSubDomains: true },
  SendConnector: { enabled: true, smartHostAuthMechanism: "BasicAuth", requireTls: false, ignoreStartTls: true },
  RelayUser: { enabled: true },
  RelayGroup: {},
  TransportConfig: {},
};

/** One session is either externally secured or logs in, so an unknown mechanism is looked at twice. */
const MECHANISMS = [
  ["Tls", "BasicAuth"],
  ["Tls", "ExternalAuthoritative"],
] as const;

/** @param scope Of the rule: with `host` it looks connectors of other stacks up where they are. */
export function possibleStacks(objects: readonly StackObject[], scope: RuleScope): PossibleStacks {
  const strays = scope === "host" ? [] : strayPermissions(objects);
  const unknowns = unknownFacts(objects, strays);
  const unclear = new Set(unknowns.map(({ urn }) => urn));
  const known = objects.filter(({ urn }) => !unclear.has(urn)).map((object) => guessed(object, {}));
  if (unknowns.length === 0) return { known, worst: [], unknowns };
  const mechanisms = objects.some(hasUnknownMechanism) ? MECHANISMS : MECHANISMS.slice(0, 1);
  return { known, worst: mechanisms.map((mechanism) => worstStack(objects, new Set(strays), mechanism)), unknowns };
}

function worstStack(
  objects: readonly StackObject[],
  strays: ReadonlySet<StackObject>,
  authMechanism: readonly string[],
): readonly StackObject[] {
  return objects.flatMap((object): readonly StackObject[] => {
    if (!mayWiden(object, strays.has(object))) return [];
    const guess = guessed(object, { ...WIDEST[object.kind], authMechanism });
    return strays.has(object) ? [anyConnector(object), { ...guess, connectorUrn: elsewhere(object) }] : [guess];
  });
}

// What only takes rights away, and may take away none, is left out of the worst; so is a domain that the host refuses.
function mayWiden(object: StackObject, isStray: boolean): boolean {
  const unknown = unknownSettings(object).filter((name) => DECIDING[object.kind].includes(name));
  if (unknown.length === 0 && !isStray) return true;
  if (object.kind === "ConnectorPermission") return object.settings.access !== "Deny";
  if (object.kind === "AcceptedDomain") return object.settings.allowWideRelay !== null;
  return object.kind !== "RelayGroup" && !(object.kind === "RelayUser" && unknown.includes("username"));
}

function guessed(object: StackObject, guesses: Settings): StackObject {
  const fields = FIELDS[object.kind] as Readonly<Record<string, { readonly default: unknown }>>;
  const settings = Object.entries<unknown>(object.settings as unknown as Settings).map(([name, value]) => {
    if (!holdsUnknown(value)) return [name, value] as const;
    return [name, Object.hasOwn(guesses, name) ? guesses[name] : (fields[name]?.default ?? object.name)] as const;
  });
  return { ...object, settings: Object.fromEntries(settings) } as unknown as StackObject;
}

/** The connector of another stack, of which nothing is known. */
function anyConnector({ urn, name }: StackObject): StackObject {
  const settings = withDefaults("ReceiveConnector", { ...WIDEST.ReceiveConnector, name });
  return {
    kind: "ReceiveConnector",
    urn: elsewhere({ urn }),
    name,
    owner: null,
    settings,
  } as unknown as StackObject;
}

function elsewhere({ urn }: Pick<StackObject, "urn">): string {
  return `connector of ${urn}`;
}

function hasUnknownMechanism(object: StackObject): boolean {
  return object.kind === "ReceiveConnector" && holdsUnknown(object.settings.authMechanism);
}
