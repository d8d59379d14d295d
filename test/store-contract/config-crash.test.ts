import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ConfigDatabase } from "../../relay/store";

const BUILT = join(__dirname, "../../dist");

// Writes without end and says each revision that was answered. Runs the built store, in its thread.
const WRITER = `
  const { openConfigStore } = require(${JSON.stringify(join(BUILT, "relay/store"))});
  const f = require(${JSON.stringify(join(BUILT, "test/store-contract/write-fixtures"))});
  (async () => {
    const store = await openConfigStore({ dataDir: process.argv[1] });
    for (let n = store.state.revision; ; n++) {
      const wish = f.receiveConnector(f.connector("C" + n, ["10." + (n >> 8) + "." + (n & 255) + ".1"]));
      const result = await store.write(f.create(wish, f.owner("c" + n, "t" + n)), f.context());
      if (!result.ok) throw new Error(result.problem.detail);
      console.log(result.revision);
    }
  })();`;

describe("a host killed while it writes", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "config-crash-"));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it.each([1, 7, 30])("has everything that it answered, and a whole audit, after %d more writes", async (writes) => {
    const child = spawn(process.execPath, ["-e", WRITER, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
    const answered = await killAfter(child, writes);
    const store = await ConfigDatabase.open({ dataDir, now: Date.now });
    const { revision, receiveConnectors } = store.state;
    const head = await store.auditHead();
    const verdict = await store.verifyAudit();
    await store.close();
    expect(revision).toBeGreaterThanOrEqual(answered);
    expect([receiveConnectors.size, head.sequence]).toEqual([revision, revision]);
    expect(verdict).toEqual({ ok: true, head });
  });
});

/** Kills the process once it has answered this many writes; the last revision that it answered. */
async function killAfter(child: ChildProcess, writes: number): Promise<number> {
  const exited = once(child, "exit");
  let [seen, last] = [0, 0];
  if (child.stdout === null) throw new Error("The writer has no output.");
  for await (const line of createInterface(child.stdout)) {
    last = Number(line);
    if (++seen === writes) child.kill("SIGKILL");
  }
  await exited;
  expect(seen).toBeGreaterThanOrEqual(writes);
  return last;
}
