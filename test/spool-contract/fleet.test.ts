import type { SharedSpoolLimits } from "../../relay/shared-spool";
import { openSharedSpool } from "../../relay/shared-spool";
import type { RecipientEvent } from "../../relay/queue";
import type { Spool } from "../../relay/spool";
import {
  ask,
  type DatabaseConnection,
  describeOnPostgres,
  type PostgresServer,
  startPostgres,
} from "../harness/postgres";
import { bodyOf, eventually, message, put, takeDue } from "./spool.contract";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const DELIVERED: RecipientEvent = { type: "delivered", reply: "250 ok" };

describeOnPostgres("hosts that share a spool", () => {
  let server: PostgresServer;
  let connection: DatabaseConnection;
  let spools: Spool[];
  beforeAll(async () => (server = await startPostgres()), 60_000);
  afterAll(() => server.remove());
  beforeEach(async () => {
    connection = await server.createDatabase();
    spools = [];
  });
  afterEach(async () => {
    for (const spool of spools) await spool.close();
  });

  async function open(limits: Partial<SharedSpoolLimits> = {}): Promise<Spool> {
    const spool = await openSharedSpool({
      connection,
      hostName: `host${spools.length}`,
      clock: { now: () => 1_000 },
      log,
      limits: { pollInterval: 30, ...limits },
    });
    spools.push(spool);
    return spool;
  }

  const sql = (text: string, values: unknown[] = []) => ask(connection, text, values);

  const deliverAll = (spool: Spool, seen: string[]): void => {
    for (let due = spool.claims.takeDue(1_000); due !== undefined; due = spool.claims.takeDue(1_000)) {
      if (spool.claims.lease(due.queueId, [0]).length === 0) continue;
      seen.push(due.queueId);
      spool.claims.settle(due.queueId, [{ recipientId: 0, event: DELIVERED }]);
    }
  };

  test("every message is claimed by one of them, and all are delivered", async () => {
    // Nobody claims what it takes: all of it goes through the claims of all.
    const intake = await open({ claims: 0 });
    for (let index = 0; index < 300; index++) await put(intake, message(`Q${index}`));
    const hosts = [await open({ claimBatch: 7 }), await open({ claimBatch: 7 }), await open({ claimBatch: 7 })];
    const seen: string[][] = [[], [], []];
    await eventually(async () => {
      for (const [index, host] of hosts.entries()) deliverAll(host, seen[index] as string[]);
      return (await sql("select from relay_spool.relay_message")).length === 0 ? true : undefined;
    });
    expect(seen.flat().sort()).toEqual(Array.from({ length: 300 }, (_, index) => `Q${index}`).sort());
    expect(await sql("select from relay_spool.relay_body")).toEqual([]);
  });

  test("what a host that died had claimed goes to another, once its lease is over", async () => {
    const dead = await open({ leaseMs: 60_000, pollInterval: 60_000 });
    await put(dead, message("Q1"));
    await takeDue(dead, 1_000);
    dead.claims.lease("Q1", [0]);
    // Its heart stops: nobody renews the lease.
    await sql("update relay_spool.relay_spool_host set lease_until = 0");
    const other = await open();
    expect(await takeDue(other, 1_000)).toMatchObject({ queueId: "Q1", recipients: [{ attempts: 0 }] });
  });

  test("what a host still writes after it lost its lease changes nothing", async () => {
    const late = await open({ leaseMs: 60_000, pollInterval: 60_000 });
    for (const queueId of ["Q1", "Q2"]) await put(late, message(queueId));
    for (let taken = 0; taken < 2; taken++) await takeDue(late, 1_000);
    for (const queueId of ["Q1", "Q2"]) late.claims.lease(queueId, [0]);
    await sql("update relay_spool.relay_spool_host set lease_until = 0");
    const other = await open();
    await takeDue(other, 1_000);
    await takeDue(other, 1_000);
    late.claims.settle("Q1", [{ recipientId: 0, event: DELIVERED }]);
    late.claims.settle("Q2", [{ recipientId: 0, event: { type: "failed", reply: "550 no" } }]);
    await late.show("Q1");
    expect(
      (await sql("select queue_id, statuses from relay_spool.relay_message order by queue_id")).map(
        ({ statuses }) => JSON.parse(statuses as string) as unknown,
      ),
    ).toMatchObject([[{ state: "queued", attempts: 0 }], [{ state: "queued", attempts: 0 }]]);
  });

  test("a host that finds its lease lost begins nothing more of what it had, and claims anew", async () => {
    const host = await open({ leaseMs: 200 });
    await put(host, message("Q1"));
    await takeDue(host, 1_000);
    const [{ host: first }] = (await sql("select host from relay_spool.relay_spool_host")) as [{ host: string }];
    await sql("delete from relay_spool.relay_spool_host");
    await eventually(async () =>
      (await sql("select from relay_spool.relay_spool_host where host <> $1", [first])).length === 1 ? true : undefined,
    );
    expect(await takeDue(host, 1_000)).toMatchObject({ queueId: "Q1" });
    expect(host.claims.lease("Q1", [0])).toHaveLength(1);
  });

  test("an operator at one host holds what another has claimed, and deletes it", async () => {
    const [owner, desk] = [await open(), await open()];
    for (const queueId of ["Q1", "Q2"]) await put(owner, message(queueId));
    await desk.hold("Q1");
    await desk.delete("Q2");
    await eventually(async () => ((await owner.show("Q1"))?.recipients[0]?.state === "held" ? true : undefined));
    expect((await owner.show("Q1"))?.recipients[0]).toMatchObject({ holdReason: "operator" });
    expect(owner.claims.lease("Q1", [0])).toEqual([]);
    expect(await owner.show("Q2")).toBeUndefined();
    await desk.release("Q1");
    await eventually(() => owner.claims.takeDue(1_000) ?? desk.claims.takeDue(1_000));
  });

  test("what an operator did while a host could hear no news, it sees once it hears again", async () => {
    const [owner, desk] = [await open(), await open()];
    for (const queueId of ["Q1", "Q2"]) await put(owner, message(queueId));
    // By statements that tell nobody.
    await sql(
      "update relay_spool.relay_message set held_operator = 1, queued = 0, due_at = null, statuses = $1 where queue_id = 'Q1'",
      [JSON.stringify([{ state: "held", attempts: 0, nextAttemptAt: 0, lastReply: null, holdReason: "operator" }])],
    );
    await sql("delete from relay_spool.relay_message where queue_id = 'Q2'");
    expect((await owner.show("Q1"))?.recipients[0]?.state).toBe("queued");
    await server.breakConnections(connection.database);
    await eventually(async () => {
      const held = await owner.show("Q1").catch(() => undefined);
      return held?.recipients[0]?.state === "held" && owner.claims.lease("Q2", [0]).length === 0 ? true : undefined;
    });
    expect(owner.claims.lease("Q1", [0])).toEqual([]);
    expect(await desk.show("Q2")).toBeUndefined();
  });

  test("a host that stops hands over at once what it had claimed", async () => {
    const stopping = await open();
    await put(stopping, message("Q1"));
    await spools.shift()?.close();
    expect(await takeDue(await open(), 1_000)).toMatchObject({ queueId: "Q1" });
  });

  test("connections that break under load lose nothing that was told as kept, and it goes on by itself", async () => {
    const host = await open();
    const told: string[] = [];
    const breaking = setInterval(() => void server.breakConnections(connection.database), 25);
    for (let index = 0; index < 200; index++) {
      await put(host, message(`Q${index}`)).then(
        () => told.push(`Q${index}`),
        (fault: unknown) => expect(fault).toMatchObject({ name: "SpoolFault" }),
      );
    }
    clearInterval(breaking);
    await eventually(() => (host.accepting ? true : undefined));
    let next = 200;
    await eventually(() =>
      put(host, message(`Q${next++}`)).then(
        () => true,
        () => undefined,
      ),
    );
    const kept = new Set((await sql("select queue_id from relay_spool.relay_message")).map(({ queue_id }) => queue_id));
    expect(told.filter((queueId) => !kept.has(queueId))).toEqual([]);
    expect(told.length).toBeGreaterThan(10);
    await eventually(async () => {
      const rows = await sql("select queue_id from relay_spool.relay_message");
      return rows.length === told.length + 1 ? true : undefined;
    });
    const seen: string[] = [];
    await eventually(async () => {
      deliverAll(host, seen);
      return seen.length >= told.length + 1 ? true : undefined;
    });
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("a message with the id of another is refused, and the other stays", async () => {
    const [one, other] = [await open(), await open()];
    await put(one, message("Q1"), Buffer.from("the first\r\n"));
    await expect(put(other, message("Q1"), Buffer.from("the second\r\n"))).rejects.toMatchObject({
      name: "SpoolFault",
    });
    await eventually(() => (other.accepting ? true : undefined));
    expect((await bodyOf(one, "Q1"))?.toString()).toBe("the first\r\n");
    expect(await sql("select bytes from relay_spool.relay_body")).toHaveLength(1);
  });

  test("a host stops although its database is away, and what it had claimed goes to another", async () => {
    const away = await open();
    await put(away, message("Q1"));
    await takeDue(away, 1_000);
    away.claims.lease("Q1", [0]);
    await server.crash();
    away.claims.settle("Q1", [{ recipientId: 0, event: DELIVERED, lease: 1 }]);
    await spools.shift()?.close();
    await server.start();
    await sql("update relay_spool.relay_spool_host set lease_until = 0");
    expect(await takeDue(await open(), 1_000)).toMatchObject({ queueId: "Q1", recipients: [{ attempts: 0 }] });
  });

  test("says that its database syncs nothing", async () => {
    const lines: string[] = [];
    await sql(`alter database ${connection.database} set synchronous_commit = off`);
    const spool = await openSharedSpool({
      connection,
      hostName: "h",
      clock: { now: () => 1_000 },
      log: { ...log, error: (_: object, text: string) => void lines.push(text) },
    });
    spools.push(spool);
    expect(lines).toEqual(["the database does not sync its commits: mail is lost in a power cut"]);
  });
});
