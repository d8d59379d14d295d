import { formatHostPort, type SnapshotSendConnector } from "../../model";
import type { ClaimedRecipient, MessageContent } from "../spool";
import { departing, fieldFilterOf, type KeepsField } from "./departing-headers";
import type { HopConnection, SendResult } from "./hop-connection";
import { chooseHop, type HopTiers } from "./hop-order";
import { HostHealth, type RouteBackOff } from "./host-health";
import type { HostPool } from "./host-pool";
import { JobLine, type Job } from "./job-line";
import type { NextHops } from "./next-hops";
import { replyOf, type HopError } from "./send-failure";

export interface LaneParts {
  readonly connector: SnapshotSendConnector;
  /** Domain whose MX hosts get the mail; null: smart hosts do. */
  readonly domain: string | null;
  /** Asked for before the first message, when the answer is too old, and after all hosts failed. */
  readonly nextHops: () => NextHops | Promise<NextHops>;
  readonly backOff: RouteBackOff;
  readonly now: () => number;
  readonly random: () => number;
  /** Begins an attempt; none when nobody waits for it any more. */
  readonly lease: (job: Job) => readonly ClaimedRecipient[];
  readonly content: (job: Job) => MessageContent | undefined | Promise<MessageContent | undefined>;
  readonly settle: (job: Job, attempt: EndedAttempt) => void;
  /** No host works just now. */
  readonly onHeld: (lane: RouteLane, until: number) => void;
}

/** How an attempt ended. */
export interface EndedAttempt {
  readonly recipients: readonly ClaimedRecipient[];
  readonly result: SendResult;
  /** `host:port`; null: it came to no host. */
  readonly nextHop: string | null;
  /** From taking a connection to the last reply; null: it came to no host. */
  readonly seconds: number | null;
}

// A line may have hundreds of thousands.
const MOST_FOUND = 1_000;
// DNS answers live this long here; the common TTL of MX records is an hour.
const ANSWER_LIFE = 5 * 60_000;

/** Mail that waits for one send connector, of one domain where DNS says the hosts. Sends as much at once as they take. */
export class RouteLane {
  readonly connector: SnapshotSendConnector;
  readonly domain: string | null;
  /** Of the search for hosts; each host has its own. */
  readonly health: HostHealth;
  readonly #parts: LaneParts;
  readonly #keeps: KeepsField | undefined;
  readonly #line = new JobLine();
  #tiers: HopTiers = [];
  #tiersUntil = 0;
  #searching = false;
  #running = 0;
  #heldUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.connector = parts.connector;
    this.domain = parts.domain;
    this.health = new HostHealth(parts.backOff, parts.random);
    this.#keeps = fieldFilterOf(parts.connector.settings.extendedRights);
  }

  get pools(): readonly HostPool[] {
    return this.#tiers.flat().map(({ pool }) => pool);
  }

  /** Jobs that wait. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Transactions going on. */
  get running(): number {
    return this.#running;
  }

  /** Nothing waits and nothing goes on. */
  get isQuiet(): boolean {
    return this.waiting === 0 && this.#running === 0 && !this.#searching;
  }

  add(job: Job): void {
    this.#line.add(job);
  }

  /** Begins transactions while there is work and a host that takes it. */
  pump(): void {
    while (!this.#closed && this.waiting > 0) {
      if (this.#parts.now() >= this.#tiersUntil) return this.#search();
      const pool = this.#choosePool();
      if (pool === undefined) return;
      const job = this.#line.next();
      const recipients = this.#parts.lease(job);
      if (recipients.length > 0) void this.#run(job, recipients, pool);
    }
  }

  /** What does not work: the search for hosts, then the hosts in their order. */
  get faults(): readonly string[] {
    return [this.health, ...this.pools.map(({ health }) => health)].flatMap(({ lastFault }) => lastFault ?? []);
  }

  /** The first jobs that wait and are meant; as many as are worth a look at a time. */
  find(isMeant: (job: Job) => boolean): readonly Job[] {
    return this.#line.find(isMeant, MOST_FOUND);
  }

  /** Takes out the jobs whose lifetime began at `before` or earlier. */
  takeOlder(before: number): readonly Job[] {
    return this.#line.take(({ lifetimeFrom }) => lifetimeFrom <= before);
  }

  /** Begins nothing more. */
  close(): readonly Job[] {
    this.#closed = true;
    clearTimeout(this.#timer);
    return this.#line.take(() => true);
  }

  #search(): void {
    if (this.#searching) return;
    const now = this.#parts.now();
    // Woken before its time, by a timer or a clock that was put back, it must be woken again.
    if (this.health.isHeld(now)) return this.#holdUntil(this.health.heldUntil, now);
    this.#searching = true;
    const found = this.#parts.nextHops();
    if (!(found instanceof Promise)) return this.#found(found);
    void found.catch(faultOfSearch).then((hops) => {
      if (!this.#closed) this.#found(hops);
    });
  }

  #found(hops: NextHops): void {
    this.#searching = false;
    const now = this.#parts.now();
    if (hops.kind === "hosts") {
      this.health.works();
      this.#tiers = hops.tiers;
      this.#tiersUntil = this.domain === null ? Infinity : now + ANSWER_LIFE;
      return this.pump();
    }
    if (hops.kind === "never") return this.#refuseAll(hops.reply);
    this.health.fault(now, hops.reply);
    this.#holdUntil(this.health.heldUntil, now);
  }

  #refuseAll(reply: string): void {
    this.health.works();
    for (const job of this.#line.take(() => true)) {
      const recipients = this.#parts.lease(job);
      if (recipients.length > 0) this.#refuse(job, recipients, reply);
    }
  }

  #refuse(job: Job, recipients: readonly ClaimedRecipient[], reply: string): void {
    this.#parts.settle(job, { recipients, result: { kind: "failed", reply }, nextHop: null, seconds: null });
  }

  #choosePool(): HostPool | undefined {
    const now = this.#parts.now();
    const choice = chooseHop(this.#tiers, { now, random: this.#parts.random });
    if (choice.kind === "ready") return choice.pool;
    if (choice.kind === "busy") {
      for (const pool of choice.pools) pool.whenFree(this.#pumpAgain);
      this.#heldUntil = 0;
      if (choice.freeAt !== undefined) this.#wakeAt(choice.freeAt, now);
      return undefined;
    }
    // By the time the hosts are worth another try, DNS may name others.
    if (this.domain !== null) this.#tiersUntil = choice.until;
    this.#holdUntil(choice.until, now);
    return undefined;
  }

  // One function, so that a pool that is asked twice calls once.
  readonly #pumpAgain = (): void => this.pump();

  #holdUntil(until: number, now: number): void {
    if (until === this.#heldUntil) return;
    this.#heldUntil = until;
    this.#wakeAt(until, now);
    this.#parts.onHeld(this, until);
  }

  #wakeAt(at: number, now: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#heldUntil = 0;
        this.pump();
      },
      Math.max(at - now, 1),
    );
  }

  async #run(job: Job, recipients: readonly ClaimedRecipient[], pool: HostPool): Promise<void> {
    this.#running++;
    const began = performance.now();
    const result = await this.#attempt(job, { recipients, pool });
    this.#running--;
    const seconds = (performance.now() - began) / 1000;
    this.#parts.settle(job, { recipients, result, nextHop: formatHostPort(pool.target), seconds });
    this.pump();
  }

  async #attempt(
    job: Job,
    { recipients, pool }: { readonly recipients: readonly ClaimedRecipient[]; readonly pool: HostPool },
  ): Promise<SendResult> {
    try {
      const connection = await pool.take();
      const result = await this.#send(connection, { job, recipients });
      if (survives(result)) pool.release(connection);
      else pool.drop(connection);
      if (result.kind === "route") pool.health.fault(this.#parts.now(), result.reply);
      return result;
    } catch (error) {
      return { kind: "route", reply: replyOf(error as HopError) };
    }
  }

  async #send(
    connection: HopConnection,
    { job, recipients }: { readonly job: Job; readonly recipients: readonly ClaimedRecipient[] },
  ): Promise<SendResult> {
    const stored = await this.#content(job);
    if (stored instanceof Error) return { kind: "deferred", reply: stored.message, ambiguous: false };
    if (stored === undefined) return { kind: "failed", reply: "The message cannot be read from the spool." };
    const { maxMessageSize } = this.connector.settings;
    return connection.send({ content: departing(stored, this.#keeps), recipients, maxMessageSize });
  }

  /** A disk that cannot be read now is the message's trouble: the connection must come back to its pool. */
  async #content(job: Job): Promise<MessageContent | Error | undefined> {
    try {
      return await this.#parts.content(job);
    } catch (error) {
      return error as Error;
    }
  }
}

/** A machine that is out of files cannot tell its own addresses; later it can. */
function faultOfSearch(error: unknown): NextHops {
  return { kind: "later", reply: `451 4.3.0 ${(error as Error).message}` };
}

/** After these the session is where it was; after all others it may not be. */
function survives(result: SendResult): boolean {
  return (
    result.kind === "sent" ||
    result.kind === "recipients" ||
    (result.kind === "failed" && !result.reply.startsWith("421")) ||
    (result.kind === "deferred" && result.isAnswered === true)
  );
}
