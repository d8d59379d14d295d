import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { buildSnapshot } from "../../model";
import { openSpool, type Spool } from "../../relay/spool";
import { ConfigDatabase } from "../../relay/store";
import { connector, context, receiveConnector, START, update } from "../store-contract/write-fixtures";

/** Stores and spools as the code of those days wrote them: what a host finds that is started on an old data directory. */
const FIXTURES = join(__dirname, "fixtures");

const fixturesOf = (kind: string) =>
  readdirSync(FIXTURES).flatMap((name) => new RegExp(`^${kind}-([\\d-]+)\\.\\w+$`).exec(name)?.[1] ?? []);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "relay-upgrade-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function loadStore(form: string): void {
  const database = new Sqlite(join(directory, "config.db"));
  database.exec(readFileSync(join(FIXTURES, `config-${form}.sql`), "utf8"));
  database.close();
}

const openStore = () => ConfigDatabase.open({ dataDir: directory, now: () => START });

describe.each(fixturesOf("config"))("a config store of the form of %s", (form) => {
  test("is opened with every object, right, token and audit entry, and decides as it did", async () => {
    loadStore(form);
    const store = await openStore();
    const { state } = store;
    expect(state.revision).toBe(6);
    const [crm, ...others] = state.receiveConnectors.values();
    expect(others).toEqual([]);
    expect(crm).toMatchObject({
      owner: { stack: "acme/relay/prod", logicalId: "ReceiveConnector::crm" },
      settings: { name: "CRM Application", remoteIpRanges: ["192.168.2.55-192.168.2.57"], observeOnly: false },
    });
    const [entry] = state.connectorPermissions.values();
    expect(entry?.settings).toMatchObject({ connector: crm?.id, access: "Allow" });
    expect([...state.acceptedDomains.values()].map(({ settings }) => settings.domainName)).toEqual(["contoso.com"]);
    expect((await store.tokens.list()).map(({ name }) => name)).toEqual(["deploy"]);
    expect((await store.declarations.get("acme/relay/prod"))?.declared).toHaveLength(1);
    expect(await store.verifyAudit()).toMatchObject({ ok: true });
    const actions = (await store.audit({ limit: 50 })).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["create", "update", "delete", "refused", "create-token"]));
    expect(buildSnapshot(state, { at: START }).connectors.size).toBe(1);
    await store.close();
  });

  test("goes on being written, and is opened again", async () => {
    loadStore(form);
    const store = await openStore();
    const [crm] = store.state.receiveConnectors.values();
    const settings = receiveConnector(connector("CRM Application", ["192.168.2.60"]));
    const written = await store.write(update(settings, crm?.id ?? "", { token: "token-crm" }), context());
    expect(written).toMatchObject({ ok: true, revision: 7 });
    await store.close();
    const again = await openStore();
    expect(again.state.receiveConnectors.get(crm?.id ?? "")?.settings.remoteIpRanges).toEqual(["192.168.2.60"]);
    expect(await again.verifyAudit()).toMatchObject({ ok: true });
    await again.close();
  });
});

describe.each(fixturesOf("spool"))("a spool of %s", (form) => {
  async function open(): Promise<Spool> {
    const files = JSON.parse(readFileSync(join(FIXTURES, `spool-${form}.json`), "utf8")) as Record<string, string>;
    for (const [name, hex] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), Buffer.from(hex, "hex"));
    }
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    return openSpool({ directory, clock: { now: () => START }, log, limits: { minimumFreeBytes: 0 } });
  }

  const FIRST = { address: "a@fabrikam.com", state: "queued", attempts: 0 };

  test("is opened without loss: mail of every state is where it was, and what was delivered or deleted stays gone", async () => {
    const spool = await open();
    const messages = await spool.list({ limit: 100 });
    const states = Object.fromEntries(messages.map(({ queueId, recipients }) => [queueId, recipients]));
    expect(states).toEqual({
      QUEUED: [expect.objectContaining(FIRST)],
      LARGE: [expect.objectContaining(FIRST)],
      LEASED: [expect.objectContaining(FIRST)],
      PARTLY: [
        expect.objectContaining({ state: "delivered" }),
        expect.objectContaining({ address: "b@fabrikam.com", state: "queued", attempts: 1, lastReply: "451 later" }),
      ],
      DEFERRED: [expect.objectContaining({ state: "queued", attempts: 1, nextAttemptAt: START + 60_000 })],
      FAILED: [expect.objectContaining({ state: "held", holdReason: "failed", lastReply: "550 no" })],
      HELD: [expect.objectContaining({ state: "held", holdReason: "operator" })],
    });
    expect(messages[0]?.origin).toMatchObject({ connectorName: "CRM Application", sessionId: "S1" });
    await spool.close();
  });

  test("hands out every body as it was received, and lets an operator go on with what was held", async () => {
    const spool = await open();
    for (const { queueId } of await spool.list({ limit: 100 })) {
      const content = await spool.claims.content(queueId);
      const body = content?.body;
      const bytes = typeof body === "function" ? Buffer.concat(await body().toArray()) : body;
      const size = queueId === "LARGE" ? 900 : 60;
      expect(bytes?.toString()).toBe(`Message-ID: <${queueId}@crm>\r\n\r\n${queueId} ${"x".repeat(size)}\r\n`);
      expect(content?.sender).toBe("crm@contoso.com");
    }
    for (const held of ["FAILED", "HELD"]) {
      expect(await spool.release(held)).toBe(true);
      expect((await spool.show(held))?.recipients[0]?.state).toBe("queued");
    }
    await spool.close();
  });
});
