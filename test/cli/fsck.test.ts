import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { relayctl, startHost, type CrashHost } from "../crash/crash-host";
import { runRelayctl } from "./run-relayctl";

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

test("fsck checks a configuration that no host has used, and sets passwords of nothing aside if told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-fsck-"));
  const [source, backup, restored] = ["host", "backup", "restored"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    await runRelayctl(["init", "--data-dir", source]);
    await runRelayctl(["backup", backup, "--data-dir", source]);
    expect(await runRelayctl(["restore-backup", backup, "--data-dir", restored])).toMatchObject({ code: 0 });
    const check = (...more: string[]) => runRelayctl(["fsck", "--data-dir", restored, ...more]);
    expect(await check()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("configuration: 0 objects at revision 0. Nothing found.") as string,
    });
    const store = new Sqlite(join(restored, "config.db"));
    store.exec(
      "INSERT INTO secret (object_id, version, form, value, by_owner, set_at) VALUES ('gone', 'v', 'hash', 'x', 0, 0)",
    );
    store.close();
    const found = await check();
    expect([found.code, found.stdout]).toEqual([1, expect.stringContaining("fault orphan-secret config.db")]);
    const repaired = await check("--repair");
    expect([repaired.code, repaired.stdout]).toEqual([
      0,
      expect.stringContaining("It was moved to secrets-set-aside-"),
    ]);
    expect((await check()).code).toBe(0);
    const [aside = ""] = readdirSync(restored).filter((name) => name.startsWith("secrets-set-aside-"));
    expect(statSync(join(restored, aside)).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);
