import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ControlCalls } from "../tools/harness/control-calls";
import { freePort } from "../tools/harness/free-port";
import { startPostfix } from "../tools/harness/postfix";
import { startRelayHost } from "../tools/harness/relay-host";
import { interleavedRounds, type Contender, type Standing } from "./interleaved-rounds";
import { smtpSource, type Load } from "./smtp-source";

interface Running {
  readonly name: string;
  readonly port: number;
  /** Slower peers get fewer messages, so that a round takes about as long. */
  readonly messages: number;
  readonly stop: () => Promise<unknown>;
}

/** Durable receive against the bare library and a tuned Postfix that holds what it takes; messages a second. */
export async function benchReceive(connections: Load["connections"]): Promise<readonly Standing[]> {
  const running = [await ours(), await bare(), await postfix()];
  try {
    const contenders: Contender[] = running.map(({ name, port, messages }) => ({
      name,
      run: () => smtpSource({ port, messages, sessions: 20, length: 4096, connections }),
    }));
    return await interleavedRounds(contenders);
  } finally {
    for (const { stop } of running) await stop();
  }
}

async function ours(env: Readonly<Record<string, string>> = {}): Promise<Running & { readonly strippingPort: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-"));
  const port = await freePort();
  const host = await startRelayHost({ dataDir, token: "relay_bench_token_of_sufficient_length_0123456789", env });
  const strippingPort = await freePort();
  await configure(new ControlCalls(host), port, strippingPort);
  const stop = async () => {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { name: "relay host, durable", port, strippingPort, messages: 20_000, stop };
}

/** The same host with and without the right whose lack has headers taken out of every message; messages a second. */
export async function benchHeaderFirewall(): Promise<readonly Standing[]> {
  const host = await ours();
  try {
    const load = { messages: 20_000, sessions: 20, length: 4096, connections: "reused" } as const;
    return await interleavedRounds([
      { name: "routing headers taken out", run: () => smtpSource({ ...load, port: host.strippingPort }) },
      { name: "every header kept", run: () => smtpSource({ ...load, port: host.port }) },
    ]);
  } finally {
    await host.stop();
  }
}

/** The same host with and without counting who uses what; messages a second. */
export async function benchUsage(connections: Load["connections"]): Promise<readonly Standing[]> {
  const [counting, silent] = [await ours(), await ours({ RELAY_USAGE: "off" })];
  try {
    const load = { messages: 20_000, sessions: 20, length: 4096, connections } as const;
    return await interleavedRounds(
      [
        { name: "usage counted", run: () => smtpSource({ ...load, port: counting.port }) },
        { name: "usage not counted", run: () => smtpSource({ ...load, port: silent.port }) },
      ],
      9,
    );
  } finally {
    await counting.stop();
    await silent.stop();
  }
}

async function bare(): Promise<Running> {
  const child = spawn(process.execPath, [join(__dirname, "peers", "discarding-server.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const stop = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { name: "smtp-server, discarding", port: Number(line.split(" ")[1]), messages: 20_000, stop };
}

async function postfix(): Promise<Running> {
  const port = await freePort();
  const peer = await startPostfix({ port, role: { kind: "hold" } });
  return { name: "Postfix, held queue", port, messages: 5_000, stop: async () => peer.stop() };
}

async function configure(byHand: ControlCalls, port: number, strippingPort: number): Promise<void> {
  await byHand.create("ReceiveConnector", connector("Bench", port));
  const { id } = await byHand.create("ReceiveConnector", connector("Bench, without routing headers", strippingPort));
  await byHand.create("ConnectorPermission", {
    connector: id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Deny",
    extendedRights: ["ms-Exch-Accept-Headers-Routing"],
  });
  await byHand.create("AcceptedDomain", { domainName: "contoso.com" });
  // Twenty thousand connections in seconds are more than a host takes from the world in a minute.
  const { body, etag } = await byHand.call("GET", "/v1/transport-config");
  const settings = { ...(body as { settings: object }).settings, maxConnectionRatePerMinute: "unlimited" };
  await byHand.call("PUT", "/v1/transport-config", { settings }, { "if-match": etag });
}

function connector(name: string, port: number) {
  return {
    name,
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["127.0.0.1"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
    maxInboundConnectionPerSource: "unlimited",
    maxInboundConnectionPercentagePerSource: 100,
  };
}
