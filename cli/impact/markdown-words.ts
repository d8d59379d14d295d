/** No control, invisible or line-ending character of an outside value reaches a comment. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{FFFD}");
}

/**
 * An outside value in a line or cell of GitHub's Markdown. In a code span nothing is markup, a link or a mention; a pipe
 * would still end the cell, and so the span is then written as HTML, all of it in character references.
 */
export function codeSpan(value: string): string {
  const text = visible(value);
  if (text.includes("|")) return `<code>${references(text)}</code>`;
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  // CommonMark §6.1: one space at each end is dropped, and a span of spaces alone keeps them.
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() !== "" ? " " : "";
  return text === "" ? "``` ```" : `${fence}${pad}${text}${pad}${fence}`;
}

/** A block of lines in which nothing is markup. @param language For highlighting. */
export function codeBlock(lines: readonly string[], language: "text" | "json" | "typescript" = "text"): string {
  const text = lines.map(visible).join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function references(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
