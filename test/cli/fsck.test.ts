import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { relayctl, startHost, type CrashHost } from "../crash/crash-host";

let dataDir: string;
let host: CrashHost;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-fsck-"));
  host = await startHost({ dataDir });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const fsck = (...more: string[]) => relayctl(host, ["fsck", "--data-dir", dataDir, ...more]);

test("fsck leaves a running host alone, finds what nobody needs once it is gone, and moves it aside if told to", async () => {
  expect(await fsck()).toMatchObject({ code: 2, output: expect.stringContaining("RELAY_DATA_DIR_IN_USE") as string });
  await host.kill();
  expect(await fsck()).toMatchObject({ code: 0, output: expect.stringContaining("Nothing found.") as string });
  writeFileSync(join(dataDir, "spool", "bodies", "LOST"), "of nobody");
  expect(await fsck()).toMatchObject({ code: 1, output: expect.stringContaining("orphan-body") as string });
  const { code, output } = await fsck("--repair", "--output", "json");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    reports: expect.arrayContaining([
      expect.objectContaining({
        part: "spool",
        findings: [expect.objectContaining({ repaired: expect.stringMatching(/^Moved to set-aside/) as string })],
      }),
    ]) as unknown,
  });
  expect(readdirSync(join(dataDir, "spool", "bodies"))).toEqual([]);
  expect(await fsck()).toMatchObject({ code: 0 });
  expect((await relayctl(host, ["fsck", "--data-dir", join(dataDir, "elsewhere")])).code).toBe(2);
}, 60_000);
