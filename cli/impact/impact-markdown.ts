import { clearAuthWords, type GateResult } from "../../model";
import { gateLines, nearLines, OUTCOMES } from "./gate-words";
import type { ImpactSubject } from "./impact-subject";
import { unknownWords } from "./impact-text";
import { foldedPart, type MarkdownPart, withinLimit } from "./markdown-limit";
import { codeBlock, codeSpan } from "./markdown-words";
import { replayLines } from "./replay-lines";
import { KINDS, proxyWords, routeWords, rowWords, summaryWords, type TimedRow, timedRows } from "./row-words";

/** A comparison as a comment on a pull request: short on top, long parts folded, never longer than GitHub takes. */
export function impactMarkdown({ before, after, report, gates }: ImpactSubject): string {
  return withinLimit([
    { lines: [`### Relay impact: ${summaryWords(report)}`, "", `${codeSpan(before.text)} to ${codeSpan(after.text)}`] },
    { lines: gates.flatMap(gateItems) },
    rowTable(timedRows(report)),
    listPart("Mail that leaves by another way", report.routes.map(routeWords)),
    listPart("Trusted proxies", proxyWords(report.proxies)),
    listPart("Passwords that may cross in clear", (report.clearAuth ?? []).map(clearAuthWords)),
    listPart("Not known yet: each might relay", report.unknowns.map(unknownWords)),
    witnesses(timedRows(report)),
    nearest(gates),
  ]);
}

function gateItems(gate: GateResult): readonly string[] {
  return gateLines(gate).map((line) => {
    const word = Object.values(OUTCOMES).find((outcome) => line.startsWith(outcome)) ?? "FAIL";
    return `- gate: **${word}** ${codeSpan(line.slice(word.length).trim())}`;
  });
}

function listPart(title: string, items: readonly string[]): MarkdownPart {
  return items.length === 0
    ? { lines: [] }
    : { lines: [`**${title}**`, "", ...items.map((item) => `- ${codeSpan(item)}`)] };
}

const HEAD = ["Change", "Severity", "Addresses", "Who to whom", "Before", "After"];

function rowTable(rows: readonly TimedRow[]): MarkdownPart {
  if (rows.length === 0) return { lines: [] };
  return {
    lines: [`| ${HEAD.join(" | ")} |`, `|${HEAD.map(() => " --- |").join("")}`, ...rows.map(rowCells)],
    head: 2,
  };
}

function rowCells({ row, when }: TimedRow): string {
  const { title, count, ranges, who, before, after, effects, reasons } = rowWords(row);
  const cells = [
    [`**${title}**`, ...(when === "" ? [] : [when])].join("<br>"),
    [row.severity, ...reasons].join("<br>"),
    `${count}<br>${codeSpan(ranges)}`,
    codeSpan(who),
    codeSpan(before),
    [after, ...effects].map(codeSpan).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}

function witnesses(rows: readonly TimedRow[]): MarkdownPart {
  if (rows.length === 0) return { lines: [] };
  const blocks = rows.map(({ row, when }) => {
    const { explain, swaks } = replayLines(row.witness);
    const later = when === "" ? "" : ` ${when}`;
    return `${KINDS[row.kind]}${later}, ${row.before.verdict} to ${row.after.verdict}:\n\n${codeBlock([explain, swaks])}\n`;
  });
  return foldedPart(`Witnesses (${rows.length}): each can be tried`, blocks);
}

function nearest(gates: readonly GateResult[]): MarkdownPart {
  const blocks = gates.flatMap(({ violations }) =>
    violations.flatMap((violation) => {
      const lines = nearLines(violation);
      return lines.length === 0 ? [] : [codeBlock([violation.message, ...lines.map((line) => `  nearest: ${line}`)])];
    }),
  );
  return blocks.length === 0 ? { lines: [] } : foldedPart(`What rules leave out (${blocks.length})`, blocks);
}
