import type { Kysely } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import type { ConfigSchema } from "./config-schema";
import { createConfigTables } from "./migrations/2026-11-24-config";
import { addFormerStack } from "./migrations/2026-11-26-former-stack";
import { createSecretTable } from "./migrations/2026-11-28-secrets";
import { addDeclaredIn } from "./migrations/2026-11-30-declared-in";
import { addEnforced } from "./migrations/2026-12-01-enforced";
import { StoreError } from "./store-error";
import { type Migrations, refuseUnknownForm } from "./store-form";

// Named by date, applied in order of name. Add below; never change one that was released.
const MIGRATIONS = {
  "2026-11-24-config": createConfigTables,
  "2026-11-26-former-stack": addFormerStack,
  "2026-11-28-secrets": createSecretTable,
  "2026-11-30-declared-in": addDeclaredIn,
  "2026-12-01-enforced": addEnforced,
} as const;

const PROVIDER: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

/**
 * Brings the tables of a file to this release's form.
 * @throws StoreError RELAY_STORE_UNKNOWN when another release made them; RELAY_STORE_DAMAGED when a migration fails
 */
export async function migrateConfig(db: Kysely<ConfigSchema>, file: string): Promise<void> {
  await refuseUnknownForm(db, { file, migrations: FORMS });
  const { error } = await new Migrator({ db, provider: PROVIDER }).migrateToLatest();
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
