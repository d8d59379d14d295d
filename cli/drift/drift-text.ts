import { printable } from "../text/printable";
import type { DriftItem, DriftReport } from "./drift-report";
import { PART } from "./meanings";
import {
  whoWords,
  comparedWords,
  countWords,
  declaredWords,
  informationWords,
  objectWords,
  propertyWords,
  TITLES,
} from "./drift-words";

/** A report for people: each drift with what it is, who made it, what it means and what happens to it. */
export function driftText(report: DriftReport): string {
  const parts = [
    [`drift: ${comparedWords(report)}`, `  ${countWords(report)}`],
    ...report.drift.map(itemLines),
    listed("also there", informationWords(report)),
    listed("cannot tell: encrypted in the state", report.unreadable),
    listed("notes", report.notes),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join("\n"))
    .join("\n\n");
}

function itemLines(item: DriftItem): readonly string[] {
  const { kind, properties, changes, meaning, up } = item;
  return [
    `${TITLES[kind]}  ${objectWords(item)}`,
    ...rows("", [declaredWords(item)]),
    ...rows("", properties.map(propertyWords)),
    ...rows("who", changes.length === 0 ? ["the audit does not say"] : changes.map(whoWords)),
    ...rows(
      "means",
      meaning.flatMap((line) => line.split(PART)),
    ),
    ...rows("up", [up.text]),
  ];
}

const WIDTH = 7;

function rows(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(WIDTH)}${line}`);
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];
}
