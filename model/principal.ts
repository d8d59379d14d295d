import type { Failure, Parsed } from "./failure";
import { quoteValue } from "./quote-value";

/** A principal that Exchange knows without anybody declaring it. */
export interface BuiltInPrincipal {
  /** Canonical name: what settings, logs and exports show. */
  readonly name: string;
  /** Null for the two domain groups: their SID differs from domain to domain. */
  readonly sid: string | null;
}

export const ANONYMOUS_LOGON = "NT AUTHORITY\\ANONYMOUS LOGON";
export const AUTHENTICATED_USERS = "NT AUTHORITY\\Authenticated Users";
export const HUB_TRANSPORT_SERVERS = "MS Exchange\\Hub Transport Servers";
export const EDGE_TRANSPORT_SERVERS = "MS Exchange\\Edge Transport Servers";
export const EXTERNALLY_SECURED_SERVERS = "MS Exchange\\Externally Secured Servers";
export const PARTNER_SERVERS = "MS Exchange\\Partner Servers";
export const LEGACY_EXCHANGE_SERVERS = "MS Exchange\\Legacy Exchange Servers";
/** Domain group: one principal here, whatever the domain in front of it. */
export const EXCHANGE_SERVERS = "Exchange Servers";
/** Domain group: one principal here, whatever the domain in front of it. */
export const EXCHANGE_LEGACY_INTEROP = "ExchangeLegacyInterop";

// Base of the MS Exchange SIDs: Exchange 2013 deployment permissions reference.
const EXCHANGE_SID = "S-1-9-1419165041-1139599005-3936102811-1022490595";

/** Principals of Exchange's transport (Exchange 2013 deployment permissions reference, receive connectors). */
export const PRINCIPALS: readonly BuiltInPrincipal[] = [
  { name: ANONYMOUS_LOGON, sid: "S-1-5-7" },
  { name: AUTHENTICATED_USERS, sid: "S-1-5-11" },
  { name: HUB_TRANSPORT_SERVERS, sid: `${EXCHANGE_SID}-21` },
  { name: EDGE_TRANSPORT_SERVERS, sid: `${EXCHANGE_SID}-22` },
  { name: EXTERNALLY_SECURED_SERVERS, sid: `${EXCHANGE_SID}-23` },
  { name: PARTNER_SERVERS, sid: `${EXCHANGE_SID}-10` },
  { name: LEGACY_EXCHANGE_SERVERS, sid: `${EXCHANGE_SID}-24` },
  { name: EXCHANGE_SERVERS, sid: null },
  { name: EXCHANGE_LEGACY_INTEROP, sid: null },
];

const BY_SPELLING = new Map(
  PRINCIPALS.flatMap(({ name, sid }) => [name, ...(sid === null ? [] : [sid])].map((text) => [fold(text), name])),
);

const DOMAIN_GROUPS = new Map([EXCHANGE_SERVERS, EXCHANGE_LEGACY_INTEROP].map((name) => [fold(name), name]));

const SID = /^s-\d+(-\d+)+$/i;

/**
 * Canonical name of a principal given by name or SID, without regard to case.
 * The domain groups take any domain in front (`CONTOSO\Exchange Servers`), and are stored without one.
 */
export function parsePrincipal(text: string, property: string): Parsed<string> {
  const name = BY_SPELLING.get(fold(text)) ?? domainGroup(text);
  return name === undefined ? { ok: false, failures: [unknownPrincipal(text, property)] } : { ok: true, value: name };
}

function domainGroup(text: string): string | undefined {
  const [domain, group, ...rest] = text.split("\\");
  const isQualified = domain !== undefined && /^[^\s\p{C}]+$/u.test(domain) && group !== undefined && rest.length === 0;
  return isQualified ? DOMAIN_GROUPS.get(fold(group)) : undefined;
}

function unknownPrincipal(text: string, property: string): Failure {
  const names = PRINCIPALS.map(({ name }) => name).join(", ");
  const message = `${property}: ${quoteValue(text)} is not a principal of this host${hint(text)}. Known principals: ${names}.`;
  return { code: "RELAY_PRINCIPAL_INVALID", property, message };
}

/** Says what is likely meant: a SID that no principal has, or a built-in name without its prefix. */
function hint(text: string): string {
  if (SID.test(text)) {
    return "; it reads as a SID, and no principal here has it";
  }
  const meant = PRINCIPALS.find(({ name }) => lastPart(name) === lastPart(text));
  return meant === undefined ? "" : `; write ${JSON.stringify(meant.name)}`;
}

function lastPart(name: string): string {
  return fold(name.slice(name.lastIndexOf("\\") + 1).trim());
}

function fold(text: string): string {
  return text.toLowerCase();
}
