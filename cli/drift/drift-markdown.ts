import { codeBlock, codeSpan } from "../impact/markdown-words";
import { foldedPart, type MarkdownPart, withinLimit } from "../impact/markdown-limit";
import type { DriftItem, DriftReport } from "./drift-report";
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

/** A report for an issue or a pull request: everything that strangers named stands in code spans. */
export function driftMarkdown(report: DriftReport): string {
  return withinLimit([
    { lines: [`### Relay drift: ${countWords(report)}`, "", codeSpan(comparedWords(report))], head: 3 },
    ...report.drift.map(itemPart),
    folded("Also there", informationWords(report)),
    folded("Cannot tell: encrypted in the state", report.unreadable),
    folded("Notes", report.notes),
  ]);
}

function itemPart(item: DriftItem): MarkdownPart {
  const { kind, properties, changes, meaning, up } = item;
  const who = changes.length === 0 ? ["the audit does not say"] : changes.map(whoWords);
  const lines = [
    `#### ${TITLES[kind]} ${codeSpan(objectWords(item))}`,
    "",
    ...bullets("", [declaredWords(item), ...properties.map(propertyWords)]),
    ...bullets("who: ", who),
    ...bullets("means: ", meaning),
    ...bullets("up: ", [up.text]),
  ];
  return { lines, head: 3 };
}

function bullets(label: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => `- ${label}${codeSpan(text)}`);
}

function folded(title: string, items: readonly string[]): MarkdownPart {
  return items.length === 0 ? { lines: [] } : foldedPart(`${title} (${items.length})`, [codeBlock(items)]);
}
