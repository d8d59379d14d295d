import { createHash } from "node:crypto";
import { clearAuthWords, type GateResult, type GateViolation, type ImpactRow, type Severity } from "../../model";
import { packageVersion } from "../package-version";
import { jsonText } from "../output";
import { visible } from "./markdown-words";
import type { ImpactSubject, SourcePlace } from "./impact-subject";
import { unknownWords } from "./impact-text";
import { replayLines } from "./replay-lines";
import { proxyWords, routeWords, rowWords, type TimedRow, timedRows } from "./row-words";
import { SARIF_RULES, type SarifRule } from "./sarif-rules";

type Level = "error" | "warning" | "note";

interface Finding {
  readonly rule: SarifRule;
  readonly level: Level;
  readonly message: string;
  /** What stays the same as long as the finding is the same one. */
  readonly identity: readonly string[];
  readonly place: SourcePlace | undefined;
}

/** A comparison as SARIF 2.1.0: a result for each row, broken gate and value that cannot be known. */
export function impactSarif(subject: ImpactSubject): string {
  const { report, gates } = subject;
  const findings: readonly Finding[] = [
    ...timedRows(report).map((timed) => rowFinding(timed, subject)),
    ...report.routes.map((change) => finding("route", "note", routeWords(change), subject)),
    ...proxyWords(report.proxies).map((line) => finding("trusted-proxies", "warning", line, subject)),
    ...(report.clearAuth ?? []).map((offer) => finding("clear-auth", "warning", clearAuthWords(offer), subject)),
    ...report.unknowns.map((unknown) =>
      finding(
        "unknown",
        "warning",
        `${unknownWords(unknown)} is not known before the update, and might relay.`,
        subject,
      ),
    ),
    ...gates.flatMap((gate) => gateFindings(gate, subject)),
  ];
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: driver() }, columnKind: "utf16CodeUnits", results: findings.map(resultValue) }],
  });
}

function driver(): object {
  const rules = Object.entries(SARIF_RULES).map(([id, { name, text, level }]) => {
    return { id, name, shortDescription: { text }, defaultConfiguration: { level } };
  });
  return { name: "relayctl", semanticVersion: packageVersion(), rules };
}

function resultValue({ rule, level, message, identity, place }: Finding): object {
  return {
    ruleId: rule,
    ruleIndex: Object.keys(SARIF_RULES).indexOf(rule),
    level,
    message: { text: visible(message) },
    locations: place === undefined ? [] : [{ physicalLocation: physicalLocation(place) }],
    partialFingerprints: { "relayImpact/v1": fingerprint([rule, ...identity]) },
  };
}

function physicalLocation({ file, line }: SourcePlace): object {
  const artifactLocation = { uri: encodeURI(file.replaceAll("\\", "/")).replaceAll(/[?#]/g, encodeURIComponent) };
  return line === undefined ? { artifactLocation } : { artifactLocation, region: { startLine: line } };
}

function fingerprint(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function finding(rule: SarifRule, level: Level, message: string, subject: ImpactSubject): Finding {
  return { rule, level, message, identity: [message], place: documentPlace(subject) };
}

function rowFinding({ row, when }: TimedRow, subject: ImpactSubject): Finding {
  const { title, count, ranges, who, before, after, effects, reasons, witness } = rowWords(row);
  const lines = [
    `${title}${when === "" ? "" : ` ${when}`}: ${count} (${ranges}), ${who}. Before: ${before}. After: ${after}.`,
    ...effects.map((effect) => `Effect: ${effect}.`),
    ...(reasons.length === 0 ? [] : [`Because: ${reasons.join(", ")}.`]),
    `For example ${witness}: ${replayLines(row.witness).explain}`,
  ];
  return {
    rule: row.kind,
    level: LEVELS[row.severity],
    message: lines.join(" "),
    identity: [ranges, who, row.before.connector ?? "", row.after.connector ?? "", ...(when === "" ? [] : [when])],
    place: rowPlace(row, subject) ?? documentPlace(subject),
  };
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

function gateFindings(gate: GateResult, subject: ImpactSubject): readonly Finding[] {
  return gate.violations.map((violation) => {
    const base = finding(gate.gate, "error", violation.message, subject);
    const row = rowOf(violation);
    const place = row === null ? undefined : rowPlace(row, subject);
    return place === undefined ? base : { ...base, place };
  });
}

function rowOf(violation: GateViolation): ImpactRow | null {
  return "row" in violation ? violation.row : null;
}

/** The entry that decides now, else the connector, else what decided before. */
function rowPlace({ before, after }: ImpactRow, { placeOf }: ImpactSubject): SourcePlace | undefined {
  for (const { by, connector } of [after, before]) {
    const { entry } = by;
    const isEntry = entry !== undefined && !entry.startsWith("preset:");
    const place =
      (isEntry ? placeOf?.({ kind: "ConnectorPermission", id: entry }) : undefined) ??
      (connector === null ? undefined : placeOf?.({ kind: "ReceiveConnector", name: connector }));
    if (place !== undefined) return place;
  }
  return undefined;
}

function documentPlace({ before, after }: ImpactSubject): SourcePlace | undefined {
  const file = after.file ?? before.file;
  return file === null ? undefined : { file };
}
