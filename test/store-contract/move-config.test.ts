import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moveStore } from "../../relay/main";
import { ConfigDatabase, openPostgresEngine } from "../../relay/store";
import { type DatabaseConnection, describeOnPostgres, type PostgresServer, startPostgres } from "../harness/postgres";
import { addressOf } from "./postgres-store";
import { connector, context, create, owner, receiveConnector, update } from "./write-fixtures";

describeOnPostgres("moving a configuration from SQLite to PostgreSQL", () => {
  let server: PostgresServer;
  let connection: DatabaseConnection;
  let dataDir: string;
  beforeAll(async () => {
    server = await startPostgres(["fsync=off"]);
    connection = await server.createDatabase();
    dataDir = mkdtempSync(join(tmpdir(), "config-move-"));
  }, 60_000);
  afterAll(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true });
  });

  it("brings everything along, to the last entry of the audit, and takes place once", async () => {
    const before = await ConfigDatabase.open({ dataDir, now: Date.now });
    const crm = receiveConnector(connector("CRM", ["192.168.2.55-192.168.2.56"]));
    const made = await before.write(create(crm, owner("crm", "t1")), context());
    if (!made.ok) throw new Error(made.problem.detail);
    const narrower = receiveConnector(connector("CRM", ["192.168.2.55"]));
    await before.write(update(narrower, made.object.id, { token: "t1" }), context());
    const actor = { tokenId: "token-1", tokenName: "admin" };
    const { token } = await before.tokens.create({ name: "deploy", scopes: ["write"], stackPattern: null }, actor);
    await before.freeze.begin("on the move", actor);
    const [state, head, { installation }] = [before.state, await before.auditHead(), before];
    await before.close();

    const move = { dataDir, to: addressOf(connection), version: "1.2.3" };
    const moved = await moveStore(move);
    expect(moved).toMatchObject({
      revision: 2,
      auditEntries: head.sequence,
      messagesLeft: 0,
      keptAs: join(dataDir, "config.db.moved"),
    });
    expect(existsSync(join(dataDir, "config.db"))).toBe(false);

    const shared = { address: addressOf(connection), host: { name: "mx1", version: "1.2.3" } };
    const after = await ConfigDatabase.open({ dataDir, now: Date.now, openEngine: () => openPostgresEngine(shared) });
    expect(after.state).toEqual(state);
    expect(after.installation).toEqual(installation);
    expect(await after.verifyAudit()).toEqual({ ok: true, head });
    expect(after.freeze.current?.reason).toBe("on the move");
    expect((await after.tokens.verify(token)).ok).toBe(true);
    await after.freeze.end(actor);
    expect(await after.write(update(crm, made.object.id, { token: "t1" }), context())).toMatchObject({ ok: true });
    await after.close();

    await (await ConfigDatabase.open({ dataDir, now: Date.now })).close();
    await expect(moveStore(move)).rejects.toMatchObject({ code: "RELAY_STORE_NOT_EMPTY" });
    expect(existsSync(join(dataDir, "config.db"))).toBe(true);
  });
});
