import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { countedKey, makeAuditAppendOnly, strict, wholeNumber } from "../sql-dialect";

/** The first config store: objects, releases, audit, tokens, declarations. */
export const createConfigTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createMeta(db);
    await createObjects(db);
    await createAudit(db);
    await createAccess(db);
  },
};

async function createMeta(db: Kysely<unknown>): Promise<void> {
  await strict(db, db.schema.createTable("meta"))
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

async function createObjects(db: Kysely<unknown>): Promise<void> {
  await strict(db, db.schema.createTable("object"))
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("revision", wholeNumber(db), (column) => column.notNull())
    .addColumn("selection_revision", wholeNumber(db), (column) => column.notNull())
    .addColumn("owner_stack", "text")
    .addColumn("owner_logical_id", "text")
    .addColumn("token_hash", "text")
    .addColumn("run_id", "text")
    .addColumn("run_started_at", wholeNumber(db))
    .addColumn("declared_ranges", "text")
    .addColumn("relay_limited_to", "text")
    .addColumn("superseded_since", wholeNumber(db))
    .addColumn("created_at", wholeNumber(db), (column) => column.notNull())
    .addColumn("updated_at", wholeNumber(db), (column) => column.notNull())
    .addColumn("updated_by", "text", (column) => column.notNull())
    .execute();
  // What makes a repeated create find its object, whatever happened in between.
  await sql`create unique index object_owner on object (kind, owner_stack, owner_logical_id) where owner_stack is not null`.execute(
    db,
  );
  await strict(db, db.schema.createTable("release"))
    .addColumn("id", countedKey(db), (column) => column.primaryKey())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("until", wholeNumber(db), (column) => column.notNull())
    .execute();
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
  await strict(db, db.schema.createTable("audit"))
    .addColumn("sequence", wholeNumber(db), (column) => column.primaryKey())
    .addColumn("object_id", "text")
    .addColumn("revision", wholeNumber(db), (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("audit_object").on("audit").columns(["object_id", "revision"]).execute();
  await makeAuditAppendOnly(db);
}

async function createAccess(db: Kysely<unknown>): Promise<void> {
  await strict(db, db.schema.createTable("token"))
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull().unique())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("stack_pattern", "text")
    .addColumn("created_at", wholeNumber(db), (column) => column.notNull())
    .addColumn("expires_at", wholeNumber(db))
    .execute();
  await strict(db, db.schema.createTable("stack_run"))
    .addColumn("stack", "text", (column) => column.primaryKey())
    .addColumn("run", "text", (column) => column.notNull())
    .addColumn("run_started_at", wholeNumber(db), (column) => column.notNull())
    .execute();
  await strict(db, db.schema.createTable("declaration"))
    .addColumn("stack", "text", (column) => column.primaryKey())
    .addColumn("run", "text", (column) => column.notNull())
    .addColumn("run_started_at", wholeNumber(db), (column) => column.notNull())
    .addColumn("declared", "text", (column) => column.notNull())
    .execute();
}
