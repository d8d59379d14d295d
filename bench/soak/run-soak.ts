import { setTimeout as pause } from "node:timers/promises";
import { ControlCalls, type ShownObject } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import { seededRandom } from "../seeded-random";
import { churnConfiguration, type ChurnCounts } from "./config-churn";
import { Ledger, type Balance } from "./ledger";
import { loadWithMail, type LoadCounts } from "./mail-load";
import { residentOf, thirdsOf, type MemorySample, type MemoryThird } from "./memory-watch";
import { startMoodySmartHost, type MoodCounts } from "./moody-smart-host";

export interface SoakOptions {
  readonly dataDir: string;
  readonly minutes: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface SoakResult {
  readonly minutes: number;
  readonly seed: number;
  readonly mail: Balance;
  readonly load: LoadCounts;
  readonly churn: ChurnCounts;
  readonly moods: MoodCounts;
  readonly memory: { readonly thirds: readonly MemoryThird[]; readonly samples: readonly MemorySample[] };
  /** What is not as it must be; empty: all is well. */
  readonly verdict: readonly string[];
}

const CLIENTS = 12;
const MESSAGES_A_SECOND = 40;
const MOST_WAITING = 3_000;
const SAMPLE_SECONDS = 2;

/** Runs a host under everything at once for a while, then lets it come to rest and counts its mail. */
export async function runSoak({ dataDir, minutes, seed, say }: SoakOptions): Promise<SoakResult> {
  const ledger = new Ledger();
  const random = seededRandom(seed);
  const smartHost = await startMoodySmartHost({ ledger, random });
  const host = await startRelayHost({ dataDir, token: "relay_soak_token_of_sufficient_length_0123456789" });
  try {
    const calls = new ControlCalls(host);
    const port = await freePort();
    const connector = await configure(calls, { port, smartHost: smartHost.port });
    const { signal, samples, finished } = timeOf(minutes, { host, calls, say });
    const waiting = () => samples.at(-1)?.waiting ?? 0;
    const [load, churn] = await Promise.all([
      loadWithMail({
        port,
        clients: CLIENTS,
        rate: MESSAGES_A_SECOND,
        ledger,
        random,
        signal,
        isFull: () => waiting() > MOST_WAITING,
      }),
      churnConfiguration(calls, { connector, signal }),
      finished,
    ]);
    await smartHost.calmDown();
    const mail = ledger.balance(await settled(calls, { ledger, say }));
    const memory = { thirds: thirdsOf(samples), samples };
    const facts = { minutes, seed, mail, load, churn, moods: smartHost.moods, memory };
    return { ...facts, verdict: verdictOf(facts) };
  } finally {
    await host.stop();
    await smartHost.close();
  }
}

interface Watched {
  readonly host: RelayHost;
  readonly calls: ControlCalls;
  readonly say: (line: string) => void;
}

/** The time of the run, with looks at the host while it lasts. */
function timeOf(minutes: number, { host, calls, say }: Watched) {
  const end = new AbortController();
  const samples: MemorySample[] = [];
  const began = performance.now();
  const watch = async (): Promise<void> => {
    while (performance.now() - began < minutes * 60_000) {
      const at = Math.round((performance.now() - began) / 1_000);
      const { queued, leased } = await queueCounts(calls);
      samples.push({ at, resident: Math.round(residentOf(host.process.pid as number)), waiting: queued + leased });
      if (samples.length % 30 === 1) say(`${at} s: ${JSON.stringify(samples.at(-1))}`);
      await pause(SAMPLE_SECONDS * 1_000);
    }
  };
  const finished = watch().finally(() => end.abort());
  return { signal: end.signal, samples, finished };
}

async function queueCounts(calls: ControlCalls): Promise<{ readonly queued: number; readonly leased: number }> {
  const { body } = await calls.call("GET", "/v1/status");
  return (body as { readonly queue: { readonly queued: number; readonly leased: number } }).queue;
}

async function configure(
  calls: ControlCalls,
  { port, smartHost }: { readonly port: number; readonly smartHost: number },
): Promise<ShownObject> {
  const connector = await calls.create("ReceiveConnector", {
    name: "Soak",
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["127.0.0.1"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
    maxMessageSize: "10MB",
    maxInboundConnectionPerSource: "unlimited",
    maxInboundConnectionPercentagePerSource: 100,
  });
  await calls.create("ConnectorPermission", {
    connector: connector.id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-SMTP-Accept-Any-Sender"],
  });
  await calls.create("SendConnector", {
    name: "Out",
    addressSpaces: ["SMTP:*;1"],
    smartHosts: [`127.0.0.1:${smartHost}`],
    requireTls: false,
  });
  const { body, etag } = await calls.call("GET", "/v1/transport-config");
  const settings = { ...(body as { settings: object }).settings, maxConnectionRatePerMinute: "unlimited" };
  await calls.call("PUT", "/v1/transport-config", { settings }, { "if-match": etag });
  return connector;
}

interface Settling {
  readonly ledger: Ledger;
  readonly say: (line: string) => void;
}

interface ShownMessage {
  readonly queueId: string;
  readonly recipients: readonly { readonly address: string; readonly state: string }[];
}

/** Retries what waits until nothing does, or five minutes have gone; answers with what the queue still has. */
async function settled(calls: ControlCalls, { ledger, say }: Settling): Promise<Map<string, "waiting" | "held">> {
  const deadline = performance.now() + 300_000;
  for (;;) {
    const messages = await waitingMessages(calls);
    say(`at rest: ${messages.length} messages in the queue, ${ledger.open.length} recipients open`);
    const isQuiet = messages.every(({ recipients }) => recipients.every(({ state }) => !isWaiting(state)));
    if (isQuiet || performance.now() > deadline) return placesOf(messages);
    for (const { queueId, recipients } of messages) {
      // A message may go while it is asked for.
      if (recipients.some(({ state }) => state === "queued"))
        await calls.call("POST", `/v1/queue/${queueId}/retry`).catch(() => undefined);
    }
    await pause(2_000);
  }
}

async function waitingMessages(calls: ControlCalls): Promise<readonly ShownMessage[]> {
  const { body } = await calls.call("GET", "/v1/queue?limit=1000");
  return (body as { readonly items: readonly ShownMessage[] }).items;
}

function isWaiting(state: string): boolean {
  return state === "queued" || state === "leased";
}

function placesOf(messages: readonly ShownMessage[]): Map<string, "waiting" | "held"> {
  const places = new Map<string, "waiting" | "held">();
  for (const { address, state } of messages.flatMap(({ recipients }) => recipients)) {
    if (state !== "delivered") places.set(address, isWaiting(state) ? "waiting" : "held");
  }
  return places;
}

function verdictOf({ mail, memory, churn }: Omit<SoakResult, "verdict">): readonly string[] {
  const [, middle, last] = memory.thirds;
  const growth = (last?.median ?? 0) / (middle?.median ?? 1);
  return [
    ...(mail.lost.length > 0 ? [`${mail.lost.length} recipients are nowhere`] : []),
    ...(mail.damaged.length > 0 ? [`${mail.damaged.length} recipients got another body`] : []),
    ...(growth > 1.05 ? [`memory grew by ${((growth - 1) * 100).toFixed(1)} % from the middle third to the last`] : []),
    ...(churn.failed > 0 ? [`${churn.failed} changes of the configuration failed`] : []),
  ];
}
