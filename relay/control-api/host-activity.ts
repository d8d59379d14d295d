import type { Sample } from "../metrics";
import type { ControlApiParts } from "./control-api-parts";

const MOST_CONNECTORS = 50;

/** What the host does just now, in numbers that only grow: who asks twice knows the rates. */
export function hostActivity({ counters, host, store }: ControlApiParts) {
  const { buckets, sum } = counters.commitSeconds.sample;
  return {
    connections: total(counters.connections.samples),
    accepted: total(counters.messages.samples),
    acceptedBytes: total(counters.bytes.samples),
    rejects: total(counters.rejects.samples),
    commits: { count: buckets.at(-1)?.[1] ?? 0, seconds: sum },
    loopDelay: host.loopDelay(),
    memoryBytes: process.memoryUsage.rss(),
    receiveConnectors: connectorActivity({ counters, host, store }),
  };
}

function connectorActivity({ counters, host, store }: Pick<ControlApiParts, "counters" | "host" | "store">) {
  const sessions = new Map<string, number>();
  for (const [id, open] of Object.entries(host.sessionsByConnector())) {
    const name = store.state.receiveConnectors.get(id)?.settings.name ?? "deleted";
    sessions.set(name, (sessions.get(name) ?? 0) + open);
  }
  const accepted = byConnector(counters.messages.samples);
  const rejects = byConnector(counters.rejects.samples);
  return [...new Set([...sessions.keys(), ...accepted.keys(), ...rejects.keys()])]
    .map((name) => ({
      name,
      sessions: sessions.get(name) ?? 0,
      accepted: accepted.get(name) ?? 0,
      rejects: rejects.get(name) ?? 0,
    }))
    .sort((one, other) => other.sessions - one.sessions || other.accepted - one.accepted)
    .slice(0, MOST_CONNECTORS);
}

function byConnector(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) {
    const name = labels["connector"] ?? "";
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}
