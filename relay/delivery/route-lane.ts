import type { SnapshotSendConnector } from "../../model";
import type { ClaimedRecipient, MessageContent } from "../spool";
import type { SendResult } from "./hop-connection";
import type { HostPool } from "./host-pool";
import type { HopError } from "./send-failure";
import { replyOf } from "./send-failure";

/** Recipients of one message that go to the same next hop, in one transaction. */
export interface Job {
  readonly queueId: string;
  /** Epoch milliseconds. */
  readonly lifetimeFrom: number;
  readonly recipientIds: readonly number[];
}

export interface LaneParts {
  readonly connector: SnapshotSendConnector;
  /** Smart hosts in the order in which they are tried. */
  readonly pools: readonly HostPool[];
  readonly now: () => number;
  /** Begins an attempt; none when nobody waits for it any more. */
  readonly lease: (job: Job) => readonly ClaimedRecipient[];
  readonly content: (job: Job) => MessageContent | undefined | Promise<MessageContent | undefined>;
  readonly settle: (
    job: Job,
    attempt: { readonly recipients: readonly ClaimedRecipient[]; readonly result: SendResult },
  ) => void;
  /** No smart host works just now. */
  readonly onHeld: (lane: RouteLane, until: number) => void;
}

/** Mail that waits for one send connector. Sends as much at once as its smart hosts take. */
export class RouteLane {
  readonly connector: SnapshotSendConnector;
  readonly pools: readonly HostPool[];
  readonly #parts: LaneParts;
  #jobs: Job[] = [];
  #from = 0;
  #running = 0;
  #heldUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.connector = parts.connector;
    this.pools = parts.pools;
  }

  /** Jobs that wait. */
  get waiting(): number {
    return this.#jobs.length - this.#from;
  }

  /** Transactions going on. */
  get running(): number {
    return this.#running;
  }

  add(job: Job): void {
    this.#jobs.push(job);
  }

  /** Begins transactions while there is work and a smart host that takes it. */
  pump(): void {
    while (!this.#closed && this.waiting > 0) {
      const pool = this.#choosePool();
      if (pool === undefined) return;
      const job = this.#next();
      const recipients = this.#parts.lease(job);
      if (recipients.length > 0) void this.#run(job, recipients, pool);
    }
  }

  /** Takes out the jobs that wait. */
  drain(): readonly Job[] {
    const jobs = this.#jobs.slice(this.#from);
    this.#jobs = [];
    this.#from = 0;
    return jobs;
  }

  /** Takes out the jobs whose lifetime began at `before` or earlier. */
  takeOlder(before: number): readonly Job[] {
    const isOld = ({ lifetimeFrom }: Job): boolean => lifetimeFrom <= before;
    const jobs = this.drain();
    this.#jobs = jobs.filter((job) => !isOld(job));
    return jobs.filter(isOld);
  }

  /** Begins nothing more. */
  close(): readonly Job[] {
    this.#closed = true;
    clearTimeout(this.#timer);
    return this.drain();
  }

  #choosePool(): HostPool | undefined {
    const now = this.#parts.now();
    for (const pool of this.pools) {
      const state = pool.state(now);
      if (state === "ready") return pool;
      // The first host that works gets the mail, even if it must wait for a connection.
      if (state === "busy") return undefined;
    }
    this.#wakeWhenHostReturns(now);
    return undefined;
  }

  #wakeWhenHostReturns(now: number): void {
    const until = Math.min(...this.pools.map((pool) => pool.health.heldUntil));
    if (until === this.#heldUntil) return;
    this.#heldUntil = until;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#heldUntil = 0;
        this.pump();
      },
      Math.max(until - now, 1),
    );
    this.#parts.onHeld(this, until);
  }

  #next(): Job {
    const job = this.#jobs[this.#from++] as Job;
    if (this.#from === this.#jobs.length || (this.#from > 1_000 && this.#from * 2 > this.#jobs.length)) {
      this.#jobs = this.#jobs.slice(this.#from);
      this.#from = 0;
    }
    return job;
  }

  async #run(job: Job, recipients: readonly ClaimedRecipient[], pool: HostPool): Promise<void> {
    this.#running++;
    const result = await this.#attempt(job, { recipients, pool });
    this.#running--;
    this.#parts.settle(job, { recipients, result });
    this.pump();
  }

  async #attempt(
    job: Job,
    { recipients, pool }: { readonly recipients: readonly ClaimedRecipient[]; readonly pool: HostPool },
  ): Promise<SendResult> {
    try {
      const connection = await pool.take();
      const content = await this.#parts.content(job);
      if (content === undefined) {
        pool.release(connection);
        return { kind: "failed", reply: "The message cannot be read from the spool." };
      }
      const result = await connection.send(
        content,
        recipients.map(({ address }) => address),
      );
      if (survives(result)) pool.release(connection);
      else pool.drop(connection);
      if (result.kind === "route") pool.health.fault(this.#parts.now(), result.reply);
      return result;
    } catch (error) {
      return { kind: "route", reply: replyOf(error as HopError) };
    }
  }
}

/** After these the session is where it was; after all others it may not be. */
function survives(result: SendResult): boolean {
  return (
    result.kind === "sent" ||
    result.kind === "recipients" ||
    (result.kind === "failed" && !result.reply.startsWith("421"))
  );
}
