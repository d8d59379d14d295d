/** Lines that belong together, and may be cut at their end. */
export interface MarkdownPart {
  readonly lines: readonly string[];
  /** Lines at the beginning without which the others mean nothing. @default 0 */
  readonly head?: number;
  /** What must follow, cut or not. */
  readonly foot?: string;
}

// GitHub refuses comments of more than 65,536 characters; some room is left for what else a workflow writes.
const LIMIT = 65_000;
// For the line that says what is missing.
const RESERVED = 200;
const LARGEST_COMMENT = LIMIT + 2 * RESERVED;

/** Parts one below the other with a line end. What does not fit is left out, line by line, and it is said. */
export function withinLimit(parts: readonly MarkdownPart[], limit = LIMIT): string {
  let text = "";
  let left = 0;
  for (const { lines, head = 0, foot = "" } of parts.filter((part) => part.lines.length > 0)) {
    const gap = text === "" ? "" : "\n\n";
    const room = limit - RESERVED - text.length - gap.length - foot.length;
    const kept = fitting(lines, room);
    left += kept < lines.length ? lines.length - Math.max(kept, head) : 0;
    if (kept > head || kept === lines.length) text += `${gap}${lines.slice(0, kept).join("\n")}${foot}`;
  }
  const cut =
    left === 0
      ? ""
      : `\n\n_Cut: ${left} more lines do not fit into a comment. \`--output text\` and \`--output json\` show all of it._`;
  return `${text}${cut}\n`;
}

/** A part that is folded away. @param title Words of our own: nothing in it is escaped. */
export function foldedPart(title: string, blocks: readonly string[]): MarkdownPart {
  return { lines: [`<details><summary>${title}</summary>\n`, ...blocks], head: 1, foot: "\n</details>" };
}

/** How many lines fit, with an end each. */
function fitting(lines: readonly string[], room: number): number {
  let used = 0;
  const stop = lines.findIndex((line) => (used += line.length + 1) > room);
  return stop < 0 ? lines.length : stop;
}

/** A comment with more behind it: what no longer fits into one is left out whole, and it is said. */
export function joinedWithinLimit(first: string, more: readonly string[], limit = LARGEST_COMMENT): string {
  let text = first;
  for (const [place, part] of more.entries()) {
    if (text.length + part.length + 1 > limit - RESERVED) {
      return `${text}\n_Cut: what changes by itself at ${more.length - place} more times does not fit into a comment._\n`;
    }
    text += `\n${part}`;
  }
  return text;
}
