import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Spool } from "../../relay/spool";
import { ControlCalls } from "../../tools/harness/control-calls";
import { startReceivingServer } from "../../tools/harness/receiving-server";
import { startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { median } from "../median";
import { openBenchSpool, settleDue, storeMessages } from "../queue/waiting-mail";
import { below, type Measured, type SectionResult } from "../section";

const STEPS = [0, 50_000, 100_000, 200_000] as const;
const CLAIMS = 2_000;
const ROUNDS = 9;
const TOKEN = "relay_bench_token_of_sufficient_length_0123456789";
const LATER = { type: "deferred", reply: "451 4.4.1 later" } as const;
const TAKEN = { type: "delivered", reply: "250 2.0.0 taken" } as const;

/** What a long queue costs: at the start, at each claim, and in memory. Every message waits with one recipient. */
export async function waitingQueue(): Promise<SectionResult> {
  const points: { readonly waiting: number; readonly start: number; readonly claim: number; readonly bytes: number }[] =
    [];
  const claims: Measured[] = [];
  for (const waiting of STEPS) {
    const dataDir = mkdtempSync(join(tmpdir(), "relay-waiting-"));
    try {
      const start = await startToFirstDelivery(dataDir, waiting);
      const { rounds, bytes } = await claimsBeside(dataDir);
      const name = `a claim beside ${waiting} that wait`;
      claims.push({ name, unit: "us", rounds, median: median(rounds) });
      points.push({ waiting, start, claim: median(rounds), bytes });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return resultOf(points, claims);
}

type Points = readonly {
  readonly waiting: number;
  readonly start: number;
  readonly claim: number;
  readonly bytes: number;
}[];

function resultOf(points: Points, claims: readonly Measured[]): SectionResult {
  const [none, most] = [points[0]!, points.at(-1)!];
  const bytes = (most.bytes - none.bytes) / most.waiting;
  return {
    measured: [
      ...claims,
      single(`start to first delivery, ${most.waiting} wait`, "s", most.start),
      single("memory of a message that waits", "bytes", bytes),
    ],
    judged: [
      below(`start to first delivery, ${most.waiting} wait`, most.start, 5, "s"),
      below(`a claim beside ${most.waiting} that wait, to one of an empty queue`, most.claim / none.claim, 1.2, "x"),
    ],
    curves: [
      {
        name: "queue-start",
        title: "From the start of the process to the first delivery, by messages that wait",
        x: "messages that wait",
        y: "s",
        lines: [{ name: "relay host", points: points.map(({ waiting, start }) => [waiting, start]) }],
      },
      {
        name: "queue-claim",
        title: "To take, lease and settle one message, by messages that wait",
        x: "messages that wait",
        y: "us",
        lines: [{ name: "relay host", points: points.map(({ waiting, claim }) => [waiting, claim]) }],
      },
    ],
  };
}

function single(name: string, unit: string, value: number): Measured {
  return { name, unit, median: value, rounds: [value] };
}

async function fill(dataDir: string, messages: number): Promise<void> {
  const spool = await openBenchSpool(join(dataDir, "spool"));
  await storeMessages(spool, { prefix: "W", messages: Math.max(messages, 1) });
  await spool.close();
}

/** Seconds from the start of the process. Everything that waits is due: the worst start there is. */
async function startToFirstDelivery(dataDir: string, waiting: number): Promise<number> {
  const smartHost = await startReceivingServer();
  try {
    const first = await startRelayHost({ dataDir, token: TOKEN });
    await new ControlCalls(first).create("SendConnector", everythingTo(smartHost.port));
    await first.stop();
    await fill(dataDir, waiting);
    const began = performance.now();
    const host = await startRelayHost({ dataDir, token: TOKEN });
    await waitFor(`a delivery among ${waiting}`, () => smartHost.letters.length > 0, 60_000);
    const took = (performance.now() - began) / 1_000;
    await host.kill();
    return took;
  } finally {
    await smartHost.close();
  }
}

function everythingTo(port: number) {
  return { name: "Bench", addressSpaces: ["*"], smartHosts: [`127.0.0.1:${port}`], requireTls: false };
}

/** Microseconds a claim, round by round, while the others wait for later; and the bytes of memory that all hold. */
async function claimsBeside(dataDir: string): Promise<{ readonly rounds: readonly number[]; readonly bytes: number }> {
  const before = heapBytes();
  const spool = await openBenchSpool(join(dataDir, "spool"));
  settleDue(spool, { ...LATER, nextAttemptAt: Date.now() + 3_600_000 });
  const bytes = heapBytes() - before;
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const took = await claimRound(spool, `C${round}N`);
    if (round > 0) rounds.push(took);
  }
  await spool.close();
  return { rounds, bytes };
}

async function claimRound(spool: Spool, prefix: string): Promise<number> {
  await storeMessages(spool, { prefix, messages: CLAIMS });
  const began = performance.now();
  const settled = settleDue(spool, TAKEN);
  return ((performance.now() - began) * 1_000) / settled;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
