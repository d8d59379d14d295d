import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase, openPostgresEngine, type PostgresAddress, type SharedStore } from "../../relay/store";
import { ask, type DatabaseConnection } from "../harness/postgres";

/** A database of the tests' own server, as a host is told of it. */
export function addressOf(
  { host, port, user, database }: DatabaseConnection,
  password: string | null = null,
): PostgresAddress {
  const tls = { mode: "disable", caFile: null, certFile: null, keyFile: null } as const;
  return { host, port, user, database, password, tls };
}

/** Takes everything out of a store, which then begins anew; making a database takes far longer. */
export async function emptyStore(connection: DatabaseConnection): Promise<void> {
  const tables = await ask(
    connection,
    "select 'relay.' || quote_ident(table_name) as name from information_schema.tables where table_schema = 'relay' and table_name not like 'kysely%'",
  );
  if (tables.length === 0) return;
  // The audit defends itself.
  const all = tables.map(({ name }) => String(name)).join(", ");
  await ask(connection, `set session_replication_role = replica; truncate ${all}`);
}

/** Hosts' data directories for one test: the key is shared, as a fleet's is. */
export interface Fleet {
  open(limits?: SharedStore["limits"], host?: string): Promise<ConfigDatabase>;
  /** Gives its hosts a key of their own. */
  writeKey(): void;
  /** Closes every store that was opened, and removes the directories. */
  dispose(): Promise<void>;
}

/** Stores in this process that share a database. Looks are frequent, and patience is short. */
export function fleetOn(connection: DatabaseConnection, password?: string): Fleet {
  const dataDir = mkdtempSync(join(tmpdir(), "config-fleet-"));
  const opened: ConfigDatabase[] = [];
  return {
    open: async (limits = {}, name = `host${opened.length}`) => {
      const shared = { address: addressOf(connection, password), host: { name, version: "1.2.3" } };
      const few = { pollInterval: 50, startPatience: 5_000, ...limits };
      const store = await ConfigDatabase.open({
        dataDir,
        now: Date.now,
        openEngine: (onHealth) => openPostgresEngine({ ...shared, limits: few, onHealth }),
      });
      opened.push(store);
      return store;
    },
    writeKey: () => writeFileSync(join(dataDir, "secrets.key"), randomBytes(32).toString("base64")),
    dispose: async () => {
      for (const store of opened) await store.close().catch(() => undefined);
      rmSync(dataDir, { recursive: true });
    },
  };
}
