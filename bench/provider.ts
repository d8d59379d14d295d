import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { freePort } from "../tools/harness/free-port";
import { startRelayHost } from "../tools/harness/relay-host";
import { DynamicProviderProcess } from "./dynamic-provider-process";
import { interleavedRounds } from "./interleaved-rounds";
import type { Measured } from "./section";
import { inlineProvider } from "./peers/inline-provider";
import { inlinedSource } from "./peers/inlined-source";
import { startRecordingProxy, type RecordingProxy } from "./recording-proxy";

const TYPE = "pulumi-nodejs:dynamic/relay:ReceiveConnector";
const OURS = 'exports.handler=()=>require("pulumi-smtp-relay/provider").receiveConnector';
const TOKEN = "relay_bench_0123456789abcdefghijklmnopqrstuvwxyz";

interface Stage {
  readonly smtpPort: number;
  readonly proxy: RecordingProxy;
}

/**
 * Provider time (what the calls of a first and of a second, empty `up` take, less waiting for the control API;
 * milliseconds a resource) of our provider, of the same provider inline in every resource, and of a much smaller one.
 */
export async function interleavedProvider(): Promise<readonly Measured[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-provider-"));
  const host = await startRelayHost({ dataDir, token: TOKEN });
  const proxy = await startRecordingProxy(host.endpoint);
  try {
    const stage = { smtpPort: await freePort(), proxy };
    const small = (await runtime.serializeFunction(() => inlineProvider, { allowSecrets: true })).text;
    const same = inlinedSource();
    const contenders = [
      { name: `300 resources, constant of ${OURS.length} bytes`, run: () => round(stage, 300, OURS) },
      // Fewer of these, or a round would take minutes; the figure is a resource's.
      { name: `20 resources, the same inline, ${kilobytes(same)} KB`, run: () => round(stage, 20, same) },
      { name: `300 resources, a small inline one, ${kilobytes(small)} KB`, run: () => round(stage, 300, small) },
    ];
    return await interleavedRounds(contenders, { unit: "ms a resource" });
  } finally {
    proxy.close();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function kilobytes(text: string): number {
  return Math.round(text.length / 1000);
}

let roundsSoFar = 0;

async function round({ smtpPort, proxy }: Stage, resources: number, source: string): Promise<number> {
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
    return (performance.now() - started - (proxy.waited() - waitedBefore)) / resources;
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
    ...(hasHiddenInputs(source) ? { ...hidden, unmanagedEntries: [] } : {}),
    __provider: source,
    name,
    bindings: [`127.0.0.1:${smtpPort}`],
    remoteIpRanges: [`10.${number}.${Math.floor(index / 250)}.${(index % 250) + 1}`],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  };
}

// The small one stands alone: it knows nothing of ownership.
function hasHiddenInputs(source: string): boolean {
  return source.includes("receiveConnector");
}

function urn(resource: Readonly<Record<string, unknown>>): string {
  return `urn:pulumi:dev::bench::${TYPE}::${String(resource["name"])}`;
}
