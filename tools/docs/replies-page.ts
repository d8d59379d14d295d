import { formatReply, repliesOf } from "../../model";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# Replies of a session

Both dialects from one table; \`dialect\` of TransportConfig chooses. A reply goes out without its enhanced code where a
connector has enhancedStatusCodesEnabled off. See [troubleshooting](../troubleshooting.md) for what to do about one.`;

/** The page of all replies, made from the table that sessions answer with. */
export function repliesPage(): string {
  const modern = new Map(Object.entries(repliesOf("modern")));
  const rows = Object.entries(repliesOf("classic")).map(([name, reply]) => {
    const other = modern.get(name) ?? reply;
    const same = formatReply(other) === formatReply(reply);
    return [name, code(formatReply(reply)), same ? "the same" : code(formatReply(other))];
  });
  return [INTRODUCTION, markdownTable(["Situation", "classic", "modern"], rows)].join("\n\n");
}
