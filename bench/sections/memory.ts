import { setTimeout as pause } from "node:timers/promises";
import { startBenchHost } from "../host/bench-host";
import { startSmtpSink } from "../host/smtp-sink";
import { residentBytes, watchMemory } from "../host/process-figures";
import { openIdle } from "../load/idle-connections";
import { median } from "../median";
import { below, type Curve, type Measured, type SectionResult } from "../section";
import { smtpSource } from "../smtp-source";

const IDLE_STEPS = [500, 1000, 2000, 4000] as const;
const ROUNDS = 3;
const SETTLE_MS = 1500;
const MEGABYTE = 2 ** 20;

/** What a connection costs while it says nothing, and what a hundred busy ones do. */
export async function memory(): Promise<SectionResult> {
  const idle = await inRounds(idleConnections);
  const busy = await inRounds(busyConnections);
  const each = idle.map((points) => costOfOne(points));
  const perConnection: Measured = { name: "an idle connection", unit: "KB", rounds: each, median: median(each) };
  const resident: Measured = {
    name: "100 busy connections, resident at most",
    unit: "MB",
    rounds: busy,
    median: median(busy),
  };
  return {
    measured: [perConnection, resident],
    judged: [
      below("an idle connection", perConnection.median, 25, "KB"),
      below("100 busy connections, resident at most", resident.median, 200, "MB"),
    ],
    curves: [idleCurve(idle[0] as readonly Point[])],
  };
}

type Point = readonly [connections: number, bytes: number];

async function inRounds<Found>(look: () => Promise<Found>): Promise<Found[]> {
  const found: Found[] = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await look());
  return found;
}

async function idleConnections(): Promise<readonly Point[]> {
  const host = await startBenchHost();
  const points: Point[] = [];
  const sockets = [];
  try {
    points.push([0, residentBytes(host.pid)]);
    for (const wanted of IDLE_STEPS) {
      sockets.push(...(await openIdle(host.port, wanted - sockets.length)));
      await pause(SETTLE_MS);
      points.push([wanted, residentBytes(host.pid)]);
    }
    return points;
  } finally {
    for (const socket of sockets) socket.destroy();
    await host.stop();
  }
}

/** Kilobytes that each connection adds: from the first step on, as before it a host uses what its start has left over. */
function costOfOne(points: readonly Point[]): number {
  const [first, last] = [points[1] as Point, points.at(-1) as Point];
  return (last[1] - first[1]) / (last[0] - first[0]) / 1024;
}

/** What they send goes on to a sink: a queue that grows would be another cost. */
async function busyConnections(): Promise<number> {
  const sink = await startSmtpSink();
  const host = await startBenchHost({ smartHost: sink.port });
  const watch = watchMemory(host.pid);
  try {
    await smtpSource({ port: host.port, messages: 20_000, sessions: 100, length: 4096, connections: "reused" });
    return watch.most() / MEGABYTE;
  } finally {
    watch.stop();
    await host.stop();
    sink.stop();
  }
}

function idleCurve(points: readonly Point[]): Curve {
  return {
    name: "memory-idle",
    title: "Resident memory by idle connections",
    x: "connections",
    y: "MB",
    lines: [{ name: "relay host", points: points.map(([connections, bytes]) => [connections, bytes / MEGABYTE]) }],
  };
}
