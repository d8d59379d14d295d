import type { Kysely } from "kysely";
import type { Freeze } from "../../model";
import type { ConfigSchema } from "./config-schema";

const KEY = "freeze";

/** The freeze that is on; null: none. */
export async function readFreeze(db: Kysely<ConfigSchema>): Promise<Freeze | null> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", KEY).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.value) as Freeze);
}

export async function writeFreeze(db: Kysely<ConfigSchema>, freeze: Freeze | null): Promise<void> {
  await db.deleteFrom("meta").where("key", "=", KEY).execute();
  if (freeze !== null)
    await db
      .insertInto("meta")
      .values({ key: KEY, value: JSON.stringify(freeze) })
      .execute();
}
