import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { openSpool } from "../relay/spool";
import { describeMachine } from "./machine";
import { median } from "./median";
import { BENCH_MESSAGE } from "./queue/bench-message";
import type { LayoutBatch, SpoolLayout } from "./spool-layout-thread";

const MESSAGES = 20_000;
const AT_ONCE = 20;
const BODY_BYTES = 4_096;
const ROUNDS = 5;

/** What one way to keep messages costs: medians of five interleaved rounds, 20 messages of 4 KB under way at once. */
export interface LayoutMeasurement {
  readonly name: string;
  readonly messagesPerSecond: number;
  /** Processor time of all threads, microseconds a message. */
  readonly processorMicroseconds: number;
}

type Store = (queueId: string, body: Buffer) => Promise<void>;
type Opened = { readonly store: Store; readonly close: () => Promise<unknown> };

/** Measures the layouts that decision 3 weighs, and the spool as it is. */
export async function benchSpoolLayout(): Promise<readonly LayoutMeasurement[]> {
  const contenders: readonly (readonly [string, (directory: string) => Promise<Opened>])[] = [
    ["the spool: log, queue in memory", openOurs],
    ["log alone", (directory) => openLayout("log", directory)],
    ["log, index rows in SQLite", (directory) => openLayout("log and index rows", directory)],
    ["envelopes and bodies in SQLite", (directory) => openLayout("bodies in SQLite", directory)],
  ];
  const seen = new Map(contenders.map(([name]) => [name, [] as LayoutMeasurement[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, open] of contenders) seen.get(name)?.push(await measure(name, open));
  }
  return [...seen].map(([name, rounds]) => ({
    name,
    messagesPerSecond: median(rounds.map((one) => one.messagesPerSecond)),
    processorMicroseconds: median(rounds.map((one) => one.processorMicroseconds)),
  }));
}

async function measure(name: string, open: (directory: string) => Promise<Opened>): Promise<LayoutMeasurement> {
  const directory = mkdtempSync(join(tmpdir(), "relay-layout-"));
  const { store, close } = await open(directory);
  const body = randomBytes(BODY_BYTES);
  const [began, processor] = [performance.now(), process.cpuUsage()];
  let number = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (number < MESSAGES) await store(`Q${number++}`, Buffer.from(body));
    }),
  );
  const { user, system } = process.cpuUsage(processor);
  const seconds = (performance.now() - began) / 1_000;
  await close();
  rmSync(directory, { recursive: true, force: true });
  return {
    name,
    messagesPerSecond: Math.round(MESSAGES / seconds),
    processorMicroseconds: Math.round((user + system) / MESSAGES),
  };
}

async function openOurs(directory: string): Promise<Opened> {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const spool = await openSpool({ directory, clock: Date, log: silent, limits: { minimumFreeBytes: 0 } });
  return {
    store: async (queueId, body) => {
      const writer = spool.begin({ ...BENCH_MESSAGE, queueId });
      await writer.write(body);
      await writer.commit();
    },
    close: () => spool.close(),
  };
}

/** Group commit without anything around it: what waits when a commit returns makes the next batch. */
async function openLayout(layout: SpoolLayout, directory: string): Promise<Opened> {
  const worker = new Worker(join(__dirname, `spool-layout-thread${extname(__filename)}`), {
    workerData: { layout, directory },
  });
  await once(worker, "online");
  let waiting: { readonly id: string; readonly body: Buffer; readonly done: () => void }[] = [];
  let underWay: typeof waiting = [];
  const envelope = JSON.stringify(BENCH_MESSAGE);
  const send = (): void => {
    if (underWay.length > 0 || waiting.length === 0) return;
    underWay = waiting;
    waiting = [];
    const bytes = Buffer.allocUnsafeSlow(underWay.length * BODY_BYTES);
    underWay.forEach(({ body }, place) => body.copy(bytes, place * BODY_BYTES));
    const batch: LayoutBatch = { ids: underWay.map(({ id }) => id), envelope, bytes, bodyBytes: BODY_BYTES };
    worker.postMessage(batch, [bytes.buffer]);
  };
  worker.on("message", () => {
    for (const { done } of underWay.splice(0)) done();
    setImmediate(send);
  });
  return {
    store: (id, body) =>
      new Promise((done) => {
        waiting.push({ id, body, done });
        setImmediate(send);
      }),
    close: () => worker.terminate(),
  };
}

if (require.main === module) {
  void benchSpoolLayout().then((table) => {
    process.stdout.write(`${JSON.stringify(describeMachine())}\n`);
    for (const { name, messagesPerSecond, processorMicroseconds } of table) {
      process.stdout.write(
        `${name.padEnd(34)} ${messagesPerSecond} msg/s, ${processorMicroseconds} us of processor a message\n`,
      );
    }
  });
}
