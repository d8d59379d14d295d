import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { ensurePrivateFile } from "./private-file";
import { StoreError } from "./store-error";

/** What a copy of a config store says of itself. */
export interface CopiedConfig {
  readonly installation: { readonly id: string; readonly epoch: number };
  readonly revision: number;
  readonly auditHead: { readonly sequence: number; readonly hash: string };
}

/**
 * Copies a config store that a host may be writing to: one transaction reads it all (VACUUM INTO), so that the copy is
 * what was committed at one moment, without the log beside it.
 * @throws StoreError when there is none, or the copy is damaged
 */
export function copyConfig(from: string, to: string): CopiedConfig {
  if (!existsSync(from)) throw new StoreError("RELAY_STORE_DAMAGED", `There is no config store ${from}.`);
  const database = new Sqlite(from, { fileMustExist: true, timeout: 30_000 });
  try {
    ensurePrivateFile(to);
    database.prepare("VACUUM INTO ?").run(to);
  } catch (cause) {
    throw new StoreError("RELAY_STORE_DAMAGED", `${from} cannot be copied: ${(cause as Error).message}.`, { cause });
  } finally {
    database.close();
  }
  syncFile(to);
  return describe(to);
}

/** Reads a copy that nobody writes to, and judges its pages. @throws StoreError */
function describe(file: string): CopiedConfig {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const verdict = database.pragma("integrity_check", { simple: true });
    if (verdict !== "ok") throw new StoreError("RELAY_STORE_DAMAGED", `${file} is damaged: ${String(verdict)}.`);
    const rows = database.prepare("SELECT key, value FROM meta").all() as { key: string; value: string }[];
    const meta = new Map(rows.map(({ key, value }) => [key, value]));
    const head = database.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").get();
    return {
      installation: { id: meta.get("installation_id") ?? "", epoch: Number(meta.get("epoch")) },
      revision: Number(meta.get("revision")),
      auditHead: (head as CopiedConfig["auditHead"] | undefined) ?? { sequence: 0, hash: "" },
    };
  } finally {
    database.close();
  }
}

function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
