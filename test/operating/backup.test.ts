import { createHash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { backupDataDir, type BackupManifest, readManifest, restoreDataDir, verifyBackup } from "../../relay/backup";
import { openSpool, type Spool } from "../../relay/spool";
import { ConfigDatabase } from "../../relay/store";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { runRelayctl } from "../cli/run-relayctl";

jest.setTimeout(120_000);

const TOKEN = "relay_backup_0123456789abcdefghijklmnopqrst";
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

async function makeStore(name: string): Promise<void> {
  mkdirSync(at(name));
  await (await ConfigDatabase.open({ dataDir: at(name), now: Date.now })).close();
}

function backup(dataDir: string, target: string): Promise<BackupManifest> {
  return backupDataDir({
    dataDir: at(dataDir),
    target: at(target),
    secretsKeyFile: null,
    now: Date.now(),
    version: "0.0.0",
  });
}

function restore(name: string, dataDir: string) {
  return restoreDataDir({ backup: at(name), dataDir: at(dataDir), mail: "restored", now: Date.now });
}

describe("a backup of a running host", () => {
  test("becomes a host with its configuration and the mail that waited, in a new epoch", async () => {
    const port = await freePort();
    const old = await startRelayHost({ dataDir: at("old"), token: TOKEN });
    await makeCrmByHand(new ControlCalls(old), { port });
    await sendLetter({ port }, { from: "crm@contoso.com", to: "kim@fabrikam.com" });
    const made = await runRelayctl(["backup", at("backup"), "--data-dir", at("old"), "--output", "json"]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const manifest = JSON.parse(made.stdout) as BackupManifest;
    expect(manifest).toMatchObject({ revision: 2, messages: 1, installation: { epoch: 1 } });
    await sendLetter({ port }, { from: "crm@contoso.com", to: "after@fabrikam.com" });
    await old.stop();
    const restored = await runRelayctl(["restore-backup", at("backup"), "--data-dir", at("new")]);
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining("epoch 2") as unknown });
    expect(restored.stderr).toContain("whatever was delivered since will be delivered once more");
    const host = await startRelayHost({ dataDir: at("new"), token: TOKEN });
    const status = JSON.parse((await runRelayctl(["status", "--output", "json"], { host })).stdout) as object;
    expect(status).toMatchObject({
      revision: 2,
      installation: { id: manifest.installation.id, epoch: 2 },
      queue: { messages: 1 },
      audit: { sequence: manifest.auditHead.sequence },
    });
    expect((await runRelayctl(["queue", "list"], { host })).stdout).toContain("kim@fabrikam.com");
    await host.stop();
  });

  test("is for its owner only, without the first token, and anything changed in it is found", async () => {
    await makeStore("old");
    appendFileSync(at("old/admin-token"), "secret");
    await backup("old", "backup");
    const names = readdirSync(at("backup"), { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of names) expect(statSync(join(parentPath, name)).mode & 0o077).toBe(0);
    expect(names.map(({ name }) => name)).not.toContain("admin-token");
    expect(verifyBackup(at("backup"), readManifest(at("backup")))).toEqual([]);
    appendFileSync(at("backup/config.db"), "x");
    appendFileSync(at("backup/stranger"), "x");
    const verified = await runRelayctl(["backup", at("backup"), "--verify"]);
    const differences = expect.stringMatching(/! config\.db has \d+ bytes.*\n! stranger/) as unknown;
    expect(verified).toMatchObject({ code: 1, stdout: differences });
    await expect(restore("backup", "new")).rejects.toThrow("is damaged, nothing was restored");
    expect(readdirSync(folder)).not.toContain("new");
  });

  test("that cannot become a host leaves nothing behind", async () => {
    await makeStore("old");
    await backup("old", "backup");
    const { files } = readManifest(at("backup"));
    const wrongKey = "not a key";
    writeFileSync(at("backup/secrets.key"), wrongKey);
    const sha256 = createHash("sha256").update(wrongKey).digest("hex");
    const listed = { ...files, "secrets.key": { size: wrongKey.length, sha256 } };
    writeFileSync(at("backup/manifest.json"), JSON.stringify({ ...readManifest(at("backup")), files: listed }));
    await expect(restore("backup", "new")).rejects.toMatchObject({ code: "RELAY_SECRETS_KEY_WRONG" });
    expect(readdirSync(folder).sort()).toEqual(["backup", "old"]);
  });

  test("has the key of sealed passwords, wherever its host keeps it, or is none", async () => {
    mkdirSync(at("old"));
    const secretsKeyFile = at("elsewhere.key");
    const store = await ConfigDatabase.open({ dataDir: at("old"), secretsKeyFile, now: Date.now });
    const value = await store.secrets.seal("correct horse");
    await store.close();
    const row = `('s', 'v', 'sealed', '${value}', 0, 0)`;
    const database = new Sqlite(at("old/config.db"));
    database.exec(`INSERT INTO secret (object_id, version, form, value, by_owner, set_at) VALUES ${row}`);
    database.close();
    const refused = await runRelayctl(["backup", at("backup"), "--data-dir", at("old")]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("--secrets-key-file") as unknown });
    const named = { env: { RELAY_SECRETS_KEY_FILE: secretsKeyFile } };
    expect(await runRelayctl(["backup", at("backup"), "--data-dir", at("old")], named)).toMatchObject({ code: 0 });
    await restore("backup", "new");
    expect(readFileSync(at("new/secrets.key"))).toEqual(readFileSync(secretsKeyFile));
  });

  test("is never made over anything, nor restored over a data directory", async () => {
    await makeStore("old");
    await backup("old", "backup");
    await expect(backup("old", "backup")).rejects.toThrow("is not empty");
    await expect(restore("backup", "old")).rejects.toThrow("never restored over");
    await expect(backup("nothing", "b2")).rejects.toThrow("pg_dump");
  });
});

describe("mail that flows while a backup is made", () => {
  const origin = {
    connectorId: "c",
    connectorName: "c",
    clientAddress: "127.0.0.1",
    helo: "c",
    tls: false,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    authAs: "Anonymous",
    authMechanism: "none",
    sessionId: "s",
  } as const;
  const limits = { minimumFreeBytes: 0, inlineBodyBytes: 2_000, segmentBytes: 50_000 };

  const openIn = (directory: string) => openSpool({ directory, clock: Date, log, limits });

  async function put(spool: Spool, queueId: string): Promise<void> {
    const recipients = [{ address: "b@fabrikam.com" }];
    const message = { queueId, sender: "a@contoso.com", recipients, receivedAt: Date.now(), origin };
    const writer = spool.begin({ ...message, bodyType: "8BITMIME", smtpUtf8: false });
    await writer.write(randomBytes(queueId.endsWith("7") ? 9_000 : 900));
    await writer.commit();
  }

  /** Puts messages and takes most of them away again, until told to stop; notes when each was there for sure. */
  class Flow {
    readonly stored = new Map<string, number>();
    readonly takenAway = new Map<string, number>();
    #isOn = true;
    readonly #done: Promise<void>;

    constructor(spool: Spool) {
      this.#done = this.#run(spool);
    }

    async stop(): Promise<void> {
      this.#isOn = false;
      await this.#done;
    }

    async #run(spool: Spool): Promise<void> {
      for (let number = 0; this.#isOn; number++) {
        const id = `M${number}`;
        await put(spool, id);
        this.stored.set(id, Date.now());
        const old = `M${number - 20}`;
        if (number % 10 === 0 || !this.stored.has(old)) continue;
        this.takenAway.set(old, Date.now());
        await spool.delete(old);
      }
    }
  }

  test("is in it when it was there before and stays, its large bodies too, and goes when it went", async () => {
    await makeStore("data");
    const spool = await openIn(at("data/spool"));
    const flow = new Flow(spool);
    const moments: { readonly name: string; readonly began: number; readonly ended: number }[] = [];
    for (const name of ["one", "two", "three"]) {
      const began = Date.now();
      const { code, stderr } = await runRelayctl(["backup", at(name), "--data-dir", at("data")]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      moments.push({ name, began, ended: Date.now() });
    }
    await flow.stop();
    await spool.close();
    expect(readdirSync(at("data")).filter((name) => name.startsWith("backup-"))).toEqual([]);
    for (const { name, began, ended } of moments) {
      const copy = await openIn(at(`${name}/spool`));
      const there = new Set((await copy.list({ limit: 100_000 })).map(({ queueId }) => queueId));
      await copy.close();
      const must = [...flow.stored].filter(
        ([id, when]) => when < began && (flow.takenAway.get(id) ?? Infinity) > ended,
      );
      const mustNot = [...flow.takenAway].filter(([id, when]) => when < began - 2_000 && there.has(id));
      expect(must.filter(([id]) => !there.has(id))).toEqual([]);
      expect(mustNot).toEqual([]);
      expect(readManifest(at(name)).messages).toBe(there.size);
    }
    expect(flow.stored.size).toBeGreaterThan(100);
  });
});
