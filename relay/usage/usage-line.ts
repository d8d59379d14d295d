import { crc32 } from "node:zlib";
import { type CellKind, UsageCell } from "./usage-cell";

/** First line of a usage file of this form. */
export const USAGE_FILE_HEADER = "relay-usage 1";

/** What a line of a usage file holds. */
export type UsageRecord =
  | { readonly kind: "cell"; readonly cell: UsageCell }
  /** The book was complete since `since`, and saved at `savedAt`. */
  | { readonly kind: "book"; readonly since: number; readonly savedAt: number };

const NUMBERS = ["messages", "recipients", "relayed", "bytes", "level"] as const;
const TIMES = ["firstUse", "lastUse", "since"] as const;
const KINDS: readonly CellKind[] = ["connector", "range", "client", "principal", "right", "refusal", "refused"];

/** A counter as a line with its end. */
export function cellLine(cell: UsageCell): string {
  const { kind, connectorId, name, part, label } = cell;
  const figures = [...NUMBERS, ...TIMES].map((figure) => cell[figure]);
  return sealed([kind, connectorId, name, part, label, ...figures]);
}

export function bookLine({ since, savedAt }: { readonly since: number; readonly savedAt: number }): string {
  return sealed(["book", since, savedAt]);
}

/** Undefined for a line that is not as it was written. */
export function readLine(line: string): UsageRecord | undefined {
  const body = line.slice(9);
  if (line[8] !== " " || line.slice(0, 8) !== checksum(body)) return undefined;
  const fields = JSON.parse(body) as readonly (string | number | null)[];
  if (fields[0] === "book") return { kind: "book", since: fields[1] as number, savedAt: fields[2] as number };
  const kind = KINDS.find((known) => known === fields[0]);
  return kind === undefined ? undefined : { kind: "cell", cell: readCell(kind, fields) };
}

function readCell(kind: CellKind, fields: readonly (string | number | null)[]): UsageCell {
  const [, connectorId, name, part, label, ...figures] = fields;
  const cell = new UsageCell(kind, String(connectorId), String(name), String(part));
  cell.label = String(label);
  for (const figure of NUMBERS) cell[figure] = figures.shift() as number;
  for (const figure of TIMES) cell[figure] = figures.shift() as number | null;
  return cell;
}

function sealed(fields: readonly unknown[]): string {
  const body = JSON.stringify(fields);
  return `${checksum(body)} ${body}\n`;
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, "0");
}
