import { quoteValue } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import { hasProperty, isRawObject, type RawRecord, rawRecord, rawValue } from "./raw-record";
import { readExport } from "./read-export";

/** Records of all files by what they are. */
export interface SortedRecords {
  readonly connectors: readonly RawRecord[];
  /** Of Get-ADPermission. */
  readonly permissions: readonly RawRecord[];
  readonly acceptedDomains: readonly RawRecord[];
}

/**
 * Reads all files and tells their records apart by the properties they have.
 * @throws ImportRefusal for a record that is nothing of the three
 */
export function sortRecords(files: readonly InputFile[]): SortedRecords {
  const connectors: RawRecord[] = [];
  const permissions: RawRecord[] = [];
  const acceptedDomains: RawRecord[] = [];
  for (const record of files.flatMap(readExport)) {
    if (hasProperty(record, "RemoteIPRanges")) connectors.push(record);
    else if (hasProperty(record, "DomainType")) acceptedDomains.push(record);
    else if (hasProperty(record, "User") && hasProperty(record, "ExtendedRights")) permissions.push(record);
    else throw new ImportRefusal(record.place, unknownRecord(record));
  }
  return { connectors, permissions, acceptedDomains };
}

function unknownRecord({ properties }: RawRecord): string {
  const names = [...properties.values()].slice(0, 4).map(({ name }) => name.slice(0, 40));
  const given = names.length === 0 ? "has no property" : `has ${names.map(quoteValue).join(", ")}`;
  return `${given}: neither a connector (RemoteIPRanges) nor an entry of Get-ADPermission (User, ExtendedRights) nor an accepted domain (DomainType).`;
}

/** Entries inside a connector, as the export of docs/import.md has them; undefined when it has none. */
export function ownPermissions(connector: RawRecord): readonly RawRecord[] | undefined {
  if (!hasProperty(connector, "Permissions")) return undefined;
  const value = rawValue(connector, "Permissions");
  const items = Array.isArray(value) ? (value as readonly unknown[]) : value === null ? [] : [value];
  const { file, at } = connector.place;
  return items.map((item, index) => {
    const place = { file, at: `${at}.Permissions[${index}]` };
    const entry = item as ReturnType<typeof rawValue>;
    if (!isRawObject(entry)) {
      throw new ImportRefusal(place, "is no object with User and ExtendedRights; use ConvertTo-Json -Depth 6.");
    }
    return rawRecord(
      place,
      [...entry.properties].map(([name, inner]) => ({ name, value: inner })),
    );
  });
}
