import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { waitFor } from "../../tools/harness/wait-for";
import { startBenchHost, type BenchHost } from "../host/bench-host";
import { median } from "../median";
import { percentile } from "../percentile";
import { below, type Measured, type SectionResult } from "../section";

const ROUNDS = 5;
const CONNECTIONS = 20;
const MESSAGES = 10_000;

interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** How long the 250 takes behind the last dot, and how late the host's event loop is meanwhile. */
export async function latency(): Promise<SectionResult> {
  const loopFile = join(tmpdir(), `relay-bench-loop-${process.pid}.json`);
  const probe = join(__dirname, "..", "load", "loop-probe.js");
  const host = await startBenchHost({ env: { NODE_OPTIONS: `--require=${probe}`, BENCH_LOOP_FILE: loopFile } });
  const times: number[][] = [];
  const delays: Delay[] = [];
  try {
    await sendPatiently(host.port);
    await loopDelay(host, loopFile);
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await sendPatiently(host.port));
      delays.push(await loopDelay(host, loopFile));
    }
  } finally {
    await host.stop();
    rmSync(loopFile, { force: true });
  }
  return resultOf(times, delays);
}

function resultOf(times: readonly (readonly number[])[], delays: readonly Delay[]): SectionResult {
  const inMs = (name: string, rounds: readonly number[]): Measured => {
    return { name, unit: "ms", rounds, median: median(rounds) };
  };
  const p50 = inMs(
    "the 250, p50",
    times.map((round) => percentile(round, 0.5)),
  );
  const p99 = inMs(
    "the 250, p99",
    times.map((round) => percentile(round, 0.99)),
  );
  const loop = inMs(
    "event loop late, p99",
    delays.map((delay) => delay.p99),
  );
  const most = inMs(
    "event loop late, at most",
    delays.map((delay) => delay.most),
  );
  return {
    measured: [p50, p99, loop, most],
    judged: [
      below("the 250, p50", p50.median, 5, "ms"),
      below("the 250, p99", p99.median, 50, "ms"),
      below("event loop late, p99", loop.median, 10, "ms"),
    ],
  };
}

async function sendPatiently(port: number): Promise<readonly number[] & number[]> {
  const args = [port, CONNECTIONS, MESSAGES, 4096, 0].map(String);
  const child = spawn(process.execPath, [join(__dirname, "..", "load", "patient-clients.js"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number]>]);
  if (code !== 0) throw new Error(`the clients ended with ${code}`);
  return JSON.parse(answer) as number[];
}

async function loopDelay(host: BenchHost, file: string): Promise<Delay> {
  rmSync(file, { force: true });
  process.kill(host.pid, "SIGWINCH");
  const read = () => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Delay;
    } catch {
      return undefined;
    }
  };
  return waitFor("the host's event loop figures", read, 10_000);
}
