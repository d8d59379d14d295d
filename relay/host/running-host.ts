import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { acquireHostLock, StoreError } from "../store";

/**
 * Process of the host that uses a data directory; undefined: none does, or it is between two. The file that a killed host
 * left behind may name a process that has nothing to do with it, so the lock is asked.
 */
export function runningHost(dataDir: string): number | undefined {
  const file = join(dataDir, "host.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8"));
  return isLocked(dataDir) && Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isLocked(dataDir: string): boolean {
  try {
    acquireHostLock(dataDir).release();
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.code === "RELAY_DATA_DIR_IN_USE") return true;
    throw error;
  }
}
