import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ConfigStore } from "./config-store";
import { StoreThread } from "./store-thread";
import { WorkerConfigStore } from "./worker-config-store";

/**
 * Opens the config store of a data directory in a thread of its own. The caller holds the directory's host lock.
 * @throws StoreError when the store cannot be opened; nothing is left running then.
 */
export async function openConfigStore(options: { readonly dataDir: string }): Promise<ConfigStore> {
  const worker = new Worker(workerFile(), { workerData: { dataDir: options.dataDir } });
  const thread = new StoreThread(worker);
  try {
    return new WorkerConfigStore(thread, await thread.opened);
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
