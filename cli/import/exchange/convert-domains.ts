import { buildAcceptedDomainTable, parseDomainName, settle, quoteValue } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { ImportReport } from "../import-report";
import type { DraftItem } from "../settle-draft";
import { type RawRecord, rawValue } from "./raw-record";
import { readBool, readChoice, readText, UnreadableValue } from "./read-value";

/** Accepted domains of Get-AcceptedDomain and of the command line. */
export function acceptedDomainDrafts(
  records: readonly RawRecord[],
  given: readonly string[],
  report: ImportReport,
): readonly DraftItem[] {
  const drafts = [...records.map(domainDraft), ...given.map(givenDraft)];
  if (drafts.length > 0) return drafts;
  const message =
    "none is in the files: every recipient then needs the right Accept-Any-Recipient. Export Get-AcceptedDomain as well, or say --accepted-domain.";
  report.note({ place: { file: "input", at: "" }, subject: "accepted domains", parameter: null, message });
  return drafts;
}

function domainDraft(record: RawRecord): DraftItem {
  const domainName = needed(record, "DomainName", readText(rawValue(record, "DomainName")));
  if (domainName === undefined) throw new ImportRefusal(record.place, "has no DomainName.");
  const domainType = needed(record, "DomainType", readChoice(rawValue(record, "DomainType"))) ?? "Authoritative";
  const matchSubDomains = needed(record, "MatchSubDomains", readBool(rawValue(record, "MatchSubDomains"))) ?? false;
  return { place: record.place, subject: domainName, value: { domainName, domainType, matchSubDomains } };
}

function givenDraft(text: string): DraftItem {
  const [domainName = "", domainType = "Authoritative"] = text.split("=");
  return { place: { file: "--accepted-domain", at: "" }, subject: text, value: { domainName, domainType } };
}

function needed<Value>(record: RawRecord, name: string, value: Value | UnreadableValue): Value {
  if (value instanceof UnreadableValue) throw new ImportRefusal(record.place, `${name} ${value.why}.`);
  return value;
}

/** DefaultDomain, when it is an accepted domain; else undefined and a line of the report: the model refuses others. */
export function dropUnknownDefaultDomain(
  record: RawRecord,
  context: { readonly subject: string; readonly domains: readonly DraftItem[]; readonly report: ImportReport },
): string | undefined {
  const { subject, domains, report } = context;
  const text = needed(record, "DefaultDomain", readText(rawValue(record, "DefaultDomain")));
  if (text === undefined) return undefined;
  if (isAccepted(text, domains)) return text;
  const message = `${quoteValue(text)} is not among the accepted domains: export Get-AcceptedDomain as well.`;
  report.leftOut({ place: record.place, subject, parameter: "DefaultDomain", message });
  return undefined;
}

function isAccepted(text: string, domains: readonly DraftItem[]): boolean {
  const settled = domains.map(({ value }) => settle("AcceptedDomain", value));
  const table = buildAcceptedDomainTable(settled.flatMap((domain) => (domain.ok ? domain.value : [])));
  const name = parseDomainName(text, "DefaultDomain");
  return name.ok && table.match(name.value) !== undefined;
}
