import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls, type ShownObject } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { greetingOf, OpenSessions } from "../load/apply-probe";
import { clientOf, guestOf, manyConnectors, rangesOf } from "../load/many-connectors";
import { percentile } from "../percentile";
import { atLeast, below, type Measured, type SectionResult } from "../section";

const CONNECTORS = 10_000;
const RANGES = 10;
const CHANGES = 300;
const SESSIONS = 200;
const WIDE_CHANGES = 20;
const TOKEN = "relay_bench_token_of_sufficient_length_0123456789";

interface LoopDelay {
  readonly p99: number;
  readonly most: number;
  readonly busiest: number;
}

/** A change of one connector among 10,000 with 100,000 ranges, until SMTP enforces it, while sessions are open. */
export async function hotApply(): Promise<SectionResult> {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-"));
  const loopFile = join(dataDir, "loop.json");
  const probe = join(__dirname, "..", "load", "loop-probe.js");
  const env = { NODE_OPTIONS: `--require=${probe}`, BENCH_LOOP_FILE: loopFile };
  const host = await startRelayHost({ dataDir, token: TOKEN, flags: ["--log-level", "warn"], env });
  try {
    return await measure(host, await fill(host), loopFile);
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Filled {
  readonly calls: ControlCalls;
  readonly port: number;
  readonly connectors: readonly ShownObject[];
}

async function fill(host: RelayHost): Promise<Filled> {
  const calls = new ControlCalls(host);
  const port = await freePort();
  const document = manyConnectors({ port, connectors: CONNECTORS, ranges: RANGES });
  const { etag } = await calls.call("POST", "/v1/restore", { document, dryRun: true });
  await calls.call("POST", "/v1/restore", { document }, { "if-match": etag });
  const connectors = [...(await calls.list("ReceiveConnector"))].sort((a, b) => placeOf(a) - placeOf(b));
  return { calls, port, connectors };
}

function placeOf({ settings }: ShownObject): number {
  return Number(String(settings["name"]).split(" ")[1]);
}

async function measure(host: RelayHost, filled: Filled, loopFile: string): Promise<SectionResult> {
  const { port } = filled;
  const sessions = await OpenSessions.open(
    port,
    Array.from({ length: SESSIONS }, (_, place) => clientOf(place * 47 + 1)),
  );
  await changeRanges(filled, 20);
  await readLoopDelay(host, loopFile);
  const narrow = await changeRanges(filled, CHANGES);
  const loop = await readLoopDelay(host, loopFile);
  const wide = await changeEverybody(filled);
  const wideLoop = await readLoopDelay(host, loopFile);
  const kept = await sessions.answering();
  sessions.close();
  return resultOf({ narrow, loop, wide, wideLoop, kept });
}

/** Lets a client in and out, one connector after the other. Milliseconds until each change was answered, and in force. */
async function changeRanges({ calls, port, connectors }: Filled, changes: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let change = 0; change < changes; change++) {
    const place = ((change >> 1) * 7919) % CONNECTORS;
    const isIn = change % 2 === 0;
    const remoteIpRanges = [...(isIn ? [guestOf(place)] : []), ...rangesOf(place, RANGES)];
    times.push(await put(calls, connectors[place] as ShownObject, { remoteIpRanges }));
    expectGreeting(await greetingOf(port, guestOf(place)), isIn);
  }
  return times;
}

/** Adds and takes away a connector for everybody, below all the others. */
async function changeEverybody({ calls, port }: Filled): Promise<readonly number[]> {
  const settings = { name: "Everybody", bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["127.0.0.0/8"] };
  const everybody = await calls.create("ReceiveConnector", { ...settings, permissionGroups: ["AnonymousUsers"] });
  const times: number[] = [];
  for (let change = 0; change < WIDE_CHANGES; change++) {
    const enabled = change % 2 === 1;
    times.push(await put(calls, everybody, { enabled }));
    expectGreeting(await greetingOf(port, guestOf(change)), enabled);
  }
  return times;
}

async function put(calls: ControlCalls, { id }: ShownObject, changes: object): Promise<number> {
  const path = `/v1/receive-connectors/${id}`;
  const { body, etag } = await calls.call("GET", path);
  const settings = { ...(body as ShownObject).settings, ...changes };
  const begun = performance.now();
  await calls.call("PUT", path, { settings }, { "if-match": etag });
  return performance.now() - begun;
}

function expectGreeting(greeting: string, isServed: boolean): void {
  if (greeting.startsWith(isServed ? "220 " : "421 ")) return;
  throw new Error(`the change was answered, and a client heard ${greeting}`);
}

async function readLoopDelay(host: RelayHost, file: string): Promise<LoopDelay> {
  rmSync(file, { force: true });
  host.process.kill("SIGWINCH");
  const read = () => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as LoopDelay;
    } catch {
      return undefined;
    }
  };
  return waitFor("the host's event loop figures", read, 10_000);
}

interface Figures {
  readonly narrow: readonly number[];
  readonly loop: LoopDelay;
  readonly wide: readonly number[];
  readonly wideLoop: LoopDelay;
  /** Sessions that were open all the time. */
  readonly kept: number;
}

function resultOf({ narrow, loop, wide, wideLoop, kept }: Figures): SectionResult {
  const one = (name: string, value: number, unit = "ms"): Measured => ({ name, unit, rounds: [value], median: value });
  const p99 = percentile(narrow, 0.99);
  return {
    measured: [
      one("a change until enforced, p50", percentile(narrow, 0.5)),
      one("a change until enforced, p99", p99),
      one("event loop late, p99", loop.p99),
      one("event loop late, at most", loop.most),
      one("event loop at work without a turn, at most", loop.busiest),
      one("a change of everybody, p50", percentile(wide, 0.5)),
      one("a change of everybody, at most", Math.max(...wide)),
      one("event loop late then, at most", wideLoop.most),
      one("event loop at work without a turn then, at most", wideLoop.busiest),
      one("sessions kept", kept, `of ${SESSIONS}`),
    ],
    judged: [
      below("a change until enforced, p99", p99, 100, "ms"),
      below("event loop at work without a turn, at most", loop.busiest, 20, "ms"),
      atLeast("sessions kept", kept, SESSIONS, `of ${SESSIONS}`),
    ],
  };
}
