import { type Kysely, sql } from "kysely";
import type { ConfigSchema } from "../config-schema";
import { FORM, migrateConfig, POSTGRES_SCHEMA } from "../migrate-config";
import { StoreError } from "../store-error";

/** Numbers of PostgreSQL's releases as `server_version_num` has them. */
const OLDEST_VERSION = 150_000;

// Any number, the same for every host: who makes the tables.
const MIGRATION_LOCK = 0x72656c61;

/** Makes or migrates the tables; hosts that start at the same time do it one after the other. @throws StoreError */
export async function prepareDatabase(db: Kysely<ConfigSchema>, label: string): Promise<void> {
  await requireServer(db, label);
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      await ensureSchema(connection);
      await migrateConfig(connection, label);
      await recordForm(connection);
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

interface Server {
  readonly version: number;
  readonly encoding: string;
}

async function requireServer(db: Kysely<ConfigSchema>, label: string): Promise<void> {
  const { rows } = await sql<Server>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`.execute(
    db,
  );
  const { version, encoding } = rows[0] as Server;
  const need = version < OLDEST_VERSION ? "PostgreSQL 15 or newer" : "a database with the encoding UTF8";
  if (version >= OLDEST_VERSION && encoding === "UTF8") return;
  throw new StoreError(
    "RELAY_STORE_UNKNOWN",
    `The config store ${label} has version ${version} and encoding ${encoding}, and ${need} is needed.`,
  );
}

// Asked first: `if not exists` needs the right to make a schema even where there is one.
async function ensureSchema(db: Kysely<ConfigSchema>): Promise<void> {
  const { rows } = await sql`select 1 where to_regnamespace(${POSTGRES_SCHEMA}) is null`.execute(db);
  if (rows.length > 0) await db.schema.createSchema(POSTGRES_SCHEMA).execute();
}

// Hosts of an older release that still run see by it that they may no longer write.
async function recordForm(db: Kysely<ConfigSchema>): Promise<void> {
  await db
    .insertInto("meta")
    .values({ key: "form", value: FORM })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: FORM }).where("meta.value", "<", FORM))
    .execute();
}
