import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine } from "../../bench/machine";
import { until } from "../delivery/delivery-house";
import { ScriptedSink } from "../delivery/scripted-sink";
import { crashBody } from "./crash-body";
import { configureRelay, freePort, relayctl, startHost, type CrashHost } from "./crash-host";
import { MEANWHILES, ToldWrites, type Meanwhile } from "./meanwhile";
import { SinkLives } from "./sink-lives";
import { type LoadMessage, sendUntilCut } from "./smtp-load";

// `npm run crash` kills 200 times and keeps what it counted in test/crash/results.
const KILLS = Number(process.env.RELAY_CRASH_KILLS ?? 6);
const isThorough = process.env.RELAY_CRASH === "thorough";
const CONNECTIONS = 6;
let dataDir: string;
let sink: ScriptedSink;
const arrived = new SinkLives();
/** Notifications to senders, by the message that they give back. */
const told = new SinkLives("notification");
const REFUSED = "gone@fabrikam.com";

/** Every fifth message is for somebody whom the sink refuses for good. */
function loadMessage(number: number): LoadMessage {
  const isRefused = number % 5 === 0;
  const id = `${isRefused ? "R" : "M"}${number}`;
  return { id, body: crashBody(id), ...(isRefused ? { to: REFUSED } : {}) };
}

function isRefused(id: string): boolean {
  return id.startsWith("R");
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-host-crash-"));
  sink = await ScriptedSink.start({
    rcpt: (address) => (address === REFUSED ? "550 5.1.1 no such user" : "250 2.1.5 ok"),
    data: (message) => {
      (message.from === "" ? told : arrived).take(message);
      // What is kept is what was counted: the bodies of 200 lives would fill the memory.
      sink.messages.length = 0;
      return "250 2.0.0 taken";
    },
  });
});
afterAll(async () => {
  await sink.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Load {
  readonly port: number;
  readonly taken: Set<string>;
  readonly told: ToldWrites;
  number: number;
}

/** Loads the host over several connections and kills it some time after its first 250. */
async function loadUntilKilled(host: CrashHost, load: Load, meanwhile: Meanwhile): Promise<void> {
  let first: () => void = () => undefined;
  const firstTaken = new Promise<void>((resolve) => (first = resolve));
  const connections = Array.from({ length: CONNECTIONS }, () =>
    sendUntilCut({
      port: load.port,
      next: () => loadMessage(++load.number),
      onTaken: (id) => {
        load.taken.add(id);
        first();
      },
    }),
  );
  const others = meanwhile.run(host, load.told);
  await firstTaken;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * meanwhile.within));
  await host.kill();
  await Promise.all([...connections, others]);
}

interface Status {
  readonly queue: { readonly queued: number; readonly leased: number };
}

async function waiting(host: CrashHost): Promise<number> {
  const { queue } = (await host.call("GET", "/status")) as Status;
  return queue.queued + queue.leased;
}

/** What the host answered about its configuration is there, and nobody touched its audit. */
async function judgeConfiguration(host: CrashHost, { revision }: ToldWrites): Promise<void> {
  const { revision: now } = (await host.call("GET", "/export")) as { readonly revision: number };
  expect(now).toBeGreaterThanOrEqual(revision);
  expect(await relayctl(host, ["audit", "verify"])).toMatchObject({ code: 0 });
}

test(`every message that got a 250 arrives or its sender is told why not, though the host is killed ${KILLS} times under load`, async () => {
  const load: Load = { port: await freePort(), taken: new Set(), told: new ToldWrites(), number: 0 };
  const kills: Record<string, number> = Object.fromEntries(MEANWHILES.map(({ name }) => [name, 0]));
  let host = await startHost({ dataDir });
  await configureRelay(host, { port: load.port, smartHost: sink.smartHost });
  for (let kill = 0; kill < KILLS; kill++) {
    const meanwhile = MEANWHILES[kill % MEANWHILES.length] as Meanwhile;
    await loadUntilKilled(host, load, meanwhile);
    kills[meanwhile.name] = (kills[meanwhile.name] ?? 0) + 1;
    arrived.life++;
    host = await startHost({ dataDir });
    if (kill % 20 === 0) await judgeConfiguration(host, load.told);
  }
  await until("nothing waits in the queue", async () => (await waiting(host)) === 0);
  expect(await host.call("GET", "/queue?limit=10")).toMatchObject({ items: [] });
  await judgeConfiguration(host, load.told);
  expect(await host.stop()).toBe(0);
  const lost = [...load.taken].filter((id) => !(isRefused(id) ? told : arrived).has(id));
  expect(lost).toEqual([]);
  expect(told.ids.filter((id) => !isRefused(id))).toEqual([]);
  expect(arrived.twiceInOneLife).toEqual([]);
  expect(load.told.badBackups).toBe(0);
  expect(load.taken.size).toBeGreaterThan(KILLS * 5);
  // At least once: a kill between the next hop's 250 and our note of it sends a message again. That window is short.
  const again = arrived.arrivals - arrived.messages;
  expect(again).toBeLessThanOrEqual(KILLS * 40);
  // The same for a notification; and a kill after it was stored, before its recipient is given up, makes another.
  const toldAgain = told.arrivals - told.messages;
  expect(toldAgain).toBeLessThanOrEqual(KILLS * 40);
  say({
    kills,
    told250: load.taken.size,
    arrived: arrived.arrivals,
    lost: lost.length,
    twiceInOneLife: arrived.twiceInOneLife.length,
    againInALaterLife: again,
    refusedAndTold: told.messages,
    toldAgain,
    configurationWritesTold: load.told.count,
    backupsMade: load.told.backups,
  });
}, 3_600_000);

function say(counts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`host killed: ${JSON.stringify(counts)}\n`);
  if (!isThorough) return;
  const results = join(__dirname, "results");
  mkdirSync(results, { recursive: true });
  const summary = { date: new Date().toISOString(), machine: describeMachine(), ...counts };
  writeFileSync(join(results, "host-kills.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
