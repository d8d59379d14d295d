import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { checkDataDir, type DataDirReport } from "../../relay/main";
import { acquireHostLock, ConfigDatabase } from "../../relay/store";

let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-fsck-"));
  acquireHostLock(dataDir).release();
  const store = await ConfigDatabase.open({ dataDir, now: Date.now });
  await store.tokens.create({ name: "admin", scopes: ["admin"], stackPattern: null }, { tokenId: "t", tokenName: "t" });
  await store.close();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function change(sql: string): void {
  const database = new Sqlite(join(dataDir, "config.db"));
  database.exec(sql);
  database.close();
}

async function configReport(repair = false, secretsKeyFile: string | null = null): Promise<DataDirReport> {
  const reports = await checkDataDir({ dataDir, repair, secretsKeyFile, now: Date.UTC(2026, 10, 24) });
  return reports.find(({ part }) => part === "configuration") as DataDirReport;
}

const OBJECT = `INSERT INTO object (id, kind, settings, revision, selection_revision, created_at, updated_at, updated_by)
  VALUES ('p1', 'ConnectorPermission', '{"connector":"gone","principal":"app","access":"Allow","extendedRights":[]}', 1, 1, 0, 0, 't')`;
const SECRET = `INSERT INTO secret (object_id, version, form, value, by_owner, set_at) VALUES ('gone', 'v', 'hash', 'x', 0, 0)`;
const DECLARATION = `INSERT INTO declaration (stack, run, run_started_at, declared) VALUES ('a/b/c', 'r', 0, '[]')`;

describe("fsck of a config store", () => {
  test("finds nothing in one as a host left it, and changes nothing of it", async () => {
    const before = readFileSync(join(dataDir, "config.db"));
    expect(await configReport()).toEqual({ part: "configuration", summary: "0 objects at revision 0.", findings: [] });
    expect(readFileSync(join(dataDir, "config.db")).equals(before)).toBe(true);
  });

  test("opens it with the key that its host uses, and makes none", async () => {
    const key = join(dataDir, "secrets.key");
    rmSync(key);
    expect((await configReport()).findings).toEqual([]);
    change(SECRET.replace("'hash'", "'sealed'"));
    expect((await configReport()).findings).toMatchObject([
      { kind: "unusable-store", message: expect.stringContaining(`${key} is missing`) as unknown },
    ]);
    const elsewhere = join(dataDir, "elsewhere.key");
    expect((await configReport(false, elsewhere)).findings).toMatchObject([
      { kind: "unusable-store", message: expect.stringContaining(`${elsewhere} is missing`) as unknown },
    ]);
    expect(readdirSync(dataDir)).not.toContain("secrets.key");
  });

  test.each([
    { what: "a permission without its connector", sql: OBJECT, kind: "orphan-permission", weight: "fault" },
    { what: "a password of no object", sql: SECRET, kind: "orphan-secret", weight: "fault" },
    { what: "a declaration of nothing", sql: DECLARATION, kind: "empty-declaration", weight: "note" },
    {
      what: "an audit that was tampered with",
      sql: `DROP TRIGGER audit_no_update; UPDATE audit SET body = replace(body, 'create-token', 'revoke-token')`,
      kind: "broken-audit",
      weight: "fault",
    },
    {
      what: "a store of a later release",
      sql: `INSERT INTO kysely_migration (name, timestamp) VALUES ('2999-01-01-later', '')`,
      kind: "unusable-store",
      weight: "fault",
    },
  ])("finds $what", async ({ sql, kind, weight }) => {
    change(sql);
    expect((await configReport()).findings).toMatchObject([{ kind, weight, repaired: null }]);
  });

  test("moves passwords of no object aside, for the owner alone, and nothing else", async () => {
    change(SECRET);
    change(OBJECT);
    const { findings } = await configReport(true);
    expect(findings.map(({ kind, repaired }) => [kind, repaired])).toEqual([
      ["orphan-permission", null],
      ["orphan-secret", "It was moved to secrets-set-aside-2026-11-24T00-00-00-000Z.json."],
    ]);
    const name = readdirSync(dataDir).find((file) => file.startsWith("secrets-set-aside")) ?? "";
    expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, name), "utf8")).toContain('"object_id": "gone"');
    expect((await configReport()).findings.map(({ kind }) => kind)).toEqual(["orphan-permission"]);
  });

  test("says that a damaged file is damaged", async () => {
    const database = new Sqlite(join(dataDir, "config.db"));
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    const bytes = readFileSync(join(dataDir, "config.db"));
    bytes.fill(0xff, 4096, 3 * 4096);
    writeFileSync(join(dataDir, "config.db"), bytes);
    const { findings } = await configReport();
    expect(["damaged-store", "unusable-store"]).toContain(findings[0]?.kind);
  });
});
