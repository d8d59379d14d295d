import type { Kysely } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import type { ConfigSchema } from "./config-schema";
import { createConfigTables } from "./migrations/2026-11-24-config";
import { addFormerStack } from "./migrations/2026-11-26-former-stack";
import { StoreError } from "./store-error";

// Named by date, applied in order of name. Add below; never change one that was released.
const MIGRATIONS = { "2026-11-24-config": createConfigTables, "2026-11-26-former-stack": addFormerStack } as const;

const PROVIDER: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

/** Brings the tables to this release's form. @throws StoreError when a migration fails or a newer release was here. */
export async function migrateConfig(db: Kysely<ConfigSchema>): Promise<void> {
  const { error } = await new Migrator({ db, provider: PROVIDER }).migrateToLatest();
  if (error === undefined) return;
  const why = error instanceof Error ? error.message : "the migration failed";
  throw new StoreError(
    "RELAY_STORE_DAMAGED",
    `The config store cannot be brought to this release's form: ${why}. It may come from a newer release; nothing was changed.`,
    { cause: error },
  );
}
