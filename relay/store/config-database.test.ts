import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { settle, type WriteCommand, type WriteContext } from "../../model";
import { CONFIG_FILE, ConfigDatabase } from "./config-database";
import { openSqlite } from "./open-sqlite";
import { StoreError } from "./store-error";

describe("the config store's file", () => {
  let dataDir: string;
  const file = () => join(dataDir, CONFIG_FILE);
  const open = () => ConfigDatabase.open({ dataDir, now: Date.now });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "config-file-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it("is opened so that a commit is on disk when it returns", () => {
    const database = openSqlite(file());
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    database.close();
  });

  it("has STRICT tables only", async () => {
    await (await open()).close();
    tamper((database) => {
      const tables = database.pragma("table_list") as readonly { readonly name: string; readonly strict: number }[];
      const loose = tables.filter(({ name, strict }) => strict === 0 && !/^(sqlite_|kysely_)/.test(name));
      expect(loose).toEqual([]);
    });
  });

  it("keeps its audit from being changed by SQL, and finds out what was changed all the same", async () => {
    await writeThree();
    tamper((database) => {
      expect(() => database.exec("update audit set body = '{}'")).toThrow("append-only");
      expect(() => database.exec("delete from audit")).toThrow("append-only");
      database.exec("drop trigger audit_no_update");
      database.exec(`update audit set body = replace(body, 'deploy', 'nobody') where sequence = 2`);
    });
    expect(await verdict()).toEqual({ ok: false, sequence: 2, reason: "its content does not match its hash" });
  });

  it.each([
    [1, "entry 1 is missing"],
    [2, "entry 2 is missing"],
  ])("finds out that audit entry %d is gone", async (sequence, reason) => {
    await writeThree();
    tamper((database) => {
      database.exec("drop trigger audit_no_delete");
      database.exec(`delete from audit where sequence = ${sequence}`);
    });
    expect(await verdict()).toEqual({ ok: false, sequence, reason });
  });

  it("refuses to write when something else has moved its revision, and stays as it was", async () => {
    const store = await open();
    tamper((database) => database.exec("update meta set value = '7' where key = 'revision'"));
    await expect(store.write(creation("A", "10.0.0.1"), CONTEXT)).rejects.toThrow("something else has written to it");
    expect(store.state.revision).toBe(0);
    expect((await store.auditHead()).sequence).toBe(0);
    await store.close();
  });

  it("says that it cannot be opened instead of starting empty", async () => {
    writeFileSync(file(), "this is no database, and long enough to be taken for one".repeat(40));
    const before = readFileSync(file());
    await expect(open()).rejects.toThrow(StoreError);
    await expect(open()).rejects.toThrow(/config\.db cannot be opened: .*not a database/);
    expect(readFileSync(file())).toEqual(before);
  });

  it.each([
    {
      title: "that a newer release has migrated",
      tamper: "insert into kysely_migration (name, timestamp) values ('2999-01-01-future', '2999-01-01')",
      why: "was written by a newer release: its migration 2999-01-01-future is not known here",
    },
    {
      title: "that lacks a table, as one of an earlier form",
      tamper: "drop table stack_run",
      why: "was written by another release: the table stack_run is missing",
    },
    {
      title: "that lacks a column",
      tamper: "alter table object drop column declared_ranges",
      why: "was written by another release: the column object.declared_ranges is missing",
    },
    {
      title: "that has a table more",
      tamper: "create table quota (connector text)",
      why: "was written by another release: the table quota is not known here",
    },
  ])("refuses a store $title, and changes nothing in it", async ({ tamper: change, why }) => {
    await (await open()).close();
    tamper((database) => void database.exec(change));
    const before = dump();
    const message = `The config store ${file()} ${why}. Start it with the release that wrote it, or use another --data-dir. Nothing was changed.`;
    await expect(open()).rejects.toMatchObject({ code: "RELAY_STORE_UNKNOWN", message });
    expect(dump()).toEqual(before);
  });

  it("refuses a database of another program", async () => {
    tamper((database) => void database.exec("create table album (title text)"));
    await expect(open()).rejects.toThrow("was not made by a relay host: the table album is not known here.");
    expect(dump()).toEqual([{ name: "album" }]);
  });

  const UNDONE = [
    { name: "2026-12-02-several-hosts", sql: "drop table change; drop table host" },
    { name: "2026-12-01-enforced", sql: "alter table object drop column enforced" },
    { name: "2026-11-30-declared-in", sql: "alter table object drop column declared_in" },
    { name: "2026-11-28-secrets", sql: "drop table secret" },
    { name: "2026-11-26-former-stack", sql: "alter table object drop column former_stack" },
  ];

  it.each(UNDONE.map(({ name }, index) => [name, UNDONE.slice(0, index + 1)] as const))(
    "takes a store further that is older than %s",
    async (_name, undone) => {
      await (await open()).close();
      tamper((database) => {
        for (const { name, sql } of undone) {
          database.exec(sql);
          database.exec(`delete from kysely_migration where name = '${name}'`);
        }
      });
      const store = await open();
      expect(await store.write(creation("A", "10.0.0.1"), CONTEXT)).toMatchObject({ ok: true, revision: 1 });
      await store.close();
    },
  );

  it("does not open without the key of the passwords that are sealed in it", async () => {
    const store = await open();
    const value = await store.secrets.seal("at the smart host");
    const given = { name: "Out", addressSpaces: ["*"], smartHosts: ["smart.contoso.com"] };
    const settled = settle("SendConnector", given);
    if (!settled.ok) throw new Error("The fixture is not valid.");
    const secret = { action: "set", form: "sealed", value } as const;
    const made = { action: "create", kind: "SendConnector", owner: null, adoptExisting: false, secret } as const;
    await store.write({ ...made, settings: settled.value }, CONTEXT);
    await store.close();
    rmSync(join(dataDir, "secrets.key"));
    await expect(open()).rejects.toMatchObject({ code: "RELAY_SECRETS_KEY_MISSING" });
  });

  it("fills in what a newer release has added to settings", async () => {
    const store = await open();
    await store.write(creation("A", "10.0.0.1"), CONTEXT);
    await store.close();
    tamper((database) => database.exec("update object set settings = json_remove(settings, '$.maxHopCount')"));
    const again = await open();
    expect([...again.state.receiveConnectors.values()][0]?.settings.maxHopCount).toBe(30);
    await again.close();
  });

  function tamper(change: (database: Database) => void): void {
    const database = new Sqlite(file());
    change(database);
    database.close();
  }

  function dump(): readonly unknown[] {
    const database = new Sqlite(file(), { readonly: true });
    try {
      return database.prepare("select name from sqlite_schema where type = 'table' order by name").all();
    } finally {
      database.close();
    }
  }

  async function writeThree(): Promise<void> {
    const store = await open();
    for (const [name, address] of [
      ["A", "10.0.0.1"],
      ["B", "10.0.0.2"],
      ["C", "10.0.0.3"],
    ] as const) {
      await store.write(creation(name, address), CONTEXT);
    }
    await store.close();
  }

  async function verdict() {
    const store = await open();
    const found = await store.verifyAudit();
    await store.close();
    return found;
  }
});

const CONTEXT: WriteContext = {
  actor: { tokenId: "token-1", tokenName: "deploy", scopes: ["write"], stackPattern: null },
  run: null,
  commit: null,
  program: null,
  now: 1_764_000_000_000,
};

function creation(name: string, address: string): WriteCommand {
  const settled = settle("ReceiveConnector", { name, remoteIpRanges: [address], bindings: ["0.0.0.0:25"] });
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join());
  return { action: "create", kind: "ReceiveConnector", settings: settled.value, owner: null, adoptExisting: false };
}
