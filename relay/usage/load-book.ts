import { placeAt } from "./client-place";
import { type RangeCells, UsageBook, type UsageBookLimits } from "./usage-book";
import type { UsageCell } from "./usage-cell";
import { readLine, USAGE_FILE_HEADER } from "./usage-line";

/** What a usage file came to. */
export interface LoadedBook {
  readonly book: UsageBook;
  /** Epoch milliseconds of the last save; what happened later is not in it. */
  readonly savedAt: number;
}

/**
 * Reads a usage file: later lines of a counter replace earlier ones. A last line without its end was being written when
 * the host was killed, and does not count. Undefined when anything else is wrong: figures of which some are missing could
 * call something unused that is in use.
 */
export function loadBook(text: string, limits: Partial<UsageBookLimits> = {}): LoadedBook | undefined {
  const [header, ...lines] = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  if (header !== USAGE_FILE_HEADER) return undefined;
  lines.pop();
  const cells = new Map<string, UsageCell>();
  let saved: { readonly since: number; readonly savedAt: number } | undefined;
  for (const line of lines) {
    const record = readLine(line);
    if (record === undefined) return undefined;
    if (record.kind === "book") saved = record;
    else cells.set(keyOf(record.cell), record.cell);
  }
  if (saved === undefined) return undefined;
  const book = new UsageBook(saved.since, limits);
  fill(book, [...cells.values()]);
  book.makeRoom();
  book.takeDirty();
  return { book, savedAt: saved.savedAt };
}

function fill(book: UsageBook, saved: readonly UsageCell[]): void {
  const clients = saved.filter(isClient);
  for (const cell of saved) if (!isClient(cell)) put(placeOf(book, cell), cell);
  const places = clients.map((cell) => ({ cell, range: rangeOf(book, cell) }));
  const isOwnPlace = ({ cell, range }: (typeof places)[number]) => placeAt(range.cell.level, cell.part) === cell.part;
  const whole = new Set(places.filter(isOwnPlace).map(({ cell, range }) => putClient(book, range, cell)));
  // Of a time when the range kept its clients more finely: the coarser counter has them, if it was written.
  for (const { cell, range } of places.filter((place) => !isOwnPlace(place))) {
    if (!whole.has(book.client(range, cell.part))) putClient(book, range, cell);
  }
}

function isClient({ kind }: UsageCell): boolean {
  return kind === "client" || kind === "refused";
}

function rangeOf(book: UsageBook, { kind, connectorId, name }: UsageCell): RangeCells {
  const connector = book.connector(connectorId);
  return kind === "refusal" || kind === "refused" ? book.refusal(connector, name) : book.range(connector, name);
}

function putClient(book: UsageBook, range: RangeCells, saved: UsageCell): UsageCell {
  const cell = book.client(range, saved.part);
  put(cell, saved);
  return cell;
}

function keyOf({ kind, connectorId, name, part }: UsageCell): string {
  return [kind, connectorId, name, part].join("\n");
}

function put(cell: UsageCell, saved: UsageCell): void {
  cell.absorb(saved);
  cell.label = saved.label;
  cell.since = saved.since;
  if (saved.kind === "range" || saved.kind === "refusal") cell.level = saved.level;
}

function placeOf(book: UsageBook, saved: UsageCell): UsageCell {
  const { kind, connectorId, name, part } = saved;
  const connector = book.connector(connectorId);
  if (kind === "connector") return connector.cell;
  if (kind === "principal") return book.principal(connector, name);
  return kind === "right" ? book.right(connector, name, part) : rangeOf(book, saved).cell;
}
