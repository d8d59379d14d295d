import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  buildSnapshot,
  decideConnect,
  findRangeConflict,
  judgeWideRelay,
  type RecordedState,
  RELEASE_MILLISECONDS,
} from "../../model";
import { ConfigDatabase } from "../../relay/store";
import { type Declared, type Kill, type Program, PulumiRehearsal, type RehearsedHost } from "./pulumi-rehearsal";
import { Rehearsal } from "./rehearsal";
import { connector, domain, relayEntry, STACK } from "./write-fixtures";

/** Client ranges in two spellings that conflict with each other, and a client in both. */
const ATOMS = [
  { ranges: ["10.0.0.0/24", "10.0.0.4-10.0.1.3"], client: "10.0.0.9", wide: false },
  { ranges: ["10.0.0.77", "10.0.0.77"], client: "10.0.0.77", wide: false },
  { ranges: ["10.1.0.1-10.1.0.9", "10.1.0.5-10.1.0.15"], client: "10.1.0.7", wide: false },
  { ranges: ["203.0.0.0/16", "203.0.0.0/16"], client: "203.0.5.5", wide: true },
] as const;
const NAMES = ["CRM Application", "Scanner", "Gateway"];
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";
const LOCAL = { address: "192.0.2.1", port: 25 };
const NOBODY_THERE = { connectionsThisMinute: 0, connectorConnections: () => 0, sourceConnections: () => 0 };

interface Plan {
  /** Which connector has each atom, and in which spelling; 3: none. */
  readonly holders: readonly number[];
  readonly spellings: readonly number[];
  readonly names: readonly string[];
  /** Whether each connector goes by another logical name. */
  readonly renamed: readonly boolean[];
  /** Connector on which each of two entries grants relay; 3: none. */
  readonly entries: readonly number[];
  readonly subDomains: boolean;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  holders: fc.array(fc.nat(3), { minLength: ATOMS.length, maxLength: ATOMS.length }),
  spellings: fc.array(fc.nat(1), { minLength: ATOMS.length, maxLength: ATOMS.length }),
  names: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
  renamed: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  entries: fc.array(fc.nat(3), { minLength: 2, maxLength: 2 }),
  subDomains: fc.boolean(),
});

const kills: fc.Arbitrary<Kill | null> = fc.option(fc.record({ after: fc.nat(6), committed: fc.boolean() }));
const histories = fc.array(
  fc.record({ plan: plans, kills: fc.array(kills, { maxLength: 2 }), lateFirst: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

function programOf(plan: Plan): Program {
  const program = new Map<string, Declared>();
  const logicalIds = plan.renamed.map((renamed, index) => `connector-${index}${renamed ? "-renamed" : ""}`);
  for (const [index, logicalId] of logicalIds.entries()) {
    const ranges = ATOMS.flatMap((atom, at) =>
      plan.holders[at] === index ? [atom.ranges[plan.spellings[at] ?? 0] ?? ""] : [],
    );
    if (ranges.length === 0) continue;
    program.set(logicalId, { kind: "ReceiveConnector", settings: connector(plan.names[index] ?? "", ranges) });
  }
  for (const [index, target] of plan.entries.entries()) {
    const on = logicalIds[target];
    const isWide = ATOMS.some(({ wide }, at) => wide && plan.holders[at] === target);
    const isTwice = index > 0 && plan.entries[0] === target;
    if (on === undefined || !program.has(on) || isWide || isTwice) continue;
    program.set(`entry-${index}`, { kind: "ConnectorPermission", settings: relayEntry("of the program"), on });
  }
  const ours = domain("contoso.com", { matchSubDomains: plan.subDomains });
  program.set(plan.subDomains ? "ours-renamed" : "ours", { kind: "AcceptedDomain", settings: ours });
  return program;
}

/** Clients that get a connector, and those of them that may relay. */
function served(state: RecordedState, at: number) {
  const snapshot = buildSnapshot(state, { at });
  const outcomes = ATOMS.map(({ client }) => {
    const facts = { at, local: LOCAL, client, hostName: "relay.example", counts: NOBODY_THERE };
    return { client, policy: decideConnect(snapshot, facts).policy };
  });
  const clients = outcomes.filter(({ policy }) => policy !== undefined);
  return {
    clients: clients.map(({ client }) => client),
    relaying: clients.filter(({ policy }) => policy?.rights.granted.has(RELAY)).map(({ client }) => client),
  };
}

function declaredService(program: Program) {
  const state = [...program.values()];
  const holderOf = (range: readonly string[]) =>
    [...program].find(
      ([, one]) => one.kind === "ReceiveConnector" && one.settings.remoteIpRanges.some((text) => range.includes(text)),
    )?.[0];
  const relayingOn = new Set(state.flatMap((one) => (one.kind === "ConnectorPermission" ? [one.on] : [])));
  const holders = ATOMS.map(({ client, ranges }, index) => ({
    client,
    holder: holderOf(ranges) ?? enclosing(index, holderOf),
  }));
  return {
    clients: holders.filter(({ holder }) => holder !== undefined).map(({ client }) => client),
    relaying: holders
      .filter(({ holder }) => holder !== undefined && relayingOn.has(holder))
      .map(({ client }) => client),
  };
}

// The client of the second atom lies in the first one, whose connector serves it when nobody has the second.
function enclosing(index: number, holderOf: (range: readonly string[]) => string | undefined): string | undefined {
  return index === 1 ? holderOf(ATOMS[0].ranges) : undefined;
}

/** What must hold after every single write. */
function checkAlways(state: RecordedState, now: number, kept: readonly string[]): void {
  const connectors = [...state.receiveConnectors.values()];
  for (const [index, one] of connectors.entries()) {
    for (const other of connectors.slice(index + 1)) {
      if (findRangeConflict(one.settings, other.settings) === undefined) continue;
      const older = one.selectionRevision < other.selectionRevision ? one : other;
      expect(older.supersededSince).not.toBeNull();
    }
    const entries = [...state.connectorPermissions.values()]
      .filter(({ settings }) => settings.connector === one.id)
      .map(({ id, settings }) => ({ ...settings, entry: id }));
    const wide = judgeWideRelay([{ connectorId: one.id, settings: one.settings, entries }]).length > 0;
    expect(one.relayLimitedTo === null).toBe(!wide);
  }
  const { clients, relaying } = served(state, now);
  expect(clients).toEqual(expect.arrayContaining([...kept]));
  expect(relaying).not.toContain(ATOMS[3].client);
}

function checkConverged(state: RecordedState, program: Program, now: number): void {
  const objects = [
    ...state.receiveConnectors.values(),
    ...state.connectorPermissions.values(),
    ...state.acceptedDomains.values(),
  ];
  expect(objects.map(({ owner }) => owner?.logicalId).sort()).toEqual([...program.keys()].sort());
  for (const object of objects) {
    const declared = program.get(object.owner?.logicalId ?? "");
    // Entries are declared on a logical name; which connector that is comes below.
    expect({ ...object.settings, connector: "" }).toEqual({ ...declared?.settings, connector: "" });
    expect([object.owner?.stack, object.supersededSince, object.relayLimitedTo]).toEqual([STACK, null, null]);
  }
  for (const { settings, owner } of state.connectorPermissions.values()) {
    const declared = program.get(owner?.logicalId ?? "");
    const on = declared?.kind === "ConnectorPermission" ? declared.on : "";
    expect(state.receiveConnectors.get(settings.connector)?.owner?.logicalId).toBe(on);
  }
  expect(served(state, now + RELEASE_MILLISECONDS)).toEqual(declaredService(program));
}

type History = readonly {
  readonly plan: Plan;
  readonly kills: readonly (Kill | null)[];
  readonly lateFirst: boolean;
}[];

async function replay(host: RehearsedHost, history: History, seed: number): Promise<void> {
  const stack = new PulumiRehearsal(host);
  const order = randomNumbers(seed);
  let before: Program = new Map();
  for (const { plan, kills: killedRuns, lateFirst } of history) {
    const program = programOf(plan);
    const now = declaredService(program).clients;
    const kept = declaredService(before).clients.filter((client) => now.includes(client));
    const watch = (state: RecordedState, at: number) => checkAlways(state, at, kept);
    for (const kill of killedRuns) await stack.up({ program, order, kill, watch });
    if (lateFirst) await stack.sendLateWrites();
    expect(await stack.up({ program, order, kill: null, watch })).toBe(true);
    await stack.sendLateWrites();
    checkConverged(host.state, program, stack.now);
    before = program;
    stack.now += 2 * RELEASE_MILLISECONDS;
  }
}

// Mulberry32: small, seeded, and good enough to shuffle.
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe("whatever the order of a stack's writes, and wherever its runs are killed", () => {
  it("one more run converges; meanwhile nobody loses service, no two connectors win, no wide relay opens", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer(), async (history, seed) => {
        const host = new Rehearsal();
        await replay(
          {
            get state() {
              return host.state;
            },
            write: (command, context) => Promise.resolve(host.write(command, context)),
          },
          history,
          seed,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("the store does the same, and its audit chain holds", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer(), async (history, seed) => {
        const dataDir = await mkdtemp(join(tmpdir(), "convergence-"));
        const store = await ConfigDatabase.open({ dataDir, now: Date.now });
        await replay(store, history, seed);
        const { state } = store;
        expect(await store.verifyAudit()).toEqual({ ok: true, head: await store.auditHead() });
        await store.close();
        const again = await ConfigDatabase.open({ dataDir, now: Date.now });
        expect(again.state).toEqual(state);
        await again.close();
        await rm(dataDir, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });
});
