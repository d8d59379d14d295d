import { knownSmartHost, type SnapshotSendConnector } from "../../model";
import type { DeliveryOptions } from "./delivery-options";
import { HostPool } from "./host-pool";

/** Pools outlive configurations: a host's health and connections stay while a send connector still names it. */
export class PoolRegistry {
  readonly #options: Required<DeliveryOptions>;
  readonly #pools = new Map<string, HostPool>();

  constructor(options: Required<DeliveryOptions>) {
    this.#options = options;
  }

  /** Pools of a connector's smart hosts, in its order. */
  of(connector: SnapshotSendConnector): readonly HostPool[] {
    return connector.settings.smartHosts.map((text) => {
      const key = poolKey(connector, text);
      const known = this.#pools.get(key);
      if (known !== undefined) return known;
      const pool = this.#make(connector, text);
      this.#pools.set(key, pool);
      return pool;
    });
  }

  /** Closes connections that have waited too long, and forgets pools that nobody uses. */
  closeIdle(now: number, used: ReadonlySet<HostPool>): void {
    for (const [key, pool] of this.#pools) {
      pool.closeIdle(now);
      if (pool.size === 0 && !used.has(pool)) this.#pools.delete(key);
    }
  }

  /** Keeps no connection longer than its transaction. */
  close(): void {
    for (const pool of this.#pools.values()) pool.close();
  }

  /** Cuts every connection. */
  destroy(): void {
    for (const pool of this.#pools.values()) pool.destroy();
  }

  #make(connector: SnapshotSendConnector, text: string): HostPool {
    const { hostname, clock, pool: limits, backOff } = this.#options;
    const { requireTls } = connector.settings;
    return new HostPool({ host: knownSmartHost(text), requireTls, hostname, clock, limits, backOff });
  }
}

/** By connector, not by host alone: two connectors may have different rules, and later logins, at one host. */
function poolKey({ id, settings }: SnapshotSendConnector, smartHost: string): string {
  return `${id} ${settings.requireTls ? "tls" : "any"} ${smartHost}`;
}
