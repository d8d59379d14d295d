import type { Kysely } from "kysely";
import type { ConfigEngine, Reader, Turn } from "./config-engine";
import { recordChange } from "./change-table";
import { readIdentity } from "./meta-table";
import { StoreError } from "./store-error";

/** Rows put by one statement: their columns together stay below the 65,535 parameters of PostgreSQL's protocol. */
const ROWS = 500;

/** What is moved; hosts and what they have to read anew are of the database alone. */
const TABLES = ["object", "audit", "token", "stack_run", "declaration", "secret"] as const;
const IDENTITY: readonly string[] = ["installation_id", "epoch", "created_at", "revision", "freeze"];

export interface MovedConfig {
  readonly installation: string;
  readonly revision: number;
  readonly auditEntries: number;
}

/**
 * Copies everything of a store into one that nobody has used yet: identity, objects with their owners, tokens, passwords
 * and the whole audit, in one transaction.
 *
 * @throws StoreError RELAY_STORE_NOT_EMPTY when there is something in it
 */
export async function moveConfig(from: ConfigEngine, to: ConfigEngine): Promise<MovedConfig> {
  return to.exclusively(async (turn) => {
    await refuseUsed(turn.db, to.label);
    return from.look((source) => copyAll(source, turn));
  });
}

async function refuseUsed(db: Reader, label: string): Promise<void> {
  for (const table of TABLES) {
    const row = await db.selectFrom(table).select(db.fn.countAll<number>().as("rows")).executeTakeFirstOrThrow();
    if (row.rows === 0) continue;
    const text = `The config store ${label} is in use: it has ${row.rows} rows of ${table}. Nothing was changed.`;
    throw new StoreError("RELAY_STORE_NOT_EMPTY", text);
  }
}

async function copyAll(source: Reader, turn: Turn): Promise<MovedConfig> {
  const { db } = turn;
  const meta = await source.selectFrom("meta").selectAll().where("key", "in", IDENTITY).execute();
  await db.deleteFrom("meta").where("key", "in", IDENTITY).execute();
  await db.insertInto("meta").values(meta).execute();
  let auditEntries = 0;
  for (const table of TABLES) {
    const count = await copyTable(source, db, table);
    if (table === "audit") auditEntries = count;
  }
  await copyReleases(source, db);
  await db
    .insertInto("meta")
    .values({ key: "generation", value: "0" })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const { generation } = await readIdentity(db);
  // Two at once: a host that has opened it meanwhile finds a gap, and reads everything.
  await recordChange(turn, generation + 1, null);
  const value = (key: string) => meta.find((row) => row.key === key)?.value ?? "";
  return { installation: value("installation_id"), revision: Number(value("revision")), auditEntries };
}

async function copyTable(source: Reader, target: Reader, table: (typeof TABLES)[number]): Promise<number> {
  // One type for all of them: rows go as they come.
  const [from, to] = [source, target] as unknown as readonly [Kysely<AnyTables>, Kysely<AnyTables>];
  for (let count = 0; ;) {
    const rows = await from.selectFrom(table).selectAll().orderBy(KEYS[table]).limit(ROWS).offset(count).execute();
    if (rows.length > 0) await to.insertInto(table).values(rows).execute();
    count += rows.length;
    if (rows.length < ROWS) return count;
  }
}

type AnyTables = Readonly<Record<string, Record<string, string | number | null>>>;

const KEYS = {
  object: "id",
  audit: "sequence",
  token: "id",
  stack_run: "stack",
  declaration: "stack",
  secret: "object_id",
} as const satisfies Record<(typeof TABLES)[number], string>;

// Their ids are counted by the database.
async function copyReleases(source: Reader, target: Reader): Promise<void> {
  const releases = await source.selectFrom("release").select(["body", "until"]).orderBy("id").execute();
  if (releases.length > 0) await target.insertInto("release").values(releases).execute();
}
