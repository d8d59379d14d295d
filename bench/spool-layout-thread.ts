import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Ways to make a batch durable. */
export type SpoolLayout = "log" | "log and index rows" | "bodies in SQLite";

export interface LayoutBatch {
  readonly ids: readonly string[];
  readonly envelope: string;
  /** Bodies one after the other, `bodyBytes` each. */
  readonly bytes: Uint8Array;
  readonly bodyBytes: number;
}

const { layout, directory } = workerData as { readonly layout: SpoolLayout; readonly directory: string };
const commit = layout === "bodies in SQLite" ? sqliteCommit("FULL", "with bodies") : logCommit();

parentPort?.on("message", (batch: LayoutBatch) => {
  commit(batch);
  parentPort?.postMessage(null);
});

function logCommit(): (batch: LayoutBatch) => void {
  const file = openSync(join(directory, "log"), "a");
  // The rows can be made again from the log, so they need no sync of their own.
  const index = layout === "log and index rows" ? sqliteCommit("NORMAL", "positions only") : undefined;
  return (batch) => {
    writeSync(file, batch.bytes);
    fdatasyncSync(file);
    index?.(batch);
  };
}

function sqliteCommit(
  synchronous: "FULL" | "NORMAL",
  what: "with bodies" | "positions only",
): (batch: LayoutBatch) => void {
  const database = new Database(join(directory, "spool.db"));
  database.pragma("journal_mode = WAL");
  database.pragma(`synchronous = ${synchronous}`);
  database.exec(`create table message (id text primary key, envelope text, body blob) without rowid;
    create table recipient (id integer primary key, message text, address text, state int, next int, attempts int);
    create index due on recipient (state, next)`);
  const message = database.prepare("insert into message values (?, ?, ?)");
  const recipient = database.prepare(
    "insert into recipient (message, address, state, next, attempts) values (?, ?, 0, ?, 0)",
  );
  return database.transaction(({ ids, envelope, bytes, bodyBytes }: LayoutBatch) => {
    ids.forEach((id, place) => {
      const body = bytes.subarray(place * bodyBytes, (place + 1) * bodyBytes);
      message.run(id, envelope, what === "with bodies" ? body : null);
      recipient.run(id, "c@fabrikam.com", place);
    });
  });
}
