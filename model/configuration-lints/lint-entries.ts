import { hasExpired } from "../expiry";
import type { LintName, LintWarning } from "../lints";
import { type PermissionEntry, permissionEntry, presetEntries } from "../permission-groups";
import { ANONYMOUS_LOGON } from "../principal";
import type { ConnectorPermissionSettings } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";
import { listTexts } from "./list-texts";
import { absenceOf, implies, mayMeet } from "./session-principals";

type Entry = StoredObject<"ConnectorPermission">;
type Connector = StoredObject<"ReceiveConnector">;

export interface EntrySubject {
  readonly state: ConfigState;
  readonly connector: Connector;
  /** All explicit entries of the connector. */
  readonly entries: readonly Entry[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** An explicit entry that gives or takes nothing, and why. One lint an entry, the first that applies. */
export function lintEntry(entry: Entry, subject: EntrySubject): LintWarning | undefined {
  return (
    lintUnreachable(entry, subject) ??
    lintExpired(entry, subject) ??
    lintDenied(entry, subject) ??
    lintRepeated(entry, subject) ??
    lintIdleDeny(entry, subject)
  );
}

function lintUnreachable({ settings }: Entry, { state, connector }: EntrySubject): LintWarning | undefined {
  const absence = absenceOf(settings.principal, connector.settings, state);
  if (absence === undefined || isBothMethods(settings, absence)) return undefined;
  const message = `${entryText(settings)} never counts: ${absence}.`;
  return { lint: "unreachable-entry", property: "principal", message };
}

/** Said by the connector's own lint `both-relay-methods`. */
function isBothMethods({ principal, access, extendedRights }: ConnectorPermissionSettings, absence: string): boolean {
  const isAnonymous = principal === ANONYMOUS_LOGON && absence.includes("ExternalAuthoritative");
  return isAnonymous && access === "Allow" && extendedRights.includes("ms-Exch-SMTP-Accept-Any-Recipient");
}

function lintExpired({ settings }: Entry, { at }: EntrySubject): LintWarning | undefined {
  if (settings.access === "Deny" || !hasExpired(settings, at)) return undefined;
  const message = `${entryText(settings)} grants nothing any more: it has expired at ${settings.expiresAt}.`;
  return { lint: "expired-entry", property: "expiresAt", message };
}

function lintDenied(entry: Entry, subject: EntrySubject): LintWarning | undefined {
  if (entry.settings.access === "Deny") return undefined;
  const denies = entriesBeside(entry, subject).filter(
    ({ access, principal }) => access === "Deny" && implies(entry.settings.principal, principal),
  );
  return warn(entry, { lint: "denied-entry", rights: rightsIn(entry, denies), says: "denied", by: denies });
}

function lintRepeated(entry: Entry, subject: EntrySubject): LintWarning | undefined {
  const covering = entriesBeside(entry, subject).filter(
    (other) =>
      other.access === entry.settings.access &&
      implies(entry.settings.principal, other.principal) &&
      comesFirst(other, entry, subject) &&
      lastsAsLong(other, entry.settings),
  );
  const says = entry.settings.access === "Deny" ? "denied already" : "granted already";
  return warn(entry, { lint: "redundant-entry", rights: rightsIn(entry, covering), says, by: covering });
}

/** Of two entries of one principal only the later can go. */
function comesFirst(other: PermissionEntry, { id, settings }: Entry, { entries }: EntrySubject): boolean {
  if (other.entry.startsWith("preset:") || other.principal.toLowerCase() !== settings.principal.toLowerCase())
    return true;
  return entries.findIndex((one) => one.id === other.entry) < entries.findIndex((one) => one.id === id);
}

function lastsAsLong({ expiresAt }: PermissionEntry, settings: ConnectorPermissionSettings): boolean {
  if (expiresAt === null || expiresAt === undefined) return true;
  return settings.expiresAt !== null && expiresAt >= settings.expiresAt;
}

function lintIdleDeny(entry: Entry, subject: EntrySubject): LintWarning | undefined {
  if (entry.settings.access === "Allow") return undefined;
  const allows = entriesBeside(entry, subject).filter(
    ({ access, principal }) => access === "Allow" && mayMeet(subject.state, entry.settings.principal, principal),
  );
  const granted = new Set(rightsIn(entry, allows));
  const rights = entry.settings.extendedRights.filter((right) => !granted.has(right));
  return warn(entry, { lint: "idle-deny", rights, says: "granted to none of its sessions", by: [] });
}

/** What counts on the connector beside the entry: presets, and other explicit entries that have not expired. */
function entriesBeside({ id }: Entry, { connector, entries, at }: EntrySubject): readonly PermissionEntry[] {
  const others = entries.filter((one) => one.id !== id && !hasExpired(one.settings, at));
  const presets = connector.settings.permissionGroups.flatMap(presetEntries);
  return [...presets, ...others.map((one) => permissionEntry(one.id, one.settings))];
}

function rightsIn({ settings }: Entry, others: readonly PermissionEntry[]): readonly string[] {
  const held = new Set(others.flatMap(({ extendedRights }) => extendedRights));
  return settings.extendedRights.filter((right) => held.has(right));
}

interface Finding {
  readonly lint: LintName;
  readonly rights: readonly string[];
  readonly says: string;
  readonly by: readonly PermissionEntry[];
}

function warn({ settings }: Entry, { lint, rights, says, by }: Finding): LintWarning | undefined {
  if (rights.length === 0) return undefined;
  const deciding = by.filter(({ extendedRights }) => rights.some((right) => extendedRights.includes(right)));
  const source = deciding.length === 0 ? "" : ` by ${listTexts([...new Set(deciding.map(sourceText))])}`;
  const isWhole = rights.length === settings.extendedRights.length;
  const what = isWhole ? "it can go" : `${listTexts(rights)} can go`;
  const message = `${entryText(settings)}: ${listTexts(rights)} ${rights.length === 1 ? "is" : "are"} ${says}${source}, so ${what}.`;
  return { lint, property: "extendedRights", message };
}

function sourceText({ entry, principal, access }: PermissionEntry): string {
  return entry.startsWith("preset:") ? `the group ${entry.slice(7)}` : `the ${access} for ${principal}`;
}

function entryText({ access, principal, extendedRights }: ConnectorPermissionSettings): string {
  return `${access} of ${listTexts(extendedRights)} for ${principal}`;
}
