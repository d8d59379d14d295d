import { parseAccountName } from "./account-name";
import type { Failure, Parsed } from "./failure";
import { EXCHANGE_LEGACY_INTEROP, EXCHANGE_SERVERS, PRINCIPALS } from "./principal";
import { quoteValue } from "./quote-value";

const BY_SPELLING = new Map(
  PRINCIPALS.flatMap(({ name, sid }) => [name, ...(sid === null ? [] : [sid])].map((text) => [fold(text), name])),
);

const DOMAIN_GROUPS = new Map([EXCHANGE_SERVERS, EXCHANGE_LEGACY_INTEROP].map((name) => [fold(name), name]));

const SID = /^s-\d+(-\d+)+$/i;

/**
 * Principal given by name or SID, without regard to case: canonical where it is built in, as written where it is the bare
 * name of an account or group. The domain groups take any domain in front (`CONTOSO\Exchange Servers`), and are stored
 * without one. Whether an account or group of that name is declared is for rules across objects to say.
 */
export function parsePrincipal(text: string, property: string): Parsed<string> {
  const name = builtInPrincipal(text) ?? accountName(text);
  return name === undefined ? { ok: false, failures: [unknownPrincipal(text, property)] } : { ok: true, value: name };
}

/** Canonical name of a principal that nobody has to declare. */
export function builtInPrincipal(text: string): string | undefined {
  return BY_SPELLING.get(fold(text)) ?? domainGroup(text);
}

function domainGroup(text: string): string | undefined {
  const [domain, group, ...rest] = text.split("\\");
  const isQualified = domain !== undefined && /^[^\s\p{C}]+$/u.test(domain) && group !== undefined && rest.length === 0;
  return isQualified ? DOMAIN_GROUPS.get(fold(group)) : undefined;
}

function accountName(text: string): string | undefined {
  const parsed = parseAccountName(text, "");
  return parsed.ok ? parsed.value : undefined;
}

function unknownPrincipal(text: string, property: string): Failure {
  const names = PRINCIPALS.map(({ name }) => name).join(", ");
  const message =
    `${property}: ${quoteValue(text)} is not a principal of this host${hint(text)}. ` +
    `Use the name of a RelayUser or RelayGroup, or one of: ${names}.`;
  return { code: "RELAY_PRINCIPAL_INVALID", property, message };
}

/** Says what is likely meant: a SID that no principal has, a built-in name without its prefix, an account with one. */
function hint(text: string): string {
  if (SID.test(text)) return "; it reads as a SID, and no principal here has it";
  const meant = PRINCIPALS.find(({ name }) => lastPart(name) === lastPart(text));
  if (meant !== undefined) return `; write ${JSON.stringify(meant.name)}`;
  return text.includes("\\") ? "; accounts and groups have no domain here, write the bare name" : "";
}

function lastPart(name: string): string {
  return fold(name.slice(name.lastIndexOf("\\") + 1).trim());
}

function fold(text: string): string {
  return text.toLowerCase();
}
