import type { HostPool } from "./host-pool";

/** One host that mail may go to, with its share beside others of the same tier. */
export interface Hop {
  readonly pool: HostPool;
  readonly weight: number;
}

/** Hosts in the order in which they are tried: each tier only while no host of those before it works. */
export type HopTiers = readonly (readonly Hop[])[];

/** What to do with the next message: hand it to a host, wait for one of these, or wait until they are worth a try. */
export type HopChoice =
  | { readonly kind: "ready"; readonly pool: HostPool }
  | { readonly kind: "busy"; readonly pools: readonly HostPool[]; readonly freeAt: number | undefined }
  | { readonly kind: "held"; readonly until: number };

export interface ChoiceFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Chooses by weight among the hosts that take a message now, from the first tier with a host that works. */
export function chooseHop(tiers: HopTiers, { now, random }: ChoiceFacts): HopChoice {
  for (const tier of tiers) {
    const working = tier.filter(({ pool }) => pool.state(now) !== "held");
    if (working.length === 0) continue;
    const ready = working.filter(({ pool }) => pool.state(now) === "ready");
    if (ready.length > 0) return { kind: "ready", pool: byWeight(ready, random).pool };
    // The first hosts that work get the mail, even if it must wait for a connection.
    return busy(
      working.map(({ pool }) => pool),
      now,
    );
  }
  return { kind: "held", until: Math.min(...tiers.flat().map(({ pool }) => pool.health.heldUntil)) };
}

function busy(pools: readonly HostPool[], now: number): HopChoice {
  const times = pools.map((pool) => pool.freeAt(now)).filter((at) => at > now);
  return { kind: "busy", pools, freeAt: times.length > 0 ? Math.min(...times) : undefined };
}

function byWeight(hops: readonly Hop[], random: () => number): Hop {
  const [first, ...others] = hops as readonly [Hop, ...Hop[]];
  if (others.length === 0) return first;
  let left = random() * hops.reduce((sum, { weight }) => sum + weight, 0);
  return hops.find(({ weight }) => (left -= weight) < 0) ?? first;
}
