import { clearAuthWords, type GateResult, type ImpactRow, type UnknownValue } from "../../model";
import { printable } from "../text/printable";
import { gateLines, nearLines, OUTCOMES } from "./gate-words";
import type { ImpactSubject } from "./impact-subject";
import { type Paint, paintOf, type Style } from "./paint";
import { replayLines } from "./replay-lines";
import { proxyWords, routeWords, rowWords, summaryWords, type TimedRow, timedRows, witnessWords } from "./row-words";

/** A comparison for people at a terminal: what changes, worst first, then what the gates say. */
export function impactText({ before, after, report, gates, colour = false }: ImpactSubject): string {
  const paint = paintOf(colour);
  const parts = [
    [`impact: ${before.text} -> ${after.text}`, `  ${summaryWords(report)}`],
    ...timedRows(report).map((timed) => rowLines(timed, paint)),
    listed("routes", report.routes.map(routeWords)),
    listed("trusted proxies", proxyWords(report.proxies)),
    listed("passwords in clear", (report.clearAuth ?? []).map(clearAuthWords)),
    listed("not known yet: each might relay", report.unknowns.map(unknownWords)),
    gates.flatMap((gate) => gateBlock(gate, paint)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const STYLES: Readonly<Record<ImpactRow["kind"], Style>> = {
  widened: "red",
  narrowed: "green",
  moved: "yellow",
  "side-effect": "yellow",
};

function rowLines({ row, when }: TimedRow, paint: Paint): readonly string[] {
  const { title, count, ranges, who, before, after, effects, reasons, witness } = rowWords(row);
  const later = when === "" ? "" : `  ${when}`;
  const label = (name: string) => paint("dim", name.padEnd(8));
  return [
    `${paint(STYLES[row.kind], title)}  ${printable(count)}  ${printable(ranges)}  (${row.severity})${later}`,
    `  ${printable(who)}`,
    `  ${label("before")}${printable(before)}`,
    `  ${label("after")}${printable(after)}`,
    ...effects.map((effect) => `  ${label("effect")}${printable(effect)}`),
    ...(reasons.length === 0 ? [] : [`  ${label("because")}${reasons.join(", ")}`]),
    `  ${label("e.g.")}${printable(witness)}`,
    `  ${label("")}${replayLines(row.witness).explain}`,
  ];
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [title, ...items.map((item) => `  ${printable(item)}`)];
}

export function unknownWords({ object, property, secret }: UnknownValue): string {
  return `${object}.${property}${secret === undefined ? "" : " (secret)"}`;
}

const OUTCOME_STYLES = { PASS: "green", FAIL: "red", "CANNOT TELL": "yellow" } as const;

function gateBlock(gate: GateResult, paint: Paint): readonly string[] {
  const lines = gateLines(gate).map((line) => {
    const word = Object.values(OUTCOMES).find((outcome) => line.startsWith(outcome)) ?? "FAIL";
    return `gate: ${paint(OUTCOME_STYLES[word], word)}${printable(line.slice(word.length))}`;
  });
  const details = gate.violations.map((violation) => [
    ...nearLines(violation).map((line) => `      ${printable(line)}`),
    ...("witness" in violation && violation.kind !== "new-access"
      ? [`      e.g. ${printable(witnessWords(violation.witness))}`]
      : []),
  ]);
  return lines.flatMap((line, place) => [line, ...(details[place] ?? [])]);
}
