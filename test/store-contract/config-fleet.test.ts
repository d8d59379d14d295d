import type { ConfigStore } from "../../relay/store";
import { waitFor } from "../../tools/harness/wait-for";
import {
  ask,
  type DatabaseConnection,
  describeOnPostgres,
  type PostgresServer,
  startPostgres,
} from "../harness/postgres";
import { emptyStore, type Fleet, fleetOn } from "./postgres-store";
import { connector, context, create, owner, receiveConnector, update } from "./write-fixtures";

const ACTOR = { tokenId: "token-1", tokenName: "admin" };
const POLLING = { notify: "off", pollInterval: 50 } as const;

describeOnPostgres("hosts that share a config store", () => {
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

  it("write one after the other: one chain, one revision a write, nothing lost, the same state everywhere", async () => {
    const hosts = [await fleet.open(), await fleet.open()] as const;
    const shared = await made(hosts[0], "Shared", 250);
    const outcomes = await Promise.all(
      hosts.flatMap((host, index) =>
        Array.from({ length: 100 }, async (_, round) => {
          const address = `10.${index}.0.${round + 1}`;
          if (round % 2 === 0) return host.write(create(wish(`C${index}-${round}`, address), null), context());
          return host.write(update(wish("Shared", address), shared.id, { ifMatch: shared.revision }), context());
        }),
      ),
    );
    // Of those that saw the same revision, one wins, whichever host it asked.
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(101);
    const stale = outcomes.filter((outcome) => !outcome.ok && outcome.problem.code === "RELAY_REVISION_STALE");
    expect(stale).toHaveLength(99);
    const [one, other] = hosts;
    // Refused writes move the audit, not the revision.
    const heads = () => Promise.all(hosts.map((host) => host.auditHead()));
    await waitFor("both hosts to know all", async () => (await heads()).every(({ sequence }) => sequence === 201));
    expect([one.state.revision, other.state.revision]).toEqual([102, 102]);
    expect(other.state).toEqual(one.state);
    expect(one.state.receiveConnectors.size).toBe(101);
    // One entry each: the accepted ones and the refused ones.
    expect(await one.verifyAudit()).toMatchObject({ ok: true, head: { sequence: 201 } });
    expect(await other.auditHead()).toEqual(await one.auditHead());
  }, 120_000);

  it.each([
    ["by looking, when no notification comes", POLLING],
    ["by notification, long before they look", { pollInterval: 600_000 }],
  ])("follow each other %s", async (_how, limits) => {
    const [one, other] = [await fleet.open(limits), await fleet.open(limits)];
    const followed = jest.fn();
    other.onFollowed(followed);
    // The bell is hung up while the store opens.
    if (limits.pollInterval > 1000) await listening(2);
    const { id } = await made(one, "A", 1);
    await waitFor("the other host to follow", () => other.state.receiveConnectors.has(id));
    expect(other.state).toEqual(one.state);
    expect(followed).toHaveBeenCalled();
  });

  it("share freezes, tokens, passwords and the newest run of a stack", async () => {
    const [one, other] = [await fleet.open(POLLING), await fleet.open(POLLING)];
    await one.freeze.begin("release week", ACTOR);
    const { token } = await one.tokens.create({ name: "deploy", scopes: ["write"], stackPattern: null }, ACTOR);
    await waitFor("the token", async () => (await other.tokens.verify(token)).ok);
    expect(other.freeze.current).toMatchObject({ reason: "release week" });
    expect(await other.write(create(wish("A", "10.0.0.1"), null), context())).toMatchObject({
      ok: false,
      problem: { code: "RELAY_FROZEN" },
    });
    expect(await other.freeze.end(ACTOR)).toBe(true);
    expect(await one.freeze.end(ACTOR)).toBe(false);
  });

  it("judge a write by what is true, not by what its host has seen", async () => {
    const blind = { notify: "off", pollInterval: 600_000 } as const;
    const [one, other] = [await fleet.open(blind), await fleet.open(blind)];
    await one.write(create(wish("A", "10.0.0.1"), owner("a", "t1")), context());
    const rival = await other.write(create(wish("B", "10.0.0.1"), owner("b", "t2", "acme/billing/prod")), context());
    expect(rival).toMatchObject({ ok: false, problem: { code: "RELAY_RANGE_CONFLICT" } });
    expect(other.state).toEqual(one.state);
  });

  it("catch up in one step after they missed more than is remembered, or when a backup was put back", async () => {
    const blind = { notify: "off", pollInterval: 600_000 } as const;
    const [one, other] = [await fleet.open(blind), await fleet.open(blind)];
    await made(one, "A", 1);
    await one.tokens.create({ name: "deploy", scopes: ["write"], stackPattern: null }, ACTOR);
    await one.advanceEpoch();
    expect(other.state.revision).toBe(0);
    expect(await other.write(create(wish("B", "10.0.0.2"), null), context())).toMatchObject({ ok: true, revision: 2 });
    expect(other.installation).toEqual({ ...one.installation, epoch: 2 });
    expect(other.state.receiveConnectors.size).toBe(2);
  });

  it("make one first token when they start together", async () => {
    const hosts = await Promise.all([fleet.open(), fleet.open()]);
    const wanted = {
      name: "first admin",
      scopes: ["admin"],
      stackPattern: null,
      secret: "chosen-by-operator",
    } as const;
    const firsts = await Promise.all(hosts.map((host) => host.tokens.createFirst(wanted, ACTOR)));
    expect(firsts.filter((first) => first !== undefined)).toHaveLength(1);
    expect(hosts[1].installation).toEqual(hosts[0].installation);
  });

  it("tell each other what they have in force", async () => {
    const [one, other] = [await fleet.open(POLLING, "mx1"), await fleet.open(POLLING, "mx2")];
    other.fleet.tellEnforced(7);
    const hosts = await waitFor("both hosts", async () => {
      const seen = await one.fleet.hosts();
      return seen.some(({ revision }) => revision === 7) && seen.length === 2 ? seen : undefined;
    });
    expect(hosts.map(({ name, version, revision }) => [name, version, revision])).toEqual([
      ["mx1", "1.2.3", 0],
      ["mx2", "1.2.3", 7],
    ]);
    await other.close();
    await waitFor("it to be forgotten", async () => (await one.fleet.hosts()).length === 1);
  });

  async function listening(count: number): Promise<void> {
    const text = "select 1 from pg_stat_activity where query = 'listen relay_config' and datname = $1";
    await waitFor("the bells", async () => (await ask(connection, text, [connection.database])).length === count);
  }
});

function wish(name: string, address: string) {
  return receiveConnector(connector(name, [address]));
}

async function made(store: ConfigStore, name: string, last: number) {
  const result = await store.write(create(wish(name, `10.9.0.${last}`), null), context());
  if (!result.ok) throw new Error(result.problem.detail);
  return result.object;
}
