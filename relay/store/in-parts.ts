/** Parameters of one statement: SQLite takes 32,766 of them, PostgreSQL's protocol 65,535. */
const MOST = 30_000;

/** A list in parts that each fit into one statement. */
export function inParts<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / MOST);
  return Array.from({ length: count }, (_, part) => items.slice(part * MOST, (part + 1) * MOST));
}
