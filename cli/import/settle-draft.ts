import {
  type ConfigDocument,
  configStateOf,
  type Failure,
  judgeWideRelay,
  parseConfigDocument,
  permissionEntry,
  quoteValue,
} from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { lintDocument } from "../lint-document";
import type { ImportReport } from "./import-report";
import { type Place, placeText } from "./place";

/** An object of the document to be, and where it comes from. */
export interface DraftItem {
  readonly place: Place;
  /** How messages call it. */
  readonly subject: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The config document to be. */
export interface DraftDocument {
  readonly receiveConnectors: readonly DraftItem[];
  readonly connectorPermissions: readonly DraftItem[];
  readonly acceptedDomains: readonly DraftItem[];
  readonly sendConnectors?: readonly DraftItem[];
}

/**
 * Settles a draft as a host would take it, and reports what deserves a second look.
 * @throws CommandError with every failure on a line with its file, and for relay that is wide and not said to be meant
 */
export function settleDraft(draft: DraftDocument, report: ImportReport): ConfigDocument {
  const values = Object.entries(draft).map(([list, items]) => [list, (items as readonly DraftItem[]).map(valueOf)]);
  const parsed = parseConfigDocument({ formatVersion: 1, ...Object.fromEntries(values) }, { conflicts: "refuse" });
  if (!parsed.ok) throw new CommandError(linesOf(parsed.failures, draft).join("\n"), EXIT.usage);
  refuseWideRelay(parsed.value, draft);
  reportLints(parsed.value, draft, report);
  return parsed.value;
}

function valueOf({ value }: DraftItem) {
  return value;
}

function linesOf(failures: readonly Failure[], draft: DraftDocument): readonly string[] {
  return failures.map(({ code, property, message }) => {
    const [, list = "", index = ""] = /^(\w+)\[(\d+)\]/.exec(property) ?? [];
    const item = draft[list as keyof DraftDocument]?.[Number(index)];
    if (item === undefined) return `${message} (${code})`;
    const path = `${list}[${index}]`;
    const rest = message.startsWith(path) ? message.slice(path.length).replace(/^[.:]\s*/, "") : message;
    return `${placeText(item.place)}: ${quoteValue(item.subject)}: ${rest} (${code})`;
  });
}

function refuseWideRelay(document: ConfigDocument, draft: DraftDocument): void {
  const state = configStateOf(document);
  const subjects = [...state.receiveConnectors.values()].map(({ id, settings }) => {
    const entries = [...state.connectorPermissions.values()].filter(({ settings: { connector } }) => connector === id);
    return { connectorId: id, settings, entries: entries.map((entry) => permissionEntry(entry.id, entry.settings)) };
  });
  const wide = judgeWideRelay(subjects).filter(({ allowed }) => !allowed);
  if (wide.length === 0) return;
  const lines = wide.map(({ name, principal }) => {
    const item = draftOf(draft, name);
    const place = item === undefined ? "" : `${placeText(item.place)}: `;
    return `${place}${quoteValue(name)} lets ${principal} relay from a wide public range, an open relay: narrow it, or say --allow-wide-relay ${quoteValue(`${name}=REASON`)}. (RELAY_WIDE_RELAY)`;
  });
  throw new CommandError(lines.join("\n"), EXIT.usage);
}

function reportLints(document: ConfigDocument, draft: DraftDocument, report: ImportReport): void {
  for (const { path, name, message } of lintDocument(document, Date.now())) {
    const place = itemAt(draft, path)?.place ?? { file: "", at: "" };
    report.note({ place, subject: name, parameter: null, message });
  }
}

/** The item that a path in the document is about: both hold their lists in the same order. */
function itemAt(draft: DraftDocument, path: string): DraftItem | undefined {
  const { list, place } = /^(?<list>\w+)\[(?<place>\d+)\]/.exec(path)?.groups ?? {};
  return draft[list as keyof DraftDocument]?.[Number(place)];
}

function draftOf({ receiveConnectors }: DraftDocument, connector: string): DraftItem | undefined {
  return receiveConnectors.find(({ subject }) => subject === connector);
}
