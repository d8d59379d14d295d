import { join } from "node:path";
import type { Logger } from "pino";
import type { RelayOptions } from "../options";
import { openSharedSpool } from "../shared-spool";
import { openSpool, type Spool } from "../spool";
import { postgresConnection } from "../store";

/** Hosts that share a configuration share their mail, too; any other keeps its own in the data directory. */
export function openMailSpool({ dataDir, store, hostName }: RelayOptions, log: Logger): Promise<Spool> {
  const clock = { now: Date.now };
  if (store.shared === null) return openSpool({ directory: join(dataDir, "spool"), clock, log });
  return openSharedSpool({ connection: postgresConnection(store.shared), hostName, clock, log });
}
