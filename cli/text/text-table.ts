import { printable } from "./printable";

/** Columns of even width, two spaces apart, without a frame. The last column is not padded. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((cells) => cells.map(printable));
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  return all.map((cells) => alignRow(cells, widths)).join("\n");
}

/** Lines of `name  value`, the names of even width. */
export function textPairs(pairs: readonly (readonly [name: string, value: string])[]): string {
  const widths = [Math.max(0, ...pairs.map(([name]) => name.length))];
  return pairs.map((pair) => alignRow(pair.map(printable), widths)).join("\n");
}

/** Text moved to the right, line by line. */
export function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

function alignRow(cells: readonly string[], widths: readonly number[]): string {
  const last = cells.length - 1;
  return cells
    .map((cell, column) => (column === last ? cell : cell.padEnd(widths[column] ?? 0)))
    .join("  ")
    .trimEnd();
}
