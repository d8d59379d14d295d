import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase } from "../../relay/store";
import { describeConfigSecrets } from "./config-secrets.contract";
import { describeConfigStore, type StoreUnderTest } from "./config-store.contract";
import { describeFreeze } from "./freeze.contract";
import { describeImpact } from "./impact.contract";
import { describeRevert } from "./revert.contract";

const ENGINE = "SQLite, in the same thread";

async function prepare(): Promise<StoreUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), "config-store-"));
  return {
    open: () => ConfigDatabase.open({ dataDir, now: Date.now }),
    dispose: () => rm(dataDir, { recursive: true }),
  };
}

describeConfigStore(ENGINE, prepare);
describeConfigSecrets(ENGINE, prepare);
describeFreeze(ENGINE, prepare);
describeRevert(ENGINE, prepare);
describeImpact(ENGINE, prepare);
