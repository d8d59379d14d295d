import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase } from "../../relay/store";
import { describeConfigStore } from "./config-store.contract";

describeConfigStore("SQLite, in the same thread", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "config-store-"));
  return {
    open: () => ConfigDatabase.open({ dataDir, now: Date.now }),
    dispose: () => rm(dataDir, { recursive: true }),
  };
});
