import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ConfigStore } from "./config-store";
import type { SharedStore } from "./postgres/postgres-engine";
import { StoreThread } from "./store-thread";
import { WorkerConfigStore } from "./worker-config-store";

export interface ConfigStoreOptions {
  readonly dataDir: string;
  /** File of the key that passwords for other hosts are sealed with. @default `secrets.key` in the data directory */
  readonly secretsKeyFile?: string;
  /** A database that other hosts use, too. @default a file in the data directory */
  readonly shared?: SharedStore;
}

/** It has little to do at a time: what V8 would set aside for it otherwise is a third of what it needs. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8 };

/**
 * Opens the config store of a data directory in a thread of its own. The caller holds the directory's host lock.
 * @throws StoreError when the store cannot be opened; nothing is left running then.
 */
export async function openConfigStore(options: ConfigStoreOptions): Promise<ConfigStore> {
  const worker = new Worker(workerFile(), { workerData: options, resourceLimits: THREAD_LIMITS });
  let store: WorkerConfigStore | undefined;
  // What the thread tells before it has opened the store is in what it opens with.
  const thread = new StoreThread(worker, {
    onMove: (move) => store?.take(move),
    onHealth: (health) => store?.become(health),
  });
  try {
    store = new WorkerConfigStore(thread, await thread.opened);
    return store;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

// Threads cannot run TypeScript: from the sources (tests) the built file is used.
function workerFile(): string {
  const name = "config-worker.js";
  return extname(__filename) === ".ts" ? join(__dirname, "../../dist/relay/store", name) : join(__dirname, name);
}
