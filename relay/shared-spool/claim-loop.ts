import { randomUUID } from "node:crypto";
import type { EventLog } from "../spool";
import type { ClaimedQueue } from "./claimed-queue";
import { entryOfRow, type MessageRow } from "./queue-row";
import type { Runs } from "./spool-database";
import { DATABASE_NOW } from "./spool-schema";

export interface ClaimLoopParts {
  readonly run: Runs;
  readonly claimed: ClaimedQueue;
  readonly lease: { readonly id: string; readonly isHeld: boolean };
  /** Resolves when what is known here is in the database; false: it could not be written. */
  readonly settled: () => Promise<boolean>;
  /** Messages claimed at most. */
  readonly limit: number;
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: EventLog;
}

/** Claims what is due and nobody's, or of a host that is gone. Hosts that claim at once pass over each other's rows. */
export class ClaimLoop {
  readonly #parts: ClaimLoopParts;
  /** Claims whose answer never came: nobody knows whether they happened. */
  readonly #unsure = new Set<string>();
  #running: Promise<void> | undefined;

  constructor(parts: ClaimLoopParts) {
    this.#parts = parts;
  }

  /** Claims until nothing is due or enough is claimed. Never rejects. */
  fill(): Promise<void> {
    this.#running ??= this.#fill().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Resolves when no claim is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #fill(): Promise<void> {
    const { claimed, lease, settled, limit, batch, log } = this.#parts;
    try {
      // What was given back, and nobody knows whether it is, must not be claimed and given back once more.
      if (!(await settled())) return;
      for (const claim of this.#unsure) await this.#undo(claim);
      await this.#parts.run(FREE_OF_THE_DEAD);
      while (lease.isHeld && claimed.size < limit) {
        const taken = await this.#claim(Math.min(batch, limit - claimed.size));
        if (taken < batch) return;
      }
    } catch (error) {
      log.warn({ error: (error as Error).message }, "mail of the shared queue could not be claimed");
    }
  }

  async #claim(limit: number): Promise<number> {
    const { run, claimed, lease, now } = this.#parts;
    const token = lease.id;
    const claim = randomUUID();
    this.#unsure.add(claim);
    const { rows } = await run<MessageRow>(CLAIM, [token, now(), limit, claim]);
    this.#unsure.delete(claim);
    // The lease was lost while the answer was on its way: these are no longer ours.
    if (lease.id !== token) return 0;
    for (const row of rows) claimed.adopt(entryOfRow(row));
    return rows.length;
  }

  async #undo(claim: string): Promise<void> {
    const { run, lease } = this.#parts;
    await run("update relay_message set lease_host = null where lease_host = $1 and claim = $2", [lease.id, claim]);
    this.#unsure.delete(claim);
  }
}

/** Whose row is gone finds its lease lost, should it be alive after all. */
const FREE_OF_THE_DEAD = `
  with dead as (delete from relay_spool_host where lease_until <= ${DATABASE_NOW} returning host)
  update relay_message set lease_host = null from dead where lease_host = dead.host`;

const CLAIM = `
  update relay_message set lease_host = $1, claim = $4
   where queue_id in (
     select queue_id from relay_message
      where due_at <= $2 and lease_host is null
      order by due_at limit $3 for update skip locked)
  returning queue_id, envelope, received_at, size, parts, lifetime_from, statuses`;
