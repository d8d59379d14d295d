import type { SmartHost } from "../../model";
import type { Clock } from "../spool";
import { HopConnection, type HopOptions } from "./hop-connection";
import { HostHealth, type RouteBackOff } from "./host-health";
import { replyOf, type HopError } from "./send-failure";

export interface PoolLimits {
  /** Connections to one smart host at once. */
  readonly connections: number;
  /** Messages over one connection. */
  readonly messages: number;
  /** Milliseconds a connection may wait for work; next hops close theirs after 5 minutes (RFC 5321 §4.5.3.2.7). */
  readonly idle: number;
}

export const DEFAULT_POOL_LIMITS: PoolLimits = { connections: 20, messages: 100, idle: 200_000 };

export interface HostPoolParts {
  readonly host: SmartHost;
  readonly requireTls: boolean;
  readonly hostname: string;
  readonly clock: Clock;
  readonly limits: PoolLimits;
  readonly backOff: RouteBackOff;
}

// How long a host that offers TLS and cannot do it is spoken to in clear, where TLS is not required.
const PLAINTEXT_MEMORY = 3_600_000;

/** Connections to one smart host on behalf of one send connector. */
export class HostPool {
  readonly host: SmartHost;
  readonly health: HostHealth;
  readonly #parts: HostPoolParts;
  #idle: HopConnection[] = [];
  readonly #busy = new Set<HopConnection>();
  #opening = 0;
  #plaintextUntil = 0;
  #closing = false;

  constructor(parts: HostPoolParts) {
    this.#parts = parts;
    this.host = parts.host;
    this.health = new HostHealth(parts.backOff);
  }

  get size(): number {
    return this.#idle.length + this.#busy.size + this.#opening;
  }

  get idle(): number {
    return this.#idle.length;
  }

  /** `ready`: a transaction may begin. `busy`: wait for a connection. `held`: the host does not work just now. */
  state(now: number): "ready" | "busy" | "held" {
    if (this.#idle.some((connection) => !connection.closed)) return "ready";
    if (this.health.isHeld(now)) return "held";
    if (this.health.suspect) return this.#opening + this.#busy.size > 0 ? "busy" : "ready";
    return this.#busy.size + this.#opening < this.#parts.limits.connections ? "ready" : "busy";
  }

  /** A connection, kept or new. @throws HopError; the fault is counted. */
  async take(): Promise<HopConnection> {
    const kept = this.#takeIdle();
    const connection = kept ?? (await this.#open());
    this.#busy.add(connection);
    return connection;
  }

  /** Gives a connection back after a transaction that it survived. */
  release(connection: HopConnection): void {
    this.#busy.delete(connection);
    this.health.works();
    if (connection.closed) return;
    if (this.#closing || connection.transactions >= this.#parts.limits.messages) return connection.quit();
    connection.idleSince = this.#parts.clock.now();
    this.#idle.push(connection);
  }

  /** Gives up a connection that failed. */
  drop(connection: HopConnection): void {
    this.#busy.delete(connection);
    connection.destroy();
  }

  closeIdle(now: number): void {
    const stays = (connection: HopConnection): boolean =>
      !connection.closed && now - connection.idleSince < this.#parts.limits.idle;
    for (const connection of this.#idle) if (!stays(connection)) connection.quit();
    this.#idle = this.#idle.filter(stays);
  }

  /** Lets transactions end, keeps nothing. */
  close(): void {
    this.#closing = true;
    for (const connection of this.#idle.splice(0)) connection.quit();
  }

  /** Cuts every connection. */
  destroy(): void {
    this.close();
    for (const connection of this.#busy) connection.destroy();
  }

  #takeIdle(): HopConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined || !connection.closed) return connection;
    }
  }

  async #open(): Promise<HopConnection> {
    this.#opening++;
    try {
      return await this.#openWithFallback();
    } catch (error) {
      this.health.fault(this.#parts.clock.now(), replyOf(error as HopError));
      throw error;
    } finally {
      this.#opening--;
    }
  }

  async #openWithFallback(): Promise<HopConnection> {
    const tls = this.#tls();
    try {
      return await HopConnection.open(this.#options(tls));
    } catch (error) {
      // Opportunistic TLS is better than none but must not stop mail that may go in clear (RFC 7435 §3).
      if (tls !== "offered" || (error as HopError).code !== "ETLS") throw error;
      this.#plaintextUntil = this.#parts.clock.now() + PLAINTEXT_MEMORY;
      return HopConnection.open(this.#options("off"));
    }
  }

  #tls(): HopOptions["tls"] {
    if (this.#parts.requireTls) return "required";
    return this.#parts.clock.now() < this.#plaintextUntil ? "off" : "offered";
  }

  #options(tls: HopOptions["tls"]): HopOptions {
    return { ...this.host, hostname: this.#parts.hostname, tls };
  }
}
