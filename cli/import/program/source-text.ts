/** Width that prettier is told of in the program's own .prettierrc.json. */
export const PRINT_WIDTH = 120;

/**
 * A string literal as prettier writes it: double quotes unless the text has more of them than of single ones. Control,
 * format and separator characters are escaped, so that no text of an export can end a line or reorder it.
 */
export function stringLiteral(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, escapeUnit);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function escapeUnit(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Code of a value that is written where it stands, such as a variable. */
export class Code {
  constructor(readonly text: string) {}
}

export type SourceValue = string | number | boolean | null | Code | readonly string[];

/** `  name: value,` as prettier breaks it. Undefined values are no property. */
export function propertyLines(name: string, value: SourceValue, indent: string): readonly string[] {
  const start = `${indent}${name}:`;
  if (Array.isArray(value)) return listLines(start, value as readonly string[], indent);
  if (value instanceof Code) return [`${start} ${value.text},`];
  const text = typeof value === "string" ? stringLiteral(value) : JSON.stringify(value);
  const line = `${start} ${text},`;
  return width(line) <= PRINT_WIDTH ? [line] : [start, `${indent}  ${text},`];
}

function listLines(start: string, texts: readonly string[], indent: string): readonly string[] {
  const literals = texts.map(stringLiteral);
  const line = `${start} [${literals.join(", ")}],`;
  if (width(line) <= PRINT_WIDTH) return [line];
  return [`${start} [`, ...literals.map((literal) => `${indent}  ${literal},`), `${indent}],`];
}

/** `new relay.X("name", { ... });`, its arguments one below the other where the first line is too long. */
export function constructionLines(
  call: string,
  name: string,
  properties: readonly (readonly [name: string, value: SourceValue])[],
): readonly string[] {
  const literal = stringLiteral(name);
  const head = `${call}(${literal}, {`;
  if (width(head) <= PRINT_WIDTH) {
    return [head, ...properties.flatMap(([key, value]) => propertyLines(key, value, "  ")), "});"];
  }
  const inner = properties.flatMap(([key, value]) => propertyLines(key, value, "    "));
  return [`${call}(`, `  ${literal},`, "  {", ...inner, "  },", ");"];
}

// Prettier counts columns: wide characters of East Asia take two. Comments of exports seldom have any.
function width(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** Lines of a comment: texts of the export cannot end it. */
export function commentLines(text: string): readonly string[] {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  const lines: string[] = [];
  let line = "//";
  for (const word of plain.split(" ")) {
    if (line !== "//" && line.length + 1 + word.length > PRINT_WIDTH) {
      lines.push(line);
      line = "//";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
