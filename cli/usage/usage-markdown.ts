import { foldedPart, type MarkdownPart, withinLimit } from "../impact/markdown-limit";
import { codeBlock, codeSpan } from "../impact/markdown-words";
import { observedRows, observedText } from "./observed-text";
import type { Proposal, UsageResult } from "./usage-result";
import { agoText, editWords, impactWords, rejectedWords, undecidedWords, unusedRows } from "./usage-words";

/** The result as Markdown, for an issue or a pull request: everything that strangers named stands in code spans. */
export function usageMarkdown(result: UsageResult): string {
  const { proposal, idle, isObserved } = result;
  if (isObserved === true) return withinLimit(observedParts(result));
  const undecided = paragraphs(undecidedWords(result));
  if (proposal !== undefined) return withinLimit([...proposalParts(proposal), undecided]);
  if (idle !== undefined) return withinLimit([...idleParts(result), undecided]);
  const { usage, now } = result;
  const rows = usage.connectors.map(({ name, lastUse, messages, relayed, bytes }) => [
    codeSpan(name),
    agoText(lastUse, now),
    ...[messages, relayed, bytes].map(String),
  ]);
  return withinLimit([
    paragraphs([`Counted since ${usage.since}.`]),
    table(["Connector", "Last use", "Messages", "Relayed", "Bytes"], rows),
  ]);
}

function idleParts(result: UsageResult): readonly MarkdownPart[] {
  const { idle } = result;
  if (idle === undefined) return [];
  const { report, window } = idle;
  const rows = unusedRows(result).map(([what = "", last = "", stack = ""]) => [codeSpan(what), last, codeSpan(stack)]);
  if (rows.length === 0) return report.isTold ? [paragraphs([`Nothing is unused for ${window.text}.`])] : [];
  return [paragraphs([`**Unused for ${window.text} or longer**`]), table(["What", "Last use", "Stack"], rows)];
}

function proposalParts(proposal: Proposal): readonly MarkdownPart[] {
  const { edits, rejected, typescript, patch } = proposal;
  const refused: MarkdownPart = {
    lines: rejected.length === 0 ? [] : ["**Not proposed**", "", ...rejected.map(rejectedItem)],
    head: 2,
  };
  if (edits.length === 0) return [paragraphs(["Nothing narrower is proposed."]), refused];
  const rows = edits.map((edit) => [codeSpan(editWords(edit)), edit.evidence.map(codeSpan).join("<br>")]);
  return [
    paragraphs(["**Proposed**"]),
    table(["Change", "Seen"], rows),
    paragraphs([impactWords(proposal), codeBlock(typescript.split("\n"), "typescript")]),
    foldedPart("JSON Patch of the exported document", [codeBlock(JSON.stringify(patch, null, 2).split("\n"), "json")]),
    refused,
  ];
}

function rejectedItem(rejected: Proposal["rejected"][number]): string {
  return `- ${codeSpan(rejectedWords(rejected))}`;
}

function observedParts(result: UsageResult): readonly MarkdownPart[] {
  const rows = observedRows(result).map(([connector = "", client = "", reason = "", times = "", last = ""]) => [
    codeSpan(connector),
    codeSpan(client),
    reason,
    times,
    last,
  ]);
  if (rows.length === 0) return [paragraphs([codeBlock(observedText(result).split("\n"))])];
  return [paragraphs(["**Would have been refused**"]), table(["Connector", "Client", "Reason", "Times", "Last"], rows)];
}

/** @param cells Markdown. */
function table(head: readonly string[], cells: readonly (readonly string[])[]): MarkdownPart {
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return { lines: [line(head), line(head.map(() => "---")), ...cells.map(line)], head: 2 };
}

function paragraphs(texts: readonly string[]): MarkdownPart {
  return { lines: texts.flatMap((text, index) => (index === 0 ? [text] : ["", text])) };
}
