import type { Kysely } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import type { ConfigSchema } from "./config-schema";
import { createConfigTables } from "./migrations/2026-11-24-config";
import { addFormerStack } from "./migrations/2026-11-26-former-stack";
import { createSecretTable } from "./migrations/2026-11-28-secrets";
import { addDeclaredIn } from "./migrations/2026-11-30-declared-in";
import { addEnforced } from "./migrations/2026-12-01-enforced";
import { createFleetTables } from "./migrations/2026-12-02-several-hosts";
import { isPostgres } from "./sql-dialect";
import { StoreError } from "./store-error";
import { type Migrations, refuseUnknownForm } from "./store-form";

// Named by date, applied in order of name. Add below; never change one that was released.
const MIGRATIONS = {
  "2026-11-24-config": createConfigTables,
  "2026-11-26-former-stack": addFormerStack,
  "2026-11-28-secrets": createSecretTable,
  "2026-11-30-declared-in": addDeclaredIn,
  "2026-12-01-enforced": addEnforced,
  "2026-12-02-several-hosts": createFleetTables,
} as const;

const PROVIDER: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

/** Schema of the tables in PostgreSQL, which other programs may share. */
export const POSTGRES_SCHEMA = "relay";

/** The form that this release gives a store, by its last migration. */
export const FORM = Object.keys(MIGRATIONS).at(-1) as string;

/** Whether this release can write to a store that has this form. */
export function isKnownForm(name: string | undefined): boolean {
  return name === undefined || Object.hasOwn(MIGRATIONS, name);
}

/**
 * Brings the tables of a store to this release's form.
 *
 * @param file Name of the store, for messages
 * @throws StoreError RELAY_STORE_UNKNOWN when another release made them; RELAY_STORE_DAMAGED when a migration fails
 */
export async function migrateConfig(db: Kysely<ConfigSchema>, file: string): Promise<void> {
  await refuseUnknownForm(db, { file, migrations: FORMS });
  const schema = isPostgres(db) ? { migrationTableSchema: POSTGRES_SCHEMA } : {};
  const { error } = await new Migrator({ db, provider: PROVIDER, ...schema }).migrateToLatest();
  if (error === undefined) return;
  const why = error instanceof Error ? error.message : "the migration failed";
  const message = `The config store ${file} cannot be brought to this release's form: ${why}. Nothing was changed.`;
  throw new StoreError("RELAY_STORE_DAMAGED", message, { cause: error });
}

const FORMS: Migrations = {
  names: Object.keys(MIGRATIONS),
  async migrateTo(db, name) {
    const { error } = await new Migrator({ db, provider: PROVIDER }).migrateTo(name);
    if (error !== undefined) throw new Error(`The migration ${name} fails on an empty store.`, { cause: error });
  },
};
