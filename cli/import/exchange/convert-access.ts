import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  EXTENDED_RIGHTS,
  EXTERNALLY_SECURED_SERVERS,
  type ExtendedRight,
  parseExtendedRight,
  PARTNER_SERVERS,
  type PermissionGroup,
  presetEntries,
} from "../../../model";
import type { ImportReport } from "../import-report";
import type { Place } from "../place";
import { type AccessEntry, principalText, reportEntries } from "./access-list";

/** Rights of one principal that a connector has beside its groups' presets. */
export interface ConvertedPermission {
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  readonly extendedRights: readonly ExtendedRight[];
}

export interface AccessOptions {
  readonly subject: string;
  readonly place: Place;
  readonly groups: readonly PermissionGroup[];
  readonly report: ImportReport;
}

/** Who a session of this host can be without an account of its own. */
const IDENTITIES: readonly string[] = [
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  EXTERNALLY_SECURED_SERVERS,
  PARTNER_SERVERS,
];

/**
 * What an access list says beside the presets of the groups: entries of the presets are taken away, entries that a
 * preset has and the list has not become denies. Inherited entries, foreign principals and unknown rights go to the
 * report; a deny is never dropped where that would let somebody in.
 */
export function convertAccess(entries: readonly AccessEntry[], options: AccessOptions): readonly ConvertedPermission[] {
  const { groups, report, subject } = options;
  const own = entries.filter(({ inherited }) => !inherited);
  reportEntries(report, subject, entries.filter(isInheritedTransport), inheritedText);
  reportEntries(
    report,
    subject,
    own.filter(({ principal }) => principal.kind === "foreign"),
    foreignText,
  );
  const grants = collectGrants(own, options);
  const presets = presetGrants(groups);
  const result = new Grants();
  for (const key of grants.keys()) if (!presets.has(key)) result.add(key);
  denyMissing(presets, grants, result, options);
  return result.permissions();
}

function inheritedText(who: string, what: string): string {
  return `${who}, ${what}: inherited from a container above the connector. Declare it on the connector if it is meant.`;
}

function foreignText(who: string, what: string): string {
  return `${who}, ${what}: no principal of this host. Declare a RelayUser or RelayGroup for it and a ConnectorPermission with these rights.`;
}

/** Grants as keys `access principal right`, so that sets of them can be compared. */
class Grants {
  private readonly byKey = new Map<
    string,
    readonly [access: "Allow" | "Deny", principal: string, right: ExtendedRight]
  >();

  addGrant(access: "Allow" | "Deny", principal: string, right: ExtendedRight): void {
    this.byKey.set(`${access}\n${principal}\n${right}`, [access, principal, right]);
  }

  add(key: string): void {
    const [access, principal, right] = key.split("\n") as ["Allow" | "Deny", string, ExtendedRight];
    this.addGrant(access, principal, right);
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  keys(): Iterable<string> {
    return this.byKey.keys();
  }

  mentions(principal: string): boolean {
    return [...this.byKey.values()].some(([, name]) => name === principal);
  }

  grants() {
    return [...this.byKey.values()];
  }

  /** One permission a principal and access, rights sorted. */
  permissions(): readonly ConvertedPermission[] {
    const grouped = new Map<string, { principal: string; access: "Allow" | "Deny"; extendedRights: ExtendedRight[] }>();
    for (const [access, principal, right] of this.byKey.values()) {
      const key = `${principal}\n${access}`;
      const permission = grouped.get(key) ?? { principal, access, extendedRights: [] };
      permission.extendedRights.push(right);
      grouped.set(key, permission);
    }
    for (const { extendedRights } of grouped.values()) extendedRights.sort();
    return [...grouped.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, permission]) => permission);
  }
}

function collectGrants(entries: readonly AccessEntry[], { report, subject }: AccessOptions): Grants {
  const grants = new Grants();
  const unknown: AccessEntry[] = [];
  for (const entry of entries) {
    if (entry.principal.kind === "foreign") continue;
    const principals = principalsOf(entry);
    const { known, others } = splitRights(entry);
    if (others.length > 0) unknown.push({ ...entry, rights: others });
    for (const right of known) for (const principal of principals) grants.addGrant(entry.access, principal, right);
    reportSpecial(entry, known, { report, subject });
  }
  reportEntries(report, subject, unknown, (who, what) => `${who}, ${what}: no right of this host.`);
  return grants;
}

// A deny for everybody holds for every identity; an allow for everybody is too wide to guess at.
function principalsOf({ principal, access }: AccessEntry): readonly string[] {
  if (principal.kind === "known") return [principal.name];
  return access === "Deny" ? IDENTITIES : [];
}

function splitRights({ rights, access }: AccessEntry) {
  // All rights at once: taken when it denies, never when it allows.
  if (rights === null) return { known: access === "Deny" ? EXTENDED_RIGHTS : [], others: [] };
  const known: ExtendedRight[] = [];
  const others: string[] = [];
  for (const text of rights) {
    const parsed = parseExtendedRight(text, "ExtendedRights");
    if (parsed.ok) known.push(parsed.value);
    else others.push(text);
  }
  return { known, others };
}

function reportSpecial(entry: AccessEntry, known: readonly string[], to: Pick<AccessOptions, "report" | "subject">) {
  const { principal, access, rights, record } = entry;
  const about = { place: record.place, subject: to.subject, parameter: "Permissions" };
  const who = principalText(principal);
  if (rights === null && access === "Allow") {
    to.report.leftOut({
      ...about,
      message: `Allow ${who}: the entry names no right, which means every one. Declare those that are meant.`,
    });
  } else if (principal.kind === "everyone" && known.length > 0) {
    const message =
      access === "Deny"
        ? `Deny Everyone, ${known.join(", ")}: carried over for ${IDENTITIES.join(", ")}.`
        : `Allow Everyone, ${known.join(", ")}: declare it for the identities that are meant.`;
    if (access === "Deny") to.report.changed({ ...about, message });
    else to.report.leftOut({ ...about, message });
  }
}

function presetGrants(groups: readonly PermissionGroup[]): Grants {
  const presets = new Grants();
  for (const { access, principal, extendedRights } of groups.flatMap(presetEntries)) {
    for (const right of extendedRights) presets.addGrant(access, principal, right as ExtendedRight);
  }
  return presets;
}

/** A declared group always yields its whole preset, so what the list lacks is denied (exchange-model §6.7). */
function denyMissing(presets: Grants, grants: Grants, result: Grants, { report, subject, place }: AccessOptions): void {
  const missing = new Map<string, ExtendedRight[]>();
  for (const [access, principal, right] of presets.grants()) {
    if (access !== "Allow" || grants.has(`Allow\n${principal}\n${right}`)) continue;
    missing.set(principal, [...(missing.get(principal) ?? []), right]);
  }
  for (const [principal, rights] of missing) {
    const about = { place, subject, parameter: "Permissions" };
    // No session here can be one of these servers, and exports without them are common (Edge, filtered lists).
    if (!IDENTITIES.includes(principal) && !grants.mentions(principal)) continue;
    for (const right of rights) result.addGrant("Deny", principal, right);
    const hint = grants.mentions(principal)
      ? ""
      : ` No entry of ${principal} is in the export: was it filtered by user?`;
    const message = `${principal} lacks ${rights.join(", ")} of its group's preset: written as Deny.${hint}`;
    report.changed({ ...about, message });
  }
}

const TRANSPORT_RIGHT = /^ms-Exch-(?:SMTP-|Accept-Headers-|Bypass-)/i;

// Every connector inherits rights of administrators; only those about mail are worth a line.
function isInheritedTransport({ inherited, rights, principal }: AccessEntry): boolean {
  if (!inherited) return false;
  return rights === null ? principal.kind !== "foreign" : rights.some((right) => TRANSPORT_RIGHT.test(right));
}
