import type { EventLog, SpoolCounts, SpoolFault } from "../spool";
import type { BodyStore } from "./body-store";
import type { ClaimLoop } from "./claim-loop";
import { NO_MAIL, queueTotals } from "./queue-totals";
import type { SharedIntake } from "./shared-intake";
import type { Runs } from "./spool-database";

export interface QueueWatchParts {
  readonly run: Runs;
  readonly claims: ClaimLoop;
  readonly intake: SharedIntake;
  readonly bodies: BodyStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds between looks. */
  readonly interval: number;
  readonly log: EventLog;
}

// Milliseconds.
const SWEEP_INTERVAL = 3_600_000;

// Mail that was given up stays in sight this long. Milliseconds.
const BOUNCED_AGE = 7 * 86_400_000;

const FORGET_BOUNCED = `
  with gone as (delete from relay_message where ended_at < $1 returning queue_id)
  delete from relay_body using gone where relay_body.queue_id = gone.queue_id`;

/** Looks at the database again and again: whether it answers, what waits in it, and what is due. */
export class QueueWatch {
  readonly #parts: QueueWatchParts;
  #totals = NO_MAIL;
  #refusing: SpoolCounts["refusing"] = "store-failed";
  #timer: NodeJS.Timeout | undefined;
  #sweptAt = -Infinity;
  #isClosed = false;

  constructor(parts: QueueWatchParts) {
    this.#parts = parts;
  }

  /** Why no new mail is taken; null while it is. */
  get refusing(): SpoolCounts["refusing"] {
    return this.#isClosed ? "closed" : this.#refusing;
  }

  /** The mail of all hosts, as it was at the last look. @param leased Recipients in attempts of this host */
  counts(leased: number): SpoolCounts {
    const { bytes, queued, ...totals } = this.#totals;
    return { ...totals, queued: Math.max(queued - leased, 0), leased, refusing: this.refusing, logBytes: bytes };
  }

  /** The database said no: believed until the next look. */
  noteFault(fault: SpoolFault): SpoolFault {
    this.#refuse(fault.kind === "disk-full" ? "disk-low" : "store-failed");
    return fault;
  }

  async start(): Promise<void> {
    await this.#look();
    this.#timer = setTimeout(() => void this.start(), this.#parts.interval).unref();
    if (this.#isClosed) clearTimeout(this.#timer);
  }

  /** Routes have changed: what had none is due. */
  async releaseWithoutRoute(): Promise<void> {
    try {
      await this.#parts.run("update relay_message set due_at = 0 where held_no_route > 0");
      await this.#parts.claims.fill();
    } catch {
      // It is due soon by itself.
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { run, claims, intake } = this.#parts;
    try {
      this.#totals = await queueTotals(run);
      await intake.tidy();
      this.#refuse(null);
    } catch (error) {
      this.#refuse("store-failed");
      this.#parts.log.warn({ error: (error as Error).message }, "the spool's database does not answer");
    }
    await claims.fill();
    await this.#sweep();
  }

  /** Never rejects: what is left behind takes room, and stands in nobody's way. */
  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_INTERVAL) return;
    this.#sweptAt = performance.now();
    const { run, bodies, now, log } = this.#parts;
    try {
      await run(FORGET_BOUNCED, [now() - BOUNCED_AGE]);
      await bodies.sweep();
    } catch (error) {
      log.warn({ error: (error as Error).message }, "what nobody needs in the spool's database could not be deleted");
    }
  }

  #refuse(why: SpoolCounts["refusing"]): void {
    if (why === this.#refusing) return;
    if (why === null) this.#parts.log.info({}, "the spool's database takes mail");
    else this.#parts.log.error({ why }, "no new mail is taken");
    this.#refusing = why;
  }
}
