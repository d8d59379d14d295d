import { ANONYMOUS_LOGON, AUTHENTICATED_USERS, builtInPrincipal, PRINCIPALS } from "../../../model";

/** Who an entry of an access list is for. */
export type EntryPrincipal =
  | { readonly kind: "known"; readonly name: string }
  /** Every identity that a session can have. */
  | { readonly kind: "everyone" }
  /** An account or group of the directory, or a SID that does not resolve. */
  | { readonly kind: "foreign"; readonly name: string };

/** What Windows calls the well-known principals in other languages, in lower case. */
const TRANSLATED: Readonly<Record<string, string>> = {
  "nt-autorität\\anonymous-anmeldung": ANONYMOUS_LOGON,
  "nt-autorität\\authentifizierte benutzer": AUTHENTICATED_USERS,
  "autorite nt\\anonymous logon": ANONYMOUS_LOGON,
  "autorite nt\\utilisateurs authentifiés": AUTHENTICATED_USERS,
};

const EVERYONE: ReadonlySet<string> = new Set(["s-1-1-0", "everyone", "jeder", "tout le monde"]);

/** Well-known SIDs that have no part in mail (MS-DTYP §2.4.2.4), so that a report can name them. */
const SID_NAMES: Readonly<Record<string, string>> = {
  "S-1-3-0": "CREATOR OWNER",
  "S-1-5-9": "Enterprise Domain Controllers",
  "S-1-5-10": "NT AUTHORITY\\SELF",
  "S-1-5-18": "NT AUTHORITY\\SYSTEM",
  "S-1-5-19": "NT AUTHORITY\\LOCAL SERVICE",
  "S-1-5-20": "NT AUTHORITY\\NETWORK SERVICE",
  "S-1-5-32-544": "BUILTIN\\Administrators",
  "S-1-5-32-545": "BUILTIN\\Users",
};

const DOMAIN_RIDS: Readonly<Record<string, string>> = {
  "500": "Administrator",
  "512": "Domain Admins",
  "513": "Domain Users",
  "515": "Domain Computers",
  "516": "Domain Controllers",
  "518": "Schema Admins",
  "519": "Enterprise Admins",
};

/** Resolves a name or SID as Get-ADPermission prints it. */
export function entryPrincipal(text: string): EntryPrincipal {
  const folded = text.toLowerCase();
  if (EVERYONE.has(folded)) return { kind: "everyone" };
  const known = builtInPrincipal(TRANSLATED[folded] ?? text);
  if (known !== undefined) return { kind: "known", name: known };
  const bare = PRINCIPALS.find(({ name }) => name.split("\\").at(-1)?.toLowerCase() === folded);
  return bare === undefined ? { kind: "foreign", name: foreignName(text) } : { kind: "known", name: bare.name };
}

function foreignName(text: string): string {
  const known = SID_NAMES[text.toUpperCase()] ?? domainName(text);
  return known === undefined ? text : `${text} (${known})`;
}

function domainName(text: string): string | undefined {
  const rid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/i.exec(text)?.[1];
  return rid === undefined ? undefined : (DOMAIN_RIDS[rid] ?? "an account or group of a domain that was not reached");
}
