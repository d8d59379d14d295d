import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { startRelayHost } from "../../tools/harness/relay-host";

export interface BenchHost {
  readonly port: number;
  readonly pid: number;
  readonly calls: ControlCalls;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface BenchHostOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of `relayctl serve`. */
  readonly flags?: readonly string[];
  /** Settings of its connector, over those of the bench. */
  readonly connector?: Readonly<Record<string, unknown>>;
  /** Port of a smart host that everything goes to; left out: what is taken waits for a route. */
  readonly smartHost?: number;
}

const TOKEN = "relay_bench_token_of_sufficient_length_0123456789";

/** A relay host as installed, with one connector for loopback clients and a domain that it accepts. */
export async function startBenchHost(options: BenchHostOptions = {}): Promise<BenchHost> {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-"));
  const { env = {}, flags = [] } = options;
  const host = await startRelayHost({ dataDir, token: TOKEN, env, flags });
  const calls = new ControlCalls(host);
  const port = await freePort();
  await configure(calls, port, options);
  const stop = async () => {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { port, pid: host.process.pid!, calls, dataDir, stop };
}

async function configure(calls: ControlCalls, port: number, { connector = {}, smartHost }: BenchHostOptions) {
  await calls.create("ReceiveConnector", { ...benchConnector("Bench", port), ...connector });
  await calls.create("AcceptedDomain", { domainName: "contoso.com" });
  if (smartHost !== undefined) await calls.create("SendConnector", sendConnector(smartHost));
  // Twenty thousand connections in seconds are more than a host takes from the world in a minute.
  const { body, etag } = await calls.call("GET", "/v1/transport-config");
  const settings = { ...(body as { settings: object }).settings, maxConnectionRatePerMinute: "unlimited" };
  await calls.call("PUT", "/v1/transport-config", { settings }, { "if-match": etag });
}

/** One that takes from loopback as much as comes. */
export function benchConnector(name: string, port: number) {
  return {
    name,
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["127.0.0.0/8"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
    maxInboundConnection: "unlimited",
    maxInboundConnectionPerSource: "unlimited",
    maxInboundConnectionPercentagePerSource: 100,
  };
}

function sendConnector(port: number) {
  return { name: "Bench, everything", addressSpaces: ["*"], smartHosts: [`127.0.0.1:${port}`], requireTls: false };
}
