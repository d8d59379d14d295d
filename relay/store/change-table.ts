import { sql } from "kysely";
import type { ConfigChanges } from "../../model";
import type { Reader, Turn } from "./config-engine";

/** Changes that are remembered: a host that missed more reads everything. */
const REMEMBERED = 1_000;

/** Remembers which objects a transaction changed, and tells the other hosts once it is committed. Answers with the new generation. */
export async function recordChange(
  { db, mark }: Turn,
  generation: number,
  changes: Pick<ConfigChanges, "put" | "removed"> | null,
): Promise<number> {
  const next = generation + 1;
  const ids = changes === null ? [] : [...changes.put, ...changes.removed].map(({ id }) => id);
  await db
    .insertInto("change")
    .values({ generation: next, mark, objects: JSON.stringify([...new Set(ids)]) })
    .execute();
  await db
    .deleteFrom("change")
    .where("generation", "<=", next - REMEMBERED)
    .execute();
  await db
    .updateTable("meta")
    .set({ value: String(next) })
    .where("key", "=", "generation")
    .execute();
  await sql`select pg_notify('relay_config', ${String(next)})`.execute(db);
  return next;
}

/** Ids of the objects that were changed since a generation; undefined when that is no longer known. */
export async function changedObjects(db: Reader, since: number, now: number): Promise<readonly string[] | undefined> {
  if (now < since || now - since > REMEMBERED) return undefined;
  const rows = await db.selectFrom("change").select("objects").where("generation", ">", since).execute();
  if (rows.length !== now - since) return undefined;
  return [...new Set(rows.flatMap(({ objects }) => JSON.parse(objects) as readonly string[]))];
}
