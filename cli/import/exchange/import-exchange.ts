import { quoteValue } from "../../../model";
import { type DraftDocument, type DraftItem, settleDraft } from "../settle-draft";
import type { Imported } from "../imported";
import { ImportRefusal } from "../import-refusal";
import { ImportReport } from "../import-report";
import type { InputFile } from "../input/read-input-file";
import { readAccessEntry } from "./access-list";
import { connectorIdentity, permissionIdentity, sameName } from "./connector-identity";
import { convertAccess } from "./convert-access";
import { type ConvertedConnector, convertConnector, missingParameters } from "./convert-connector";
import { acceptedDomainDrafts, dropUnknownDefaultDomain } from "./convert-domains";
import type { RawRecord } from "./raw-record";
import { chooseConnectors } from "./choose-connectors";
import { ownPermissions, sortRecords } from "./sort-records";

export interface ExchangeOptions {
  /** Of several servers, the one whose connectors are taken. */
  readonly server?: string | undefined;
  /** Names of connectors; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** `contoso.com` or `contoso.com=InternalRelay`, beside those of Get-AcceptedDomain. */
  readonly acceptedDomains: readonly string[];
  /** Reasons of wide relays that are meant, by connector in lower case. */
  readonly wideRelay: ReadonlyMap<string, string>;
}

/**
 * Turns exports of Exchange into a config document and a report of what it does not hold.
 * @throws CommandError when anything is wrong: nothing is half imported
 */
export function importExchange(files: readonly InputFile[], options: ExchangeOptions): Imported {
  const report = new ImportReport();
  const records = sortRecords(files);
  const chosen = chooseConnectors(records.connectors.map(identified), options);
  const permissions = permissionsByConnector(records.permissions, chosen, report);
  const connectors = chosen.map(({ record, identity }) => convertConnector(record, identity, report));
  reportMissing(connectors, report);
  const domains = acceptedDomainDrafts(records.acceptedDomains, options.acceptedDomains, report);
  const drafts = connectors.map((connector) => connectorDraft(connector, { domains, options, report }));
  const entries = connectors.flatMap((connector, index) => {
    const own = ownPermissions(connector.record) ?? [];
    return permissionDrafts(connector, [...own, ...(permissions.get(index) ?? [])], report);
  });
  const draft: DraftDocument = { receiveConnectors: drafts, connectorPermissions: entries, acceptedDomains: domains };
  return { document: settleDraft(draft, report), report: report.lines };
}

function identified(record: RawRecord) {
  const identity = connectorIdentity(record);
  if (identity === undefined) throw new ImportRefusal(record.place, "has no Name and no Identity.");
  return { record, identity };
}

type Identified = ReturnType<typeof identified>;

function permissionsByConnector(records: readonly RawRecord[], chosen: readonly Identified[], report: ImportReport) {
  const byConnector = new Map<number, RawRecord[]>();
  const byName = new Map<string, number[]>();
  chosen.forEach(({ identity }, index) => {
    const key = identity.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), index]);
  });
  const strangers = new Map<string, { readonly record: RawRecord; count: number }>();
  for (const record of records) {
    const identity = permissionIdentity(record);
    if (identity === undefined) throw new ImportRefusal(record.place, "has no Identity that names its connector.");
    const { name, server } = identity;
    const found = (byName.get(name.toLowerCase()) ?? []).filter((index) =>
      isOn(chosen[index]?.identity.server, server),
    );
    if (found.length > 1) {
      throw new ImportRefusal(
        record.place,
        `several servers have ${quoteValue(name)}: export Identity with the server.`,
      );
    }
    const [index] = found;
    if (index === undefined) {
      const stranger = strangers.get(name) ?? { record, count: 0 };
      stranger.count += 1;
      strangers.set(name, stranger);
    } else byConnector.set(index, [...(byConnector.get(index) ?? []), record]);
  }
  for (const [name, { record, count }] of strangers) {
    const message = `${count === 1 ? "an entry" : `${count} entries`} of a connector that is not imported.`;
    report.note({ place: record.place, subject: name, parameter: "Permissions", message });
  }
  return byConnector;
}

function isOn(server: string | null | undefined, named: string | null): boolean {
  if (server == null || named === null) return true;
  // EX01 and ex01.contoso.com are one server.
  return sameName(server.split(".")[0] ?? "", named.split(".")[0] ?? "");
}

/** One line for all connectors that lack the same: an export has the same columns for each. */
function reportMissing(connectors: readonly ConvertedConnector[], report: ImportReport): void {
  const byList = new Map<string, ConvertedConnector[]>();
  for (const connector of connectors) {
    const list = missingParameters(connector.record).join(", ");
    byList.set(list, [...(byList.get(list) ?? []), connector]);
  }
  for (const [list, [first, ...others]] of byList) {
    if (list === "" || first === undefined) continue;
    const subject = others.length === 0 ? first.identity.name : `${first.identity.name} and ${others.length} more`;
    const message = `not in the export, so the defaults of this host hold: ${list}.`;
    report.note({ place: first.record.place, subject, parameter: null, message });
  }
}

interface DraftContext {
  readonly domains: readonly DraftItem[];
  readonly options: ExchangeOptions;
  readonly report: ImportReport;
}

function connectorDraft(connector: ConvertedConnector, { domains, options, report }: DraftContext): DraftItem {
  const { record, identity, input } = connector;
  const reason = options.wideRelay.get(identity.name.toLowerCase());
  const defaultDomain = dropUnknownDefaultDomain(record, { subject: identity.name, domains, report });
  const value = {
    ...input,
    ...(defaultDomain === undefined ? {} : { defaultDomain }),
    ...(reason === undefined ? {} : { allowWideRelay: reason }),
  };
  return { place: record.place, subject: identity.name, value };
}

function permissionDrafts(connector: ConvertedConnector, records: readonly RawRecord[], report: ImportReport) {
  const { record, identity, groups, isCustom } = connector;
  const { name } = identity;
  const entries = records.flatMap((entry) => readAccessEntry(entry) ?? []);
  const own = entries.filter(({ inherited }) => !inherited);
  if (own.length === 0 && isCustom) {
    const why = `${quoteValue(name)} has Custom among its PermissionGroups, so it has entries of its own: export Get-ADPermission as well. docs/import.md shows how.`;
    throw new ImportRefusal(record.place, why);
  }
  if (own.length === 0) {
    const message = "no entries of Get-ADPermission are in the files: the groups' presets are taken as they are.";
    if (groups.length > 0) report.note({ place: record.place, subject: name, parameter: "Permissions", message });
    return [];
  }
  const converted = convertAccess(entries, { subject: name, place: record.place, groups, report });
  return converted.map((permission): DraftItem => {
    return { place: record.place, subject: name, value: { connector: name, ...permission } };
  });
}
