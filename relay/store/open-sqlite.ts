import Sqlite, { type Database } from "better-sqlite3";
import { ensurePrivateFile } from "./private-file";
import { StoreError } from "./store-error";

/** `PRAGMA synchronous` as SQLite answers it. */
const FULL = 2;

/**
 * Opens a database file whose commits survive power loss: WAL with synchronous=FULL has every commit fsynced before it
 * returns (sqlite.org/pragma.html#pragma_synchronous). @throws StoreError when that cannot be had.
 */
export function openSqlite(path: string): Database {
  const database = openFile(path);
  try {
    const journal = database.pragma("journal_mode = WAL", { simple: true });
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    database.pragma("busy_timeout = 5000");
    const synchronous = database.pragma("synchronous", { simple: true });
    if (journal === "wal" && synchronous === FULL) return database;
    const got = `journal_mode=${String(journal)}, synchronous=${String(synchronous)}`;
    throw new StoreError("RELAY_STORE_DAMAGED", `${path} does not support durable commits here (${got}).`);
  } catch (error) {
    database.close();
    throw asStoreError(path, error);
  }
}

function openFile(path: string): Database {
  try {
    ensurePrivateFile(path);
    return new Sqlite(path);
  } catch (error) {
    throw asStoreError(path, error);
  }
}

function asStoreError(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new StoreError("RELAY_STORE_DAMAGED", `${path} cannot be opened: ${why}.`, { cause: error });
}
