import type { Limit } from "../../model";
import type { Clock } from "../spool";
import { HopConnection, type HopOptions } from "./hop-connection";
import { type HopLogin, loginError } from "./hop-login";
import { HostHealth, type RouteBackOff } from "./host-health";
import { MessageRate } from "./message-rate";
import { replyOf, type HopError } from "./send-failure";
import type { TlsPolicy } from "./tls-policy";

export interface PoolLimits {
  /** Connections to one host at once. */
  readonly connections: number;
  /** Messages over one connection. */
  readonly messages: Limit;
  readonly messagesPerMinute: Limit;
  /** Milliseconds a connection may wait for work. */
  readonly idle: number;
}

/** Where a pool's connections go. */
export interface PoolTarget {
  /** Name of the host, or its address. */
  readonly host: string;
  readonly port: number;
  /** Addresses to try in this order. @throws HopError when there are none just now. */
  readonly addresses: () => Promise<readonly string[]>;
}

export interface HostPoolParts {
  readonly target: PoolTarget;
  readonly tls: TlsPolicy;
  /** Asked for at each connection. Undefined: no login. Null: the password is not there. */
  readonly login: (() => Promise<HopLogin | null>) | undefined;
  readonly localAddress: string | null;
  readonly hostname: string;
  readonly clock: Clock;
  readonly limits: PoolLimits;
  readonly backOff: RouteBackOff;
  /** In [0, 1). */
  readonly random: () => number;
}

// How long a host that offers TLS and cannot do it is spoken to in clear, where TLS is not required.
const PLAINTEXT_MEMORY = 3_600_000;
const CONNECTION_TIMEOUT = 30_000;
// Without an answer from there, another address of the host may give one.
const UNREACHED: ReadonlySet<string> = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT"]);

/** Connections to one host on behalf of one send connector. */
export class HostPool {
  readonly target: PoolTarget;
  readonly health: HostHealth;
  readonly #parts: HostPoolParts;
  readonly #rate: MessageRate;
  #idle: HopConnection[] = [];
  readonly #busy = new Set<HopConnection>();
  #opening = 0;
  #plaintextUntil = 0;
  #closing = false;
  #waiting = new Set<() => void>();
  #isTelling = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(parts: HostPoolParts) {
    this.#parts = parts;
    this.target = parts.target;
    this.health = new HostHealth(parts.backOff, parts.random);
    this.#rate = new MessageRate(parts.limits.messagesPerMinute);
  }

  get size(): number {
    return this.#idle.length + this.#busy.size + this.#opening;
  }

  get idle(): number {
    return this.#idle.length;
  }

  /** `ready`: a transaction may begin. `busy`: wait for a connection or a free minute. `held`: the host does not work. */
  state(now: number): "ready" | "busy" | "held" {
    const isHeld = this.health.isHeld(now);
    const hasIdle = this.#idle.some((connection) => !connection.closed);
    if (isHeld && !hasIdle) return "held";
    if (this.#rate.freeAt(now) > now) return "busy";
    if (hasIdle) return "ready";
    if (this.health.suspect) return this.#opening + this.#busy.size > 0 ? "busy" : "ready";
    return this.#busy.size + this.#opening < this.#parts.limits.connections ? "ready" : "busy";
  }

  /** Epoch milliseconds from which on the rate allows one more message. */
  freeAt(now: number): number {
    return this.#rate.freeAt(now);
  }

  /** Neither connections nor messages of the last minute: a new pool would do the same. */
  isForgettable(now: number): boolean {
    return this.size === 0 && this.#rate.isQuiet(now);
  }

  /** Calls once when a connection becomes free or a place for one. */
  whenFree(listener: () => void): void {
    this.#waiting.add(listener);
  }

  /** A connection, kept or new, for one message. @throws HopError; the fault is counted. */
  async take(): Promise<HopConnection> {
    this.#rate.count(this.#parts.clock.now());
    const kept = this.#takeIdle();
    const connection = kept ?? (await this.#open());
    this.#busy.add(connection);
    return connection;
  }

  /** Gives a connection back after a transaction that it survived. */
  release(connection: HopConnection): void {
    this.#busy.delete(connection);
    this.health.works();
    this.#tellWaiting();
    if (connection.closed) return;
    const { messages } = this.#parts.limits;
    if (this.#closing || (messages !== "unlimited" && connection.transactions >= messages)) return connection.quit();
    connection.idleSince = this.#parts.clock.now();
    this.#idle.push(connection);
    this.#idleTimer ??= this.#closeIdleIn(this.#parts.limits.idle);
  }

  /** Gives up a connection that failed. */
  drop(connection: HopConnection): void {
    this.#busy.delete(connection);
    connection.destroy();
    this.#tellWaiting();
  }

  /** Lets transactions end, keeps nothing. */
  close(): void {
    this.#closing = true;
    clearTimeout(this.#idleTimer);
    for (const connection of this.#idle.splice(0)) connection.quit();
  }

  /** Cuts every connection. */
  destroy(): void {
    this.close();
    for (const connection of this.#busy) connection.destroy();
  }

  #closeIdleIn(delay: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#idleTimer = undefined;
      this.#closeIdle(this.#parts.clock.now());
    }, delay).unref();
  }

  #closeIdle(now: number): void {
    const stays = (connection: HopConnection): boolean => !connection.closed && this.#isFresh(connection, now);
    for (const connection of this.#idle) if (!stays(connection)) connection.quit();
    this.#idle = this.#idle.filter(stays);
    const oldest = Math.min(...this.#idle.map(({ idleSince }) => idleSince));
    if (this.#idle.length > 0) this.#idleTimer = this.#closeIdleIn(oldest + this.#parts.limits.idle - now);
  }

  #isFresh({ idleSince }: HopConnection, now: number): boolean {
    return now - idleSince < this.#parts.limits.idle;
  }

  #takeIdle(): HopConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined || !connection.closed) return connection;
    }
  }

  #tellWaiting(): void {
    if (this.#waiting.size === 0 || this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => {
      this.#isTelling = false;
      const waiting = this.#waiting;
      this.#waiting = new Set();
      for (const listener of waiting) listener();
    });
  }

  async #open(): Promise<HopConnection> {
    this.#opening++;
    try {
      return await this.#openSomewhere();
    } catch (error) {
      this.health.fault(this.#parts.clock.now(), replyOf(error as HopError));
      throw error;
    } finally {
      this.#opening--;
      this.#tellWaiting();
    }
  }

  /** RFC 5321 §5.1: the addresses of a host are tried in turn until one answers. */
  async #openSomewhere(): Promise<HopConnection> {
    const addresses = await this.target.addresses();
    const login = await this.#login();
    let fault: unknown = new Error(`${this.target.host} has no address.`);
    for (const address of addresses) {
      try {
        return await this.#openWithFallback(address, login);
      } catch (error) {
        fault = error;
        if (!UNREACHED.has((error as HopError).code ?? "")) break;
      }
    }
    throw fault;
  }

  async #login(): Promise<HopLogin | null> {
    if (this.#parts.login === undefined) return null;
    const login = await this.#parts.login();
    // Mail without the login would be other mail than what was configured.
    if (login === null) throw loginError("No password is stored for this send connector.");
    return login;
  }

  async #openWithFallback(address: string, login: HopLogin | null): Promise<HopConnection> {
    const tls = this.#tls();
    try {
      return await HopConnection.open(this.#options(address, { tls, login }));
    } catch (error) {
      // Opportunistic TLS is better than none but must not stop mail that may go in clear (RFC 7435 §3). A password
      // is another matter: who can break the handshake would get it.
      if (tls !== "offered" || login !== null || (error as HopError).code !== "ETLS") throw error;
      this.#plaintextUntil = this.#parts.clock.now() + PLAINTEXT_MEMORY;
      return HopConnection.open(this.#options(address, { tls: "off", login }));
    }
  }

  #tls(): HopOptions["tls"] {
    const { use } = this.#parts.tls;
    return use === "offered" && this.#parts.clock.now() < this.#plaintextUntil ? "off" : use;
  }

  #options(address: string, { tls, login }: Pick<HopOptions, "tls" | "login">): HopOptions {
    const { target, hostname, localAddress } = this.#parts;
    return {
      ...{ host: target.host, port: target.port, address, hostname, localAddress, tls, login },
      handshake: this.#parts.tls.handshake(target.host),
      connectionTimeout: CONNECTION_TIMEOUT,
    };
  }
}
