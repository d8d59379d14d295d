import { randomUUID } from "node:crypto";
import { Kysely } from "kysely";
import { ConfigDialect } from "./config-dialect";
import type { ConfigEngine } from "./config-engine";
import type { ConfigSchema } from "./config-schema";
import { migrateConfig } from "./migrate-config";
import { openSqlite } from "./open-sqlite";

/** A file that this host alone writes: what is in memory is what is in the file. @throws StoreError */
export async function openSqliteEngine(file: string): Promise<ConfigEngine> {
  const db = new Kysely<ConfigSchema>({ dialect: new ConfigDialect(openSqlite(file)) });
  try {
    await migrateConfig(db, file);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    writers: "this-host",
    label: file,
    exclusively: (work) => db.transaction().execute((transaction) => work({ db: transaction, mark: randomUUID() })),
    look: (work) => work(db),
    read: (work) => work(db),
    watch: () => undefined,
    health: { ok: true },
    tellEnforced: () => undefined,
    hosts: () => Promise.resolve([]),
    close: () => db.destroy(),
  };
}
