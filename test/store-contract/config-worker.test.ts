import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openConfigStore } from "../../relay/store";
import { describeConfigSecrets } from "./config-secrets.contract";
import { describeConfigStore, type StoreUnderTest } from "./config-store.contract";
import { describeFreeze } from "./freeze.contract";
import { describeImpact } from "./impact.contract";
import { describeRevert } from "./revert.contract";

// Needs the build: a thread runs dist/relay/store/config-worker.js.
const ENGINE = "SQLite, in its own thread";

async function prepare(): Promise<StoreUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), "config-worker-"));
  return {
    open: () => openConfigStore({ dataDir }),
    dispose: () => rm(dataDir, { recursive: true }),
  };
}

describeConfigStore(ENGINE, prepare);
describeConfigSecrets(ENGINE, prepare);
describeFreeze(ENGINE, prepare);
describeRevert(ENGINE, prepare);
describeImpact(ENGINE, prepare);

it("says why a store cannot be opened, and leaves no thread behind", async () => {
  const opening = openConfigStore({ dataDir: join(tmpdir(), "no-such-directory-here") });
  await expect(opening).rejects.toThrow(/no-such-directory-here.config\.db cannot be opened/);
});
