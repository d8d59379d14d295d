import { freePort } from "../../tools/harness/free-port";
import { startPostfix } from "../../tools/harness/postfix";
import { benchConnector, startBenchHost } from "../host/bench-host";
import { startBarePeer } from "../host/peers";
import { processorTime } from "../host/process-figures";
import { interleavedRounds, ratioTo } from "../interleaved-rounds";
import { atLeast, type Measured, type SectionResult } from "../section";
import { smtpSource, type Load } from "../smtp-source";

/** Slower peers get fewer messages, so that a round takes about as long. */
const MESSAGES = {
  reused: { ours: 20_000, postfix: 5_000 },
  "one-a-message": { ours: 8_000, postfix: 4_000 },
} as const;
const SESSIONS = 20;
const LENGTH = 4096;

interface Targets {
  readonly bare: number;
  readonly postfix: number;
}

/** Durable receive against the bare library and a tuned Postfix that holds what it takes. */
export async function receive(connections: Load["connections"], targets: Targets): Promise<SectionResult> {
  const [host, bare, postfix] = [await startBenchHost(), await startBarePeer(), await heldPostfix()];
  const counts = MESSAGES[connections];
  const costs = { ours: [] as number[], bare: [] as number[] };
  const load = { sessions: SESSIONS, length: LENGTH, connections };
  const counted = async (pid: number, into: number[], run: () => Promise<number>) => {
    const before = processorTime(pid);
    const rate = await run();
    into.push((processorTime(pid) - before) / counts.ours);
    return rate;
  };
  try {
    const ours = () => smtpSource({ ...load, port: host.port, messages: counts.ours });
    const theirs = () => smtpSource({ ...load, port: bare.port, messages: counts.ours });
    const rates = await interleavedRounds(
      [
        { name: "relay host, durable", run: () => counted(host.pid, costs.ours, ours) },
        { name: "smtp-server, discarding", run: () => counted(bare.pid, costs.bare, theirs) },
        {
          name: "Postfix, held queue",
          run: () => smtpSource({ ...load, port: postfix.port, messages: counts.postfix }),
        },
      ],
      { unit: "msg/s" },
    );
    return {
      measured: [...rates, cost("relay host", costs.ours), cost("smtp-server", costs.bare)],
      judged: [
        atLeast("of smtp-server, discarding", ratioTo(rates, 1), targets.bare),
        atLeast("of Postfix, held queue", ratioTo(rates, 2), targets.postfix),
      ],
    };
  } finally {
    await host.stop();
    await bare.stop();
    postfix.stop();
  }
}

async function heldPostfix() {
  return startPostfix({ port: await freePort(), role: { kind: "hold" } });
}

/** The warm-up round does not count. */
function cost(name: string, rounds: readonly number[]): Measured {
  const counted = rounds.slice(1);
  const sorted = [...counted].sort((a, b) => a - b);
  return {
    name: `${name}, processor time a message`,
    unit: "us",
    rounds: counted,
    median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
  };
}

/** The same host with and without the right whose lack has headers taken out of every message. */
export async function headerFirewall(): Promise<SectionResult> {
  const host = await startBenchHost();
  const port = await freePort();
  const { id } = await host.calls.create("ReceiveConnector", benchConnector("Without routing headers", port));
  await host.calls.create("ConnectorPermission", {
    connector: id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Deny",
    extendedRights: ["ms-Exch-Accept-Headers-Routing"],
  });
  try {
    return await compareHosts(
      { name: "routing headers taken out", port },
      { name: "every header kept", port: host.port },
      0.9,
    );
  } finally {
    await host.stop();
  }
}

/** The same host with and without counting who uses what. */
export async function usage(): Promise<SectionResult> {
  const [counting, silent] = [await startBenchHost(), await startBenchHost({ env: { RELAY_USAGE: "off" } })];
  try {
    return await compareHosts(
      { name: "usage counted", port: counting.port },
      { name: "usage not counted", port: silent.port },
      0.97,
    );
  } finally {
    await counting.stop();
    await silent.stop();
  }
}

interface Side {
  readonly name: string;
  readonly port: number;
}

async function compareHosts(one: Side, other: Side, bound: number): Promise<SectionResult> {
  const load = { messages: 10_000, sessions: SESSIONS, length: LENGTH, connections: "reused" } as const;
  const measured = await interleavedRounds(
    [one, other].map(({ name, port }) => ({ name, run: () => smtpSource({ ...load, port }) })),
    { unit: "msg/s", rounds: 7 },
  );
  return { measured, judged: [atLeast(`of ${other.name}`, ratioTo(measured, 1), bound)] };
}
