import { type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from "kysely";

/** A database of either engine, whatever its tables. */
type AnyDatabase = Pick<Kysely<unknown>, "getExecutor">;

export function isPostgres(db: AnyDatabase): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Type of a column for counts and epoch milliseconds; PostgreSQL's integer ends at 2^31. */
export function wholeNumber(db: AnyDatabase): "integer" | "bigint" {
  return isPostgres(db) ? "bigint" : "integer";
}

/** Type of a key that the database counts up itself. */
export function countedKey(db: AnyDatabase): "integer" | "bigserial" {
  return isPostgres(db) ? "bigserial" : "integer";
}

/** SQLite keeps any value in any column unless the table is STRICT. */
export function strict(db: AnyDatabase, table: CreateTableBuilder<string, never>): CreateTableBuilder<string, never> {
  return isPostgres(db) ? table : table.modifyEnd(sql`strict`);
}

/** Keeps the audit from being changed by accident; the hash chain shows what gets past this. */
export async function makeAuditAppendOnly(db: Kysely<unknown>): Promise<void> {
  for (const statement of isPostgres(db) ? POSTGRES_GUARD : SQLITE_GUARD) await sql.raw(statement).execute(db);
}

const SQLITE_GUARD = [
  "create trigger audit_no_update before update on audit begin select raise(abort, 'the audit is append-only'); end",
  "create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit is append-only'); end",
];

const POSTGRES_GUARD = [
  `create function audit_is_append_only() returns trigger language plpgsql as
   $$ begin raise exception 'the audit is append-only'; end $$`,
  "create trigger audit_no_change before update or delete on audit for each row execute function audit_is_append_only()",
  "create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_append_only()",
];

/** Every column as `table.column`, in order; the engine's and Kysely's own tables left out, and those of a shared spool. */
export async function listColumns(db: AnyDatabase): Promise<readonly string[]> {
  const { rows } = await (isPostgres(db) ? POSTGRES_COLUMNS : SQLITE_COLUMNS).execute(db);
  return rows.map(({ name }) => name).sort();
}

const SQLITE_COLUMNS = sql<{ readonly name: string }>`
  select t.name || '.' || c.name as name from sqlite_schema t join pragma_table_info(t.name) c
  where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' and t.name not like 'kysely\\_%' escape '\\'`;

const POSTGRES_COLUMNS = sql<{ readonly name: string }>`
  select table_name || '.' || column_name as name from information_schema.columns
  where table_schema = current_schema()
    and table_name not like 'kysely\\_%' escape '\\' and table_name not like 'relay\\_%' escape '\\'`;

/** Names of the migrations that a database records, in order; empty for a new one. */
export async function recordedMigrations(db: AnyDatabase): Promise<readonly string[]> {
  const { rows } = await (isPostgres(db) ? POSTGRES_RECORD : SQLITE_RECORD).execute(db);
  if (rows.length === 0) return [];
  const names = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(db);
  return names.rows.map(({ name }) => name).sort();
}

const SQLITE_RECORD = sql`select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'`;
const POSTGRES_RECORD = sql`
  select 1 from information_schema.tables where table_schema = current_schema() and table_name = 'kysely_migration'`;
