import { observedRows, observedText } from "./observed-text";
import type { UsageResult } from "./usage-result";
import { agoText, editWords, impactWords, rejectedWords, undecidedWords, unusedWords } from "./usage-words";

/** The result as Markdown, for an issue or a pull request. */
export function usageMarkdown(result: UsageResult): string {
  const { proposal, idle } = result;
  if (result.isObserved === true) return observedMarkdown(result);
  if (proposal !== undefined) return proposalMarkdown(result);
  if (idle !== undefined) return idleMarkdown(result);
  const { usage, now } = result;
  const rows = usage.connectors.map((one) => [
    one.name,
    agoText(one.lastUse, now),
    one.messages,
    one.relayed,
    one.bytes,
  ]);
  return [`Counted since ${usage.since}.`, table(["Connector", "Last use", "Messages", "Relayed", "Bytes"], rows)].join(
    "\n\n",
  );
}

function idleMarkdown(result: UsageResult): string {
  const { idle, now } = result;
  if (idle === undefined) return "";
  const { report, window } = idle;
  const rows = report.unused.map((one) => [
    unusedWords(one),
    agoText(one.lastUse, now),
    one.owner?.stack ?? "nobody's",
  ]);
  const none = report.isTold ? [`Nothing is unused for ${window.text}.`] : [];
  const found =
    rows.length === 0 ? none : [`**Unused for ${window.text} or longer**`, table(["What", "Last use", "Stack"], rows)];
  return [...found, ...undecidedWords(result)].join("\n\n");
}

function proposalMarkdown(result: UsageResult): string {
  const { proposal } = result;
  if (proposal === undefined) return "";
  const { edits, rejected, typescript, patch } = proposal;
  const refused =
    rejected.length === 0
      ? []
      : ["**Not proposed**", rejected.map((one) => `- ${escaped(rejectedWords(one))}`).join("\n")];
  if (edits.length === 0) return ["Nothing narrower is proposed.", ...refused, ...undecidedWords(result)].join("\n\n");
  return [
    "**Proposed**",
    table(
      ["Change", "Seen"],
      edits.map((edit) => [editWords(edit), edit.evidence.join("; ")]),
    ),
    impactWords(proposal),
    `\`\`\`typescript\n${typescript}\n\`\`\``,
    `<details><summary>JSON Patch of the exported document</summary>\n\n\`\`\`json\n${JSON.stringify(patch, null, 2)}\n\`\`\`\n\n</details>`,
    ...refused,
    ...undecidedWords(result),
  ].join("\n\n");
}

function observedMarkdown({ usage, now }: UsageResult): string {
  const rows = observedRows(usage, now).map(({ connector, reason, client, times, last }) => [
    connector,
    reason,
    client,
    times,
    last,
  ]);
  if (rows.length === 0) return observedText({ usage, now });
  return ["**Would have been refused**", table(["Connector", "Reason", "Client", "Times", "Last"], rows)].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => escaped(String(cell))).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

// Names are whoever's wrote them.
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\u{FFFD}").replaceAll(/[|\\<`]/g, (char) => `\\${char}`);
}
