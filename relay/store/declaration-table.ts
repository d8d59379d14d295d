import type { Kysely } from "kysely";
import type { ConfigSchema } from "./config-schema";
import type { ConfigEngine } from "./config-engine";
import type { Declarations, DeclarationStore } from "./config-store";
import type { HeldStore } from "./held-store";

/** Declarations of a store. They are in nobody's memory: only who asks for them needs them. */
export function createDeclarationStore(store: HeldStore, engine: ConfigEngine): DeclarationStore {
  return {
    put: (declarations) => store.inOrder(() => engine.exclusively(({ db }) => putDeclarations(db, declarations))),
    get: (stack) => store.inOrder(() => engine.read((db) => getDeclarations(db, stack))),
  };
}

/**
 * Keeps what the newest run of a stack declares; false when a newer run's is there. An explicit provider has a process
 * of its own, which sees only its own resources: sets of one run are put together.
 */
export async function putDeclarations(db: Kysely<ConfigSchema>, declarations: Declarations): Promise<boolean> {
  const { stack, run, runStartedAt } = declarations;
  const known = await getDeclarations(db, stack);
  const declared = known?.run === run ? union(known.declared, declarations.declared) : declarations.declared;
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

function union(a: Declarations["declared"], b: Declarations["declared"]): Declarations["declared"] {
  return [...new Map([...a, ...b].map((one) => [`${one.kind} ${one.logicalId}`, one])).values()];
}

export async function getDeclarations(db: Kysely<ConfigSchema>, stack: string): Promise<Declarations | undefined> {
  const row = await db.selectFrom("declaration").selectAll().where("stack", "=", stack).executeTakeFirst();
  if (row === undefined) return undefined;
  const declared = JSON.parse(row.declared) as Declarations["declared"];
  return { stack, run: row.run, runStartedAt: row.run_started_at, declared };
}
