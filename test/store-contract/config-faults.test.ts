import type { WriteResult } from "../../model";
import type { StoreError } from "../../relay/store";
import { type ConfigStore, type StoreHealth } from "../../relay/store";
import { waitFor } from "../../tools/harness/wait-for";
import {
  ask,
  type DatabaseConnection,
  describeOnPostgres,
  type PostgresServer,
  startPostgres,
} from "../harness/postgres";
import { FaultyNetwork } from "./faulty-network";
import { emptyStore, type Fleet, fleetOn } from "./postgres-store";
import { connector, context, create, receiveConnector } from "./write-fixtures";

const POLLING = { notify: "off", pollInterval: 30 } as const;

describeOnPostgres("a config store whose database fails", () => {
  let server: PostgresServer;
  let connection: DatabaseConnection;
  let fleet: Fleet;
  beforeAll(async () => {
    server = await startPostgres(["fsync=off"]);
    connection = await server.createDatabase();
  }, 60_000);
  afterAll(() => server.remove());
  beforeEach(async () => {
    await emptyStore(connection);
    fleet = fleetOn(connection);
  });
  afterEach(() => fleet.dispose());

  const add = (store: ConfigStore, number: number): Promise<WriteResult> =>
    store.write(create(wish(number), null), context());

  /** Writes until it is told to stop; what was answered with what. */
  function writing(store: ConfigStore, first: number) {
    const outcomes = new Map<string, "made" | StoreError["code"]>();
    let isStopped = false;
    const done = (async () => {
      for (let number = first; !isStopped && number < first + 5_000; number++) {
        const outcome = await add(store, number).then(
          () => "made" as const,
          (error: unknown) => (error as StoreError).code,
        );
        outcomes.set(`C${number}`, outcome);
      }
    })();
    const stop = async () => {
      isStopped = true;
      await done;
      return outcomes;
    };
    return { outcomes, stop };
  }

  /** Every write that was answered is there once, and none that was said not to have been made. */
  async function expectTruth(outcomes: ReadonlyMap<string, string>, store: ConfigStore): Promise<void> {
    const names = new Set([...store.state.receiveConnectors.values()].map(({ settings }) => settings.name));
    const wrong = [...outcomes].filter(([name, outcome]) => {
      if (outcome === "RELAY_STORE_OUTCOME_UNKNOWN") return false;
      return names.has(name) !== (outcome === "made");
    });
    expect(wrong).toEqual([]);
    expect(await store.verifyAudit()).toMatchObject({ ok: true });
    expect(new Set(outcomes.values())).toContain("made");
  }

  it("tells no wrong outcome while connections break again and again under two writers", async () => {
    const hosts = [await fleet.open(POLLING), await fleet.open(POLLING)] as const;
    const writers = [writing(hosts[0], 0), writing(hosts[1], 10_000)] as const;
    let broken = 0;
    for (let round = 0; round < 25; round++) {
      const before = writers[0].outcomes.size;
      await waitFor("another write", () => writers[0].outcomes.size > before);
      broken += await server.breakConnections(connection.database);
    }
    const outcomes = new Map([...(await writers[0].stop()), ...(await writers[1].stop())]);
    expect(broken).toBeGreaterThan(25);
    await add(hosts[0], 50_000);
    await waitFor("both hosts to agree", () => hosts[0].state.revision === hosts[1].state.revision);
    expect(hosts[1].state).toEqual(hosts[0].state);
    await expectTruth(outcomes, hosts[0]);
  }, 60_000);

  it("serves what it knows while the database is down, says so, and recovers by itself with nothing lost", async () => {
    const store = await fleet.open({ ...POLLING, connectTimeout: 500, doubtTimeout: 500 });
    const seen: StoreHealth["ok"][] = [];
    store.onHealth(({ ok }) => seen.push(ok));
    const { token } = await store.tokens.create({ name: "t", scopes: ["admin"], stackPattern: null }, ACTOR);
    const writer = writing(store, 0);
    await waitFor("some writes", () => writer.outcomes.size > 5);
    await server.crash();
    await waitFor("the loss to be seen", () => !store.health.ok);
    const known = store.state;
    await expect(add(store, 60_000)).rejects.toMatchObject({ code: "RELAY_STORE_UNAVAILABLE" });
    expect(store.state).toBe(known);
    expect((await store.tokens.verify(token)).ok).toBe(true);
    const outcomes = await writer.stop();
    await server.start();
    await waitFor("it to be found again", () => store.health.ok, 20_000);
    expect(seen).toEqual([false, true]);
    expect(await add(store, 61_000)).toMatchObject({ ok: true });
    await expectTruth(outcomes, store);
  }, 60_000);

  describe("during a commit", () => {
    let network: FaultyNetwork;
    let store: ConfigStore;
    let behind: Fleet;
    beforeEach(async () => {
      network = await FaultyNetwork.to(server.port);
      behind = fleetOn({ ...connection, port: network.port });
      store = await behind.open({ notify: "off", pollInterval: 600_000, doubtTimeout: 300 });
      await waitFor("the first look to be over", async () => (await ask(connection, ACTIVE)).length === 0);
    });
    afterEach(async () => {
      await network.close();
      await behind.dispose();
    });

    it.each(["lost-before", "lost-after"] as const)(
      "finds out what became of it, and makes it once: %s",
      async (fault) => {
        network.fault = fault;
        expect(await add(store, 1)).toMatchObject({ ok: true, revision: 1 });
        expect(network.fault).toBe("none");
        expect(store.state.receiveConnectors.size).toBe(1);
        expect(await store.verifyAudit()).toMatchObject({ ok: true, head: { sequence: 1 } });
      },
    );

    it("says that the outcome is not known when it cannot find out, and knows it later", async () => {
      network.fault = "cut-off-after";
      await expect(add(store, 1)).rejects.toMatchObject({
        code: "RELAY_STORE_OUTCOME_UNKNOWN",
        message: expect.stringContaining("it is not known whether the change was made") as string,
      });
      expect(store.state.revision).toBe(0);
      network.mend();
      expect(await add(store, 2)).toMatchObject({ ok: true, revision: 2 });
      expect(store.state.receiveConnectors.size).toBe(2);
    });
  });

  it("gives up on a host that holds the others' turn, and changes nothing", async () => {
    const store = await fleet.open({ ...POLLING, lockTimeout: 100 });
    const { Client } = await import("pg");
    const other = new Client(connection);
    await other.connect();
    await other.query("begin; select * from relay.meta for update");
    await expect(add(store, 1)).rejects.toMatchObject({ code: "RELAY_STORE_UNAVAILABLE" });
    await other.query("rollback");
    await other.end();
    expect(await add(store, 1)).toMatchObject({ ok: true, revision: 1 });
  });

  it("does not write with an older release than the one that has taken over", async () => {
    const store = await fleet.open(POLLING);
    await ask(connection, "update relay.meta set value = '2999-01-01-future' where key = 'form'");
    await expect(add(store, 1)).rejects.toMatchObject({ code: "RELAY_STORE_UNKNOWN" });
    expect(store.state.revision).toBe(0);
  });

  it("does not open a database that holds something else, or was written by a newer release", async () => {
    await fleet.open(POLLING);
    await ask(connection, "create table relay.quota (connector text)");
    await expect(fleet.open(POLLING)).rejects.toThrow("the table quota is not known here");
    await ask(connection, "drop table relay.quota");
    await ask(connection, "insert into relay.kysely_migration values ('2999-01-01-future', '2999-01-01')");
    await expect(fleet.open(POLLING)).rejects.toThrow("was written by a newer release");
    await ask(connection, "delete from relay.kysely_migration where name like '2999%'");
  });

  it("lets no host in that has another key than the rest", async () => {
    await fleet.open(POLLING);
    const stranger = fleetOn(connection);
    await expect(stranger.open(POLLING)).rejects.toMatchObject({ code: "RELAY_SECRETS_KEY_MISSING" });
    stranger.writeKey();
    await expect(stranger.open(POLLING)).rejects.toMatchObject({ code: "RELAY_SECRETS_KEY_WRONG" });
    await stranger.dispose();
  });

  it("says which database it waited for in vain, never with its password", async () => {
    const nowhere = fleetOn({ ...connection, port: 1 }, "pass-word");
    const failure = await nowhere.open({ startPatience: 50 }).catch((error: unknown) => error as StoreError);
    expect(failure).toMatchObject({ code: "RELAY_STORE_UNAVAILABLE" });
    expect((failure as StoreError).message).toMatch(
      /^The config store postgres:\/\/postgres@127\.0\.0\.1:1\/relay_\d+ does/,
    );
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain("pass-word");
    await nowhere.dispose();
  });
});

const ACTOR = { tokenId: "token-1", tokenName: "admin" };
const ACTIVE =
  "select 1 from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()";

function wish(number: number) {
  const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
  return receiveConnector(connector(`C${number}`, [address]));
}
