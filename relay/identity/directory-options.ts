import type { Failure, Parsed } from "../../model";

/** An LDAP directory that accounts may be kept in. */
export interface DirectoryOptions {
  /** `ldap://host:port` or `ldaps://host:port`. */
  readonly url: string;
  /** Name or address, without brackets. */
  readonly host: string;
  /** How the connection is encrypted before any password goes over it. */
  readonly tls: "implicit" | "starttls" | "none";
  /** PEM file of the authorities that the server's certificate is checked against; null: those that Node knows. */
  readonly caFile: string | null;
  readonly find: FindAccount;
  readonly service: ServiceAccount | null;
  /** Null: nobody has groups. */
  readonly groups: DirectorySearch | null;
  /** Attribute with the addresses that an account may send as; null: none. */
  readonly mailAttribute: string | null;
  /** Milliseconds that one login may take at the directory. */
  readonly timeout: number;
}

/** How a username becomes the name that binds: by a template, or by looking it up. */
export type FindAccount =
  { readonly by: "template"; readonly dn: string } | ({ readonly by: "search" } & DirectorySearch);

export interface DirectorySearch {
  readonly base: string;
  /** RFC 4515, with `{username}` and, for groups, `{dn}`. */
  readonly filter: string;
}

/** Who looks things up. The password is one of the two. */
export interface ServiceAccount {
  readonly dn: string;
  readonly password: string | null;
  readonly passwordFile: string | null;
}

/** The options as flags and environment give them. */
export interface DirectoryOptionTexts {
  readonly ldapUrl?: string | undefined;
  readonly ldapTls?: string | undefined;
  readonly ldapCa?: string | undefined;
  readonly ldapBindDn?: string | undefined;
  readonly ldapSearchBase?: string | undefined;
  readonly ldapSearchFilter?: string | undefined;
  readonly ldapServiceDn?: string | undefined;
  readonly ldapServicePasswordFile?: string | undefined;
  readonly ldapGroupBase?: string | undefined;
  readonly ldapGroupFilter?: string | undefined;
  readonly ldapMailAttribute?: string | undefined;
  readonly ldapTimeout?: string | undefined;
  /** RELAY_LDAP_SERVICE_PASSWORD: it has no flag, since command lines are public. */
  readonly ldapServicePassword?: string | undefined;
}

export const DIRECTORY_DEFAULTS = {
  ldapSearchFilter: "(uid={username})",
  ldapGroupFilter: "(|(member={dn})(uniqueMember={dn})(memberUid={username}))",
  ldapMailAttribute: "mail",
  ldapTimeout: "5",
} as const satisfies DirectoryOptionTexts;

/** Settles the options of a directory; null when none is asked for. Failures name their flag, and never a password. */
export function readDirectoryOptions(given: DirectoryOptionTexts): Parsed<DirectoryOptions | null> {
  // An empty variable is how a shell says that there is none.
  const texts = { ...given, ldapServicePassword: given.ldapServicePassword || undefined };
  const { ldapUrl, ...others } = texts;
  if (ldapUrl === undefined) return withoutUrl(others);
  const failures: Failure[] = [];
  const take = <Value>(parsed: Parsed<Value>, otherwise: Value): Value => {
    if (parsed.ok) return parsed.value;
    failures.push(...parsed.failures);
    return otherwise;
  };
  const server = take(readUrl(ldapUrl), { scheme: "ldap:", host: "", port: 389 });
  const value: DirectoryOptions = {
    url: urlOf(server),
    host: server.host,
    tls: take(readTls(server.scheme, texts.ldapTls), "none"),
    caFile: texts.ldapCa ?? null,
    find: take(readFind(texts), { by: "template", dn: "" }),
    service: take(readService(texts), null),
    groups: take(readGroups(texts), null),
    mailAttribute: take(readAttribute(texts.ldapMailAttribute ?? DIRECTORY_DEFAULTS.ldapMailAttribute), null),
    timeout: take(readTimeout(texts.ldapTimeout ?? DIRECTORY_DEFAULTS.ldapTimeout), 0),
  };
  return failures.length === 0 ? { ok: true, value } : { ok: false, failures };
}

function withoutUrl(others: Readonly<Record<string, string | undefined>>): Parsed<null> {
  const given = Object.keys(others).find((name) => others[name] !== undefined);
  if (given === undefined) return { ok: true, value: null };
  return wrong("--ldap-url", `is missing: ${flagOf(given)} says something of a directory, and none is named.`);
}

function flagOf(name: string): string {
  if (name === "ldapServicePassword") return "RELAY_LDAP_SERVICE_PASSWORD";
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

interface Server {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

function readUrl(text: string): Parsed<Server> {
  const parts =
    /^(?<scheme>ldaps?):\/\/(?:\[(?<v6>[0-9a-f:.]+)\]|(?<host>[a-z0-9.-]+))(?::(?<port>\d{1,5}))?\/?$/i.exec(text);
  const { scheme = "", v6, host, port } = (parts?.groups ?? {}) as Readonly<Record<string, string | undefined>>;
  const usual = scheme.toLowerCase() === "ldaps" ? 636 : 389;
  const name = v6 ?? host;
  if (name === undefined || Number(port ?? usual) > 65_535) {
    return wrong(
      "--ldap-url",
      `"${text}" is not a directory: write ldaps://ldap.example.com or ldap://ldap.example.com:389.`,
    );
  }
  return { ok: true, value: { scheme: `${scheme.toLowerCase()}:`, host: name, port: Number(port ?? usual) } };
}

function urlOf({ scheme, host, port }: Server): string {
  return `${scheme}//${host.includes(":") ? `[${host}]` : host}:${port}`;
}

// Passwords in clear text are for a directory on this machine, and for who asks for them in so many words.
function readTls(scheme: string, text: string | undefined): Parsed<DirectoryOptions["tls"]> {
  if (scheme === "ldaps:" && (text === undefined || text === "implicit")) return { ok: true, value: "implicit" };
  if (scheme === "ldap:" && (text === undefined || text === "starttls")) return { ok: true, value: "starttls" };
  if (scheme === "ldap:" && text === "none") return { ok: true, value: "none" };
  const allowed = scheme === "ldaps:" ? "implicit" : "starttls, or none, which sends passwords in clear text";
  return wrong("--ldap-tls", `"${text}" does not go with ${scheme}//: write ${allowed}.`);
}

function readFind(texts: DirectoryOptionTexts): Parsed<FindAccount> {
  const { ldapBindDn: dn, ldapSearchBase: base, ldapSearchFilter } = texts;
  if (dn !== undefined && (base !== undefined || ldapSearchFilter !== undefined)) {
    return wrong("--ldap-bind-dn", "and --ldap-search-base are two ways to find an account: give one of them.");
  }
  if (dn !== undefined) {
    if (isTemplate(dn, ["username"])) return { ok: true, value: { by: "template", dn } };
    return wrong(
      "--ldap-bind-dn",
      `"${dn}" must have {username} in it, as in uid={username},ou=people,dc=example,dc=com.`,
    );
  }
  if (base === undefined) {
    return wrong("--ldap-bind-dn", "is missing: say how a username becomes a DN, or give --ldap-search-base.");
  }
  if (texts.ldapServiceDn === undefined) {
    return wrong("--ldap-service-dn", "is missing: --ldap-search-base needs an account that may look others up.");
  }
  const filter = ldapSearchFilter ?? DIRECTORY_DEFAULTS.ldapSearchFilter;
  if (isFilter(filter, ["username"])) return { ok: true, value: { by: "search", base, filter } };
  return wrong("--ldap-search-filter", `"${filter}" must be a filter with {username} in it, as in (uid={username}).`);
}

function readService(texts: DirectoryOptionTexts): Parsed<ServiceAccount | null> {
  const { ldapServiceDn: dn, ldapServicePassword: password, ldapServicePasswordFile: passwordFile } = texts;
  if (dn === undefined) {
    if (password === undefined && passwordFile === undefined) return { ok: true, value: null };
    return wrong("--ldap-service-dn", "is missing: there is a password for it.");
  }
  const given = [password, passwordFile].filter((text) => text !== undefined && text !== "");
  if (given.length === 1)
    return { ok: true, value: { dn, password: password ?? null, passwordFile: passwordFile ?? null } };
  return wrong("--ldap-service-password-file", "or RELAY_LDAP_SERVICE_PASSWORD must be given, and not both.");
}

function readGroups({ ldapGroupBase: base, ldapGroupFilter }: DirectoryOptionTexts): Parsed<DirectorySearch | null> {
  if (base === undefined) {
    if (ldapGroupFilter === undefined) return { ok: true, value: null };
    return wrong("--ldap-group-base", "is missing: --ldap-group-filter needs to know where groups are.");
  }
  const filter = ldapGroupFilter ?? DIRECTORY_DEFAULTS.ldapGroupFilter;
  if (isFilter(filter, ["username", "dn"])) return { ok: true, value: { base, filter } };
  return wrong(
    "--ldap-group-filter",
    `"${filter}" must be a filter with {dn} or {username} in it, as in (member={dn}).`,
  );
}

function isFilter(text: string, names: readonly string[]): boolean {
  return /^\(.*\)$/.test(text) && isTemplate(text, names);
}

/** Whether a text has a place for at least one of these, and for nothing else. */
function isTemplate(text: string, names: readonly string[]): boolean {
  const places = text.match(/\{[^{}]*\}/g) ?? [];
  const isAllKnown = places.every((place) => names.includes(place.slice(1, -1)));
  return places.length > 0 && isAllKnown && !/[{}]/.test(text.replace(/\{[^{}]*\}/g, ""));
}

function readAttribute(text: string): Parsed<string | null> {
  if (text === "") return { ok: true, value: null };
  if (/^[a-z][a-z0-9-]*$/i.test(text)) return { ok: true, value: text };
  return wrong("--ldap-mail-attribute", `"${text}" is not the name of an attribute, such as mail.`);
}

function readTimeout(text: string): Parsed<number> {
  if (/^[1-9]\d{0,2}$/.test(text)) return { ok: true, value: Number(text) * 1000 };
  return wrong("--ldap-timeout", `"${text}" is not a number of seconds from 1 to 999.`);
}

function wrong(flag: string, why: string): Parsed<never> {
  return { ok: false, failures: [{ code: "RELAY_OPTION_INVALID", property: flag, message: `${flag}: ${why}` }] };
}
