import type { Kysely } from "kysely";
import type { ConfigSchema } from "./config-schema";
import type { Declarations } from "./config-store";

/** Keeps what the newest run of a stack declares; false when a newer run's is there. */
export async function putDeclarations(db: Kysely<ConfigSchema>, declarations: Declarations): Promise<boolean> {
  const { stack, run, runStartedAt, declared } = declarations;
  const columns = { run, run_started_at: runStartedAt, declared: JSON.stringify(declared) };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("declaration")
    .values({ stack, ...columns })
    .onConflict((conflict) =>
      conflict.column("stack").doUpdateSet(columns).where("declaration.run_started_at", "<=", runStartedAt),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function getDeclarations(db: Kysely<ConfigSchema>, stack: string): Promise<Declarations | undefined> {
  const row = await db.selectFrom("declaration").selectAll().where("stack", "=", stack).executeTakeFirst();
  if (row === undefined) return undefined;
  const declared = JSON.parse(row.declared) as Declarations["declared"];
  return { stack, run: row.run, runStartedAt: row.run_started_at, declared };
}
