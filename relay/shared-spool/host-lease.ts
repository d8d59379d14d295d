import { randomUUID } from "node:crypto";
import type { EventLog } from "../spool";
import type { Runs } from "./spool-database";
import { DATABASE_NOW } from "./spool-schema";

export interface HostLeaseParts {
  readonly run: Runs;
  /** For people: the host's name. */
  readonly hostName: string;
  /** Milliseconds that the lease holds without being renewed. */
  readonly leaseMs: number;
  readonly log: EventLog;
  /** Attempts may begin, after they could not for a while. */
  readonly onHeld: () => void;
  /** Others may deliver now what this host had claimed. */
  readonly onLost: () => void;
}

/**
 * This host's right to deliver what it claimed. One row for a host, not one for a message: renewing costs the same
 * however much is claimed. Its id is new whenever the lease was lost, so whatever an old one still writes finds nothing.
 */
export class HostLease {
  readonly #parts: HostLeaseParts;
  #id = randomUUID();
  #holdsUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  constructor(parts: HostLeaseParts) {
    this.#parts = parts;
  }

  /** The fencing token: what a host writes of a message holds only while the message carries it. */
  get id(): string {
    return this.#id;
  }

  /** Judged by a clock that nobody sets, from before the question that renewed it. */
  get isHeld(): boolean {
    return performance.now() < this.#holdsUntil;
  }

  async begin(): Promise<void> {
    const asked = performance.now();
    const { run, hostName, leaseMs } = this.#parts;
    await run(`insert into relay_spool_host values ($1, $2, ${DATABASE_NOW} + $3)`, [this.#id, hostName, leaseMs]);
    this.#holdFrom(asked);
    this.#timer ??= setInterval(() => void this.renew(), leaseMs / 4).unref();
  }

  /** Never rejects: a lease that could not be renewed ends by itself. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #renew(): Promise<void> {
    const asked = performance.now();
    const { run, leaseMs, log } = this.#parts;
    try {
      const { rowCount } = await run(
        `update relay_spool_host set lease_until = ${DATABASE_NOW} + $2 where host = $1 and lease_until > ${DATABASE_NOW}`,
        [this.#id, leaseMs],
      );
      if (rowCount === 1) this.#holdFrom(asked);
      else await this.#beginAnew();
    } catch (error) {
      log.warn({ error: (error as Error).message }, "the lease on the shared queue could not be renewed");
    }
  }

  /** Lets others have what this host claimed. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#holdsUntil = 0;
    const { run } = this.#parts;
    await run("update relay_message set lease_host = null where lease_host = $1", [this.#id]);
    await run("delete from relay_spool_host where host = $1", [this.#id]);
  }

  #holdFrom(asked: number): void {
    const wasHeld = this.isHeld;
    this.#holdsUntil = asked + this.#parts.leaseMs;
    if (!wasHeld) this.#parts.onHeld();
  }

  async #beginAnew(): Promise<void> {
    this.#parts.log.error({ lease: this.#id }, "the lease on the shared queue was lost: its mail is claimed anew");
    this.#holdsUntil = 0;
    const former = this.#id;
    this.#id = randomUUID();
    this.#parts.onLost();
    await this.#parts.run("update relay_message set lease_host = null where lease_host = $1", [former]);
    await this.begin();
  }
}
