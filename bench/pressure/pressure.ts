import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type BenchHost, startBenchHost } from "../host/bench-host";
import { residentBytes, watchMemory } from "../host/process-figures";
import { percentile } from "../percentile";
import type { AttackOrder, AttackTally } from "./attack-kinds";
import type { GoodTally } from "./good-tally";

export interface PressureOptions extends Omit<AttackOrder, "port"> {
  /** Milliseconds that the attack lasts. */
  readonly duration: number;
  /** Built programs are in `dist`; tests run from source. */
  readonly programs?: string;
}

/** How a host stood while it was attacked. */
export interface Pressure {
  /** As p99, before the attack: what the machine does by itself. */
  readonly calmP99: number;
  /** Milliseconds from connecting to the 250 of a client that behaves. */
  readonly p50: number;
  readonly p99: number;
  readonly goodMessages: number;
  readonly goodFailures: Readonly<Record<string, number>>;
  /** Bytes of resident memory: before, at most, and a while after. */
  readonly before: number;
  readonly most: number;
  readonly after: number;
  readonly attack: AttackTally;
}

/** Milliseconds. */
const CALM = 2000;

/** Password of the account that attackers guess at. */
const PASSWORD = "correct horse battery staple";

/** Attacks a host for a while, and sends good mail beside it. */
export async function pressure({ duration, programs = __dirname, ...attack }: PressureOptions): Promise<Pressure> {
  const host = await startBenchHost({ connector: defaultLimits(attack.connections) });
  try {
    await host.calls.call("POST", "/v1/relay-users", account());
    return await underAttack(host, { order: { ...attack, port: host.port }, duration, programs });
  } finally {
    await host.stop();
  }
}

/** Exchange's own limits a source, and AUTH in clear text so that attackers may guess. */
function defaultLimits(connections: number) {
  return {
    authMechanism: ["Tls", "BasicAuth"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    maxInboundConnection: Math.max(5000, 2 * connections),
    maxInboundConnectionPerSource: 20,
    maxInboundConnectionPercentagePerSource: 2,
  };
}

function account() {
  return { settings: { username: "crm" }, secrets: { password: PASSWORD } };
}

interface Attack {
  readonly order: AttackOrder;
  readonly duration: number;
  readonly programs: string;
}

async function underAttack(host: BenchHost, { order, duration, programs }: Attack): Promise<Pressure> {
  const run = (program: string, argument: string) =>
    spawn(process.execPath, [join(programs, program), argument], { stdio: ["ignore", "pipe", "inherit"] });
  const calm = run("good-client.js", String(host.port));
  await pause(CALM);
  const calmTally = await endOf<GoodTally>(calm);
  const before = residentBytes(host.pid);
  const memory = watchMemory(host.pid);
  const attackers = run("attackers.js", JSON.stringify(order));
  const good = run("good-client.js", String(host.port));
  try {
    await pause(duration);
    const { times, failures } = await endOf<GoodTally>(good);
    const tally = await endOf<AttackTally>(attackers);
    const most = memory.stop();
    await pause(1000);
    return {
      calmP99: percentile(calmTally.times, 0.99),
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      goodMessages: times.length,
      goodFailures: failures,
      before,
      most,
      after: residentBytes(host.pid),
      attack: tally,
    };
  } finally {
    memory.stop();
    attackers.kill("SIGKILL");
    good.kill("SIGKILL");
  }
}

async function endOf<Tally>(program: ChildProcess): Promise<Tally> {
  program.kill("SIGTERM");
  const [said] = await Promise.all([text(program.stdout!), once(program, "exit")]);
  return JSON.parse(said) as Tally;
}
