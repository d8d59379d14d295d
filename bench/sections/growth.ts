import { freePort } from "../../tools/harness/free-port";
import { startPostfix } from "../../tools/harness/postfix";
import { startBenchHost } from "../host/bench-host";
import { interleavedRounds } from "../interleaved-rounds";
import { below, type Curve, type Line, type Measured, type SectionResult } from "../section";
import { smtpSource } from "../smtp-source";

const LENGTHS = [1, 4, 16, 64, 256, 1024] as const;
const CONNECTIONS = [1, 5, 20, 100, 400] as const;
const CONNECTORS = [1, 10, 100, 1000] as const;
const RANGES_EACH = 10;
const ROUNDS = 3;

/** How what a message costs grows with its length, with the connections and with the connectors of the host. */
export async function growth(): Promise<SectionResult> {
  const parts = [await byLength(), await byConnections(), await byConnectors()];
  return {
    measured: parts.flatMap(({ measured }) => measured),
    judged: parts.flatMap(({ judged }) => judged),
    curves: parts.flatMap(({ curves = [] }) => curves),
  };
}

/** Microseconds a message, as the host takes it from 20 connections. */
async function byLength(): Promise<SectionResult> {
  const host = await startBenchHost();
  const postfix = await startPostfix({ port: await freePort(), role: { kind: "hold" } });
  const sides = [
    { name: "relay host", port: host.port, most: 4000 },
    { name: "Postfix, held queue", port: postfix.port, most: 1000 },
  ];
  try {
    const measured = await interleavedRounds(
      sides.flatMap(({ name, port, most }) =>
        LENGTHS.map((kilobytes) => ({
          name: `${name}, ${kilobytes} KB`,
          run: () => smtpSource({ port, ...sized(kilobytes, most), sessions: 20, connections: "reused" }),
        })),
      ),
      { unit: "msg/s", rounds: ROUNDS },
    );
    const lines = sides.map(({ name }, side) => lineOf(name, LENGTHS, measured.slice(side * LENGTHS.length)));
    return { measured, judged: [], curves: [curve("length", "What a message costs, by its length", "KB", lines)] };
  } finally {
    await host.stop();
    postfix.stop();
  }
}

function sized(kilobytes: number, most: number) {
  return { length: kilobytes * 1024, messages: Math.max(50, Math.floor(most / Math.sqrt(kilobytes))) };
}

async function byConnections(): Promise<SectionResult> {
  const host = await startBenchHost();
  try {
    const measured = await interleavedRounds(
      CONNECTIONS.map((sessions) => ({
        name: `${sessions} connections`,
        run: () =>
          smtpSource({
            port: host.port,
            messages: Math.max(1000, Math.min(8000, sessions * 400)),
            sessions,
            length: 4096,
            connections: "reused",
          }),
      })),
      { unit: "msg/s", rounds: ROUNDS },
    );
    const lines = [lineOf("relay host", CONNECTIONS, measured)];
    return {
      measured,
      judged: [],
      curves: [curve("connections", "What a message costs, by connections", "connections", lines)],
    };
  } finally {
    await host.stop();
  }
}

async function byConnectors(): Promise<SectionResult> {
  const hosts = [];
  try {
    for (const connectors of CONNECTORS) hosts.push({ connectors, ...(await hostWith(connectors)) });
    const measured = await interleavedRounds(
      hosts.map(({ connectors, port }) => ({
        name: `${connectors} connectors, ${connectors * RANGES_EACH} ranges`,
        run: () => smtpSource({ port, messages: 2000, sessions: 20, length: 4096, connections: "one-a-message" }),
      })),
      { unit: "msg/s", rounds: ROUNDS },
    );
    const [fewest, most] = [measured[0] as Measured, measured.at(-1) as Measured];
    const lines = [lineOf("relay host, one connection a message", CONNECTORS, measured)];
    return {
      measured,
      judged: [below("cost at 1,000 connectors and 10,000 ranges, beside one", fewest.median / most.median, 1.2, "x")],
      curves: [curve("connectors", "What a connection with a message costs, by connectors", "connectors", lines)],
    };
  } finally {
    for (const host of hosts) await host.stop();
  }
}

async function hostWith(connectors: number) {
  const host = await startBenchHost();
  for (let place = 0; place < connectors - 1; place++) {
    await host.calls.create("ReceiveConnector", otherConnector(place, host.port));
  }
  return host;
}

/** One for ten addresses that no client here has, on the same port. */
function otherConnector(place: number, port: number) {
  const [high, low] = [place >> 8, place & 0xff];
  return {
    name: `Application ${place}`,
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: Array.from({ length: RANGES_EACH }, (_, index) => `10.${high}.${low}.${1 + index * 7}`),
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  };
}

function lineOf(name: string, at: readonly number[], measured: readonly Measured[]): Line {
  return { name, points: at.map((x, place) => [x, 1e6 / (measured[place]?.median ?? NaN)]) };
}

function curve(name: string, title: string, x: string, lines: readonly Line[]): Curve {
  return { name: `cost-by-${name}`, title, x, y: "us a message", yScale: "log", lines };
}
