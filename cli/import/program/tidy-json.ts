import { PRINT_WIDTH } from "./source-text";

/** JSON as prettier writes it: objects one property a line, lists of plain values on one line where they fit. */
export function tidyJson(value: unknown): string {
  return `${tidy(value, "", 0)}\n`;
}

function tidy(value: unknown, indent: string, before: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return tidyList(value, indent, before);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([name, item]) => {
    const key = `${JSON.stringify(name)}: `;
    return `${inner}${key}${tidy(item, inner, inner.length + key.length)}`;
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function tidyList(items: readonly unknown[], indent: string, before: number): string {
  const isPlain = items.every((item) => typeof item !== "object" || item === null);
  const line = `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
  // One more column for the comma behind it.
  if (items.length === 0 || (isPlain && before + line.length + 1 <= PRINT_WIDTH)) return line;
  const inner = `${indent}  `;
  return `[\n${items.map((item) => `${inner}${tidy(item, inner, inner.length)}`).join(",\n")}\n${indent}]`;
}
