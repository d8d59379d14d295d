import type { ImportReport } from "../import-report";
import { ImportRefusal } from "../import-refusal";
import { type RawRecord, rawValue } from "./raw-record";
import { type EntryPrincipal, entryPrincipal } from "./principal-name";
import { readBool, readText, readTexts, UnreadableValue } from "./read-value";

/** An entry of a connector's access list. */
export interface AccessEntry {
  readonly record: RawRecord;
  readonly principal: EntryPrincipal;
  readonly access: "Allow" | "Deny";
  readonly inherited: boolean;
  /** As the export spells them; null: the entry names none and means all of them. */
  readonly rights: readonly string[] | null;
}

/**
 * Reads an entry; undefined for one that is about the directory and not about rights (GenericAll, ReadProperty).
 * @throws ImportRefusal
 */
export function readAccessEntry(record: RawRecord): AccessEntry | undefined {
  const rights = needed(record, "ExtendedRights", readTexts(rawValue(record, "ExtendedRights")));
  const accessRights = needed(record, "AccessRights", readTexts(rawValue(record, "AccessRights")));
  const inherited = needed(record, "IsInherited", readBool(rawValue(record, "IsInherited"))) ?? readInherited(record);
  const isExtended = accessRights.some((right) => right.toLowerCase() === "extendedright");
  if (rights.length === 0 && !isExtended) return undefined;
  const user = needed(record, "User", readText(rawValue(record, "User")));
  if (user === undefined) {
    throw new ImportRefusal(record.place, "has no User: export Get-ADPermission again, with User as text.");
  }
  const deny = needed(record, "Deny", readBool(rawValue(record, "Deny"))) ?? false;
  return {
    record,
    principal: entryPrincipal(user),
    access: deny ? "Deny" : "Allow",
    inherited,
    rights: rights.length === 0 ? null : rights,
  };
}

// The heading of the table view.
function readInherited(record: RawRecord): boolean {
  return needed(record, "Inherited", readBool(rawValue(record, "Inherited"))) ?? false;
}

function needed<Value>(record: RawRecord, name: string, value: Value | UnreadableValue): Value {
  if (value instanceof UnreadableValue) throw new ImportRefusal(record.place, `${name} ${value.why}.`);
  return value;
}

/** Tells the report of entries alike in one line each principal. */
export function reportEntries(
  report: ImportReport,
  subject: string,
  entries: readonly AccessEntry[],
  message: (who: string, what: string) => string,
): void {
  const byWho = new Map<string, AccessEntry[]>();
  for (const entry of entries) {
    const key = `${entry.access} ${principalText(entry.principal)}`;
    byWho.set(key, [...(byWho.get(key) ?? []), entry]);
  }
  for (const [who, alike] of byWho) {
    const rights = new Set(alike.flatMap(({ rights: given }) => given ?? ["every extended right"]));
    const [first] = alike;
    if (first === undefined) continue;
    report.leftOut({
      place: first.record.place,
      subject,
      parameter: "Permissions",
      message: message(who, [...rights].join(", ")),
    });
  }
}

export function principalText(principal: EntryPrincipal): string {
  return principal.kind === "everyone" ? "Everyone" : principal.name;
}
