import { timeSpanSeconds, type SnapshotSendConnector } from "../../model";
import type { DeliveryOptions } from "./delivery-options";
import { backOffOf } from "./host-health";
import type { HopLogin } from "./hop-login";
import { HostPool, type PoolTarget } from "./host-pool";
import { tlsPolicyOf } from "./tls-policy";

/** Pools outlive configurations: a host's health and connections stay while a send connector means the same by it. */
export class PoolRegistry {
  readonly #options: Required<DeliveryOptions>;
  readonly #pools = new Map<string, HostPool>();

  constructor(options: Required<DeliveryOptions>) {
    this.#options = options;
  }

  /** The pool of a connector for one host. `place` tells hosts of the connector apart. */
  of(connector: SnapshotSendConnector, place: string, target: PoolTarget): HostPool {
    const key = `${manner(connector)} ${place}`;
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const pool = this.#make(connector, target);
    this.#pools.set(key, pool);
    return pool;
  }

  /** Forgets pools that nobody uses. */
  forgetUnused(used: ReadonlySet<HostPool>): void {
    const now = this.#options.clock.now();
    for (const [key, pool] of this.#pools) if (!used.has(pool) && pool.isForgettable(now)) this.#pools.delete(key);
  }

  /** Keeps no connection longer than its transaction. */
  close(): void {
    for (const pool of this.#pools.values()) pool.close();
  }

  /** Cuts every connection. */
  destroy(): void {
    for (const pool of this.#pools.values()) pool.destroy();
  }

  #make(connector: SnapshotSendConnector, target: PoolTarget): HostPool {
    const { settings } = connector;
    const { hostname, clock, random } = this.#options;
    return new HostPool({
      target,
      tls: tlsPolicyOf(settings),
      login: this.#login(connector),
      localAddress: settings.sourceIpAddress,
      hostname: settings.fqdn ?? hostname,
      limits: {
        connections: settings.maxConnectionsPerHost,
        messages: settings.smtpMaxMessagesPerConnection,
        messagesPerMinute: settings.maxMessagesPerMinutePerHost,
        idle: timeSpanSeconds(settings.connectionInactivityTimeout) * 1_000,
      },
      clock,
      backOff: this.#options.backOff ?? backOffOf(settings),
      random,
    });
  }

  #login({ id, settings }: SnapshotSendConnector): (() => Promise<HopLogin | null>) | undefined {
    const { username, smartHostAuthMechanism: mechanism } = settings;
    if (mechanism === "None" || username === null) return undefined;
    return async () => {
      const password = await this.#options.sendConnectorPassword(id);
      return password === null ? null : { username, password, needsTls: mechanism === "BasicAuthRequireTLS" };
    };
  }
}

/** By connector, not by host alone: two connectors may have different rules and logins at one host. */
function manner({ id, settings, secretVersion }: SnapshotSendConnector): string {
  return JSON.stringify([
    id,
    secretVersion,
    settings.requireTls,
    settings.tlsAuthLevel,
    settings.tlsDomain,
    settings.caCertificate,
    settings.ignoreStartTls,
    settings.smartHostAuthMechanism,
    settings.username,
    settings.sourceIpAddress,
    settings.fqdn,
    settings.maxConnectionsPerHost,
    settings.maxMessagesPerMinutePerHost,
    settings.smtpMaxMessagesPerConnection,
    settings.connectionInactivityTimeout,
    settings.transientFailureRetryInterval,
    settings.transientFailureRetryCount,
    settings.outboundConnectionFailureRetryInterval,
  ]);
}
