import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { ConfigDialect } from "./config-dialect";
import type { ConfigSchema } from "./config-schema";
import { listColumns, recordedMigrations } from "./sql-dialect";
import { StoreError } from "./store-error";

/** How a form comes about. */
export interface Migrations {
  /** In order. */
  readonly names: readonly string[];
  /** Brings an empty database to the form that it has after the named migration. */
  migrateTo(db: Kysely<ConfigSchema>, name: string): Promise<void>;
}

/**
 * Refuses a store that no release of this line made, before anything in it is changed: which migrations ran is recorded in
 * it, and their tables and columns must be there, no more and no fewer. An older store whose form is known passes.
 *
 * @throws StoreError RELAY_STORE_UNKNOWN
 */
export async function refuseUnknownForm(
  db: Kysely<ConfigSchema>,
  { file, migrations }: { readonly file: string; readonly migrations: Migrations },
): Promise<void> {
  const [found, ran] = [await listColumns(db), await recordedMigrations(db)];
  const why = await strangeness(found, ran, migrations);
  if (why === undefined) return;
  const remedy = "Start it with the release that wrote it, or use another --data-dir. Nothing was changed.";
  throw new StoreError("RELAY_STORE_UNKNOWN", `The config store ${file} ${why}. ${remedy}`);
}

async function strangeness(found: Form, ran: readonly string[], migrations: Migrations): Promise<string | undefined> {
  const last = ran.at(-1);
  const newer = ran.find((name) => !migrations.names.includes(name));
  if (newer !== undefined) return `was written by a newer release: its migration ${newer} is not known here`;
  const wanted = last === undefined ? [] : await formAfter(last, migrations);
  const [missing, strange] = [without(wanted, found), without(found, wanted)];
  if (missing.length > 0) return `was written by another release: ${firstOf(missing, found)} is missing`;
  if (strange.length === 0) return undefined;
  const whose = last === undefined ? "was not made by a relay host" : "was written by another release";
  return `${whose}: ${firstOf(strange, wanted)} is not known here`;
}

/** Every column as `table.column`. */
type Form = readonly string[];

// What the migrations make is known only by making it: milliseconds, in memory. Names are the same on every engine.
async function formAfter(name: string, migrations: Migrations): Promise<Form> {
  const model = new Kysely<ConfigSchema>({ dialect: new ConfigDialect(new Sqlite(":memory:")) });
  try {
    await migrations.migrateTo(model, name);
    return await listColumns(model);
  } finally {
    await model.destroy();
  }
}

function without(some: Form, others: Form): Form {
  const known = new Set(others);
  return some.filter((column) => !known.has(column));
}

/** The first column that only one form has, or its table where that is so too. */
function firstOf(columns: Form, others: Form): string {
  const [first = ""] = columns;
  const table = tableOf(first);
  return others.some((column) => tableOf(column) === table) ? `the column ${first}` : `the table ${table}`;
}

function tableOf(column: string): string {
  return column.slice(0, column.indexOf("."));
}
