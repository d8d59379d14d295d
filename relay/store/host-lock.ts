import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { ensurePrivateFile } from "./private-file";
import { StoreError } from "./store-error";

/** The right to use a data directory, until released or until the process ends in any way. */
export interface HostLock {
  release(): void;
}

/** The right to be the next one to use a data directory. */
export interface HostReservation {
  /** Takes the data directory, which has to be free by now, and gives the reservation up. @throws StoreError */
  acquire(): HostLock;
  release(): void;
}

const LOCK_FILE = "host.lock";
const NEXT_LOCK_FILE = "host-next.lock";
const PID_FILE = "host.pid";

/**
 * Takes the data directory for this process, and makes the directory if need be. The operating system holds the lock
 * (SQLite's exclusive lock on a file of its own), so a killed host leaves none behind; the pid file only names the holder.
 * @throws StoreError RELAY_DATA_DIR_IN_USE naming directory and process, RELAY_DATA_DIR_UNUSABLE when nothing can be written
 */
export function acquireHostLock(dataDir: string): HostLock {
  return reserveHostLock(dataDir).acquire();
}

/**
 * Reserves the data directory while another host may still use it: nobody else gets it in between. A lock cannot be handed
 * from process to process, so whoever starts takes both, one after the other.
 * @throws StoreError as acquireHostLock, RELAY_DATA_DIR_IN_USE when somebody else is next
 */
export function reserveHostLock(dataDir: string): HostReservation {
  const next = lockFile(dataDir, NEXT_LOCK_FILE);
  return {
    acquire() {
      try {
        return holdLock(dataDir, lockFile(dataDir, LOCK_FILE));
      } finally {
        next.close();
      }
    },
    release: () => void next.close(),
  };
}

function holdLock(dataDir: string, database: Sqlite.Database): HostLock {
  const pidFile = join(dataDir, PID_FILE);
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release() {
      rmSync(pidFile, { force: true });
      database.close();
    },
  };
}

function lockFile(dataDir: string, name: string): Sqlite.Database {
  const database = openLockFile(dataDir, name);
  try {
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    throw inUse(dataDir, error);
  }
}

function openLockFile(dataDir: string, name: string): Sqlite.Database {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    ensurePrivateFile(join(dataDir, name));
    return new Sqlite(join(dataDir, name), { timeout: 0 });
  } catch (error) {
    const why = (error as Error).message;
    const message = `The data directory ${resolve(dataDir)} cannot be used: ${why}. Make it a directory that this user may write, or use another --data-dir.`;
    throw new StoreError("RELAY_DATA_DIR_UNUSABLE", message, { cause: error });
  }
}

function inUse(dataDir: string, error: unknown): StoreError {
  const { code } = error as { readonly code?: string };
  if (code?.startsWith("SQLITE_BUSY") !== true) throw error;
  const message = `The data directory ${resolve(dataDir)} is in use by another relay host${holder(dataDir)}. Stop it, or use another --data-dir.`;
  return new StoreError("RELAY_DATA_DIR_IN_USE", message, { cause: error });
}

function holder(dataDir: string): string {
  try {
    return ` (process ${Number(readFileSync(join(dataDir, PID_FILE), "utf8"))})`;
  } catch {
    return "";
  }
}
