import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { freePort } from "../tools/harness/free-port";
import { startRelayHost } from "../tools/harness/relay-host";
import { DynamicProviderProcess } from "./dynamic-provider-process";
import { interleavedRounds, type Standing } from "./interleaved-rounds";
import { inlineProvider } from "./peers/inline-provider";
import { startRecordingProxy, type RecordingProxy } from "./recording-proxy";

const TYPE = "pulumi-nodejs:dynamic/relay:ReceiveConnector";
const OURS = 'exports.handler=()=>require("pulumi-smtp-relay/provider").receiveConnector';
const TOKEN = "relay_bench_0123456789abcdefghijklmnopqrstuvwxyz";

/** A round: all calls of a first `up` of the resources, and of a second, empty one. */
interface Rounds {
  readonly resources: number;
  readonly smtpPort: number;
  readonly proxy: RecordingProxy;
}

/**
 * Provider time (what the calls take, less waiting for the control API; milliseconds a round) of our provider and of the
 * same work written inline as a dynamic provider.
 */
export async function benchProvider(resources = 300): Promise<readonly Standing[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-provider-"));
  const host = await startRelayHost({ dataDir, token: TOKEN });
  const proxy = await startRecordingProxy(host.endpoint);
  try {
    const rounds = { resources, smtpPort: await freePort(), proxy };
    const inline = (await runtime.serializeFunction(() => inlineProvider, { allowSecrets: true })).text;
    return await interleavedRounds([
      { name: `constant __provider (${OURS.length} bytes)`, run: () => round(rounds, OURS) },
      { name: `inline dynamic.Resource (${inline.length} bytes)`, run: () => round(rounds, inline) },
    ]);
  } finally {
    proxy.close();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

let roundsSoFar = 0;

async function round({ resources, smtpPort, proxy }: Rounds, source: string): Promise<number> {
  roundsSoFar += 1;
  const provider = await DynamicProviderProcess.start({ "relay:endpoint": proxy.endpoint, "relay:token": TOKEN });
  try {
    const news = Array.from({ length: resources }, (_, index) =>
      inputs({ source, index, smtpPort, round: roundsSoFar }),
    );
    const waitedBefore = proxy.waited();
    const started = performance.now();
    const there = [];
    for (const each of news) {
      const checked = await provider.check(urn(each), each);
      there.push({ checked, ...(await provider.create(urn(each), checked)) });
    }
    for (const [index, { id, outputs }] of there.entries()) {
      const checked = await provider.check(urn(news[index]!), news[index]!);
      if (await provider.hasChanges(urn(news[index]!), id, outputs, checked))
        throw new Error("the empty update found a change");
    }
    return performance.now() - started - (proxy.waited() - waitedBefore);
  } finally {
    provider.stop();
  }
}

interface Which {
  readonly source: string;
  readonly index: number;
  readonly smtpPort: number;
  readonly round: number;
}

function inputs({ source, index, smtpPort, round: number }: Which): Record<string, unknown> {
  const name = `bench ${number} ${index}`;
  const hidden = { logicalId: `ReceiveConnector::${name}`, stack: "bench/bench/dev", preview: false };
  return {
    ...(source === OURS ? { ...hidden, unmanagedEntries: [] } : {}),
    __provider: source,
    name,
    bindings: [`127.0.0.1:${smtpPort}`],
    remoteIpRanges: [`10.${number}.${Math.floor(index / 250)}.${(index % 250) + 1}`],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  };
}

function urn(resource: Readonly<Record<string, unknown>>): string {
  return `urn:pulumi:dev::bench::${TYPE}::${String(resource["name"])}`;
}
