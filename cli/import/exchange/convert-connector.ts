import {
  type AuthMechanism,
  FIELDS,
  type PermissionGroup,
  type ReceiveConnectorSettings,
  quoteValue,
} from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { ImportReport } from "../import-report";
import { type CarriedAddress, carryBinding, carryRange } from "./connector-addresses";
import { CARRIED, METADATA, UNSUPPORTED } from "./connector-parameters";
import type { ConnectorIdentity } from "./connector-identity";
import { type RawRecord, type RawValue, hasProperty, rawValue } from "./raw-record";
import { readFlags, readText, readTexts, UnreadableValue } from "./read-value";

/** A connector as the config document will be given it; the model has not judged it yet. */
export interface ConvertedConnector {
  readonly record: RawRecord;
  readonly identity: ConnectorIdentity;
  readonly input: { readonly [K in keyof ReceiveConnectorSettings]?: unknown } & { readonly name: string };
  /** Without Custom. */
  readonly groups: readonly PermissionGroup[];
  /** Custom: it has entries beside the presets. */
  readonly isCustom: boolean;
}

interface Subject {
  readonly record: RawRecord;
  readonly name: string;
  readonly report: ImportReport;
}

/**
 * Carries a connector over: what has no equal goes to the report.
 * @throws ImportRefusal for what cannot be read
 */
export function convertConnector(
  record: RawRecord,
  identity: ConnectorIdentity,
  report: ImportReport,
): ConvertedConnector {
  const subject: Subject = { record, name: identity.name, report };
  const flags = flagsOf(subject, "PermissionGroups");
  const isCustom = flags.some((flag) => flag.toLowerCase() === "custom");
  const groups = flags.filter((flag) => flag.toLowerCase() !== "custom") as PermissionGroup[];
  const input = {
    name: identity.name,
    ...carriedSettings(subject),
    bindings: addressesOf(subject, "Bindings", carryBinding),
    remoteIpRanges: addressesOf(subject, "RemoteIPRanges", carryRange),
    permissionGroups: groups,
    authMechanism: mechanismsOf(subject),
  };
  reportUnsupported(subject);
  return { record, identity, input, groups: canonicalGroups(groups), isCustom };
}

// What is no group fails the import later, with the model's own words.
function canonicalGroups(texts: readonly string[]): readonly PermissionGroup[] {
  const parsed = FIELDS.ReceiveConnector.permissionGroups.parse(texts, "PermissionGroups");
  return parsed.ok ? parsed.value.filter((group) => group !== "None") : [];
}

function flagsOf(subject: Subject, parameter: string): readonly string[] {
  return needed(subject, parameter, readFlags(rawValue(subject.record, parameter)));
}

/** @throws ImportRefusal that names connector and parameter */
function needed<Value>({ record, name }: Subject, parameter: string, value: Value | UnreadableValue): Value {
  if (!(value instanceof UnreadableValue)) return value;
  throw new ImportRefusal(record.place, `${quoteValue(name)}: ${parameter} ${value.why}.`);
}

function carriedSettings(subject: Subject): Readonly<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const [parameter, { setting, read }] of Object.entries(CARRIED)) {
    const value = needed(subject, parameter, read(rawValue(subject.record, parameter)));
    if (value !== undefined) settings[setting] = setting === "comment" ? oneLine(String(value), subject) : value;
  }
  return settings;
}

function oneLine(text: string, { record, name, report }: Subject): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const message = "line ends and control characters became spaces.";
  if (line !== text) report.changed({ place: record.place, subject: name, parameter: "Comment", message });
  return line;
}

type Carry = (text: string, all: readonly string[]) => CarriedAddress;

function addressesOf(subject: Subject, parameter: string, carry: Carry): readonly string[] {
  const { record, name, report } = subject;
  const texts = needed(subject, parameter, readTexts(rawValue(record, parameter)));
  return texts.flatMap((text) => {
    const { value, said } = carry(text, texts);
    const about = { place: record.place, subject: name, parameter };
    if (said !== undefined && value !== undefined) report.changed({ ...about, message: said });
    else if (said !== undefined) report.leftOut({ ...about, message: said });
    return value ?? [];
  });
}

/** Mechanisms that need a Windows domain or an Exchange organisation. */
const WITHOUT_EQUAL: Readonly<Record<string, string>> = {
  integrated: "Integrated authenticates against a Windows domain, and there is none here: its clients need BasicAuth.",
  exchangeserver:
    "ExchangeServer authenticates servers of one organisation: give such servers a connector of their own with ExternalAuthoritative.",
};

function mechanismsOf({ record, name, report, ...rest }: Subject): readonly AuthMechanism[] {
  const flags = flagsOf({ record, name, report, ...rest }, "AuthMechanism");
  return flags.filter((flag) => {
    const message = WITHOUT_EQUAL[flag.toLowerCase()];
    if (message === undefined) return true;
    report.leftOut({ place: record.place, subject: name, parameter: "AuthMechanism", message });
    return false;
  }) as AuthMechanism[];
}

const CARRIED_NAMES = new Set(Object.keys(CARRIED).map((name) => name.toLowerCase()));

function reportUnsupported({ record, name, report }: Subject): void {
  for (const [key, property] of record.properties) {
    if (METADATA.has(key) || CARRIED_NAMES.has(key)) continue;
    const rule = UNSUPPORTED.get(key);
    const text = shownText(property.value);
    if (text === undefined || rule?.untouched.includes(text.toLowerCase())) continue;
    const about = { place: record.place, subject: name, parameter: property.name };
    const why = rule?.why ?? "no parameter of this name is known";
    report.leftOut({ ...about, message: `${quoteValue(text)} is not carried over: ${why}.` });
  }
}

/** What a value without equal says; undefined for nothing. */
function shownText(value: RawValue): string | undefined {
  const texts = readTexts(value);
  if (!(texts instanceof UnreadableValue) && texts.length === 0) return undefined;
  const text = readText(value);
  if (typeof text === "string") return text;
  return texts instanceof UnreadableValue ? "(an object)" : texts.join(", ");
}

/** Parameters that the export does not have. */
export function missingParameters(record: RawRecord): readonly string[] {
  return Object.keys(CARRIED).filter((parameter) => !hasProperty(record, parameter));
}
