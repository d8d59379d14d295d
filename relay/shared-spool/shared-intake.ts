import type { MessageWriter, NewMessage, SpoolFault } from "../spool";
import { type ArrivedParts, ArrivingParts } from "./arriving-parts";
import type { BodyStore } from "./body-store";
import type { ClaimedQueue } from "./claimed-queue";
import { IntakeBatch, partsOf } from "./intake-batch";
import { freshEntry } from "./queue-row";
import { RecentBodies } from "./recent-bodies";
import type { SharedSpoolLimits } from "./shared-spool-limits";
import type { Runs } from "./spool-database";

export interface SharedIntakeParts {
  readonly run: Runs;
  readonly bodies: BodyStore;
  readonly claimed: ClaimedQueue;
  readonly lease: { readonly id: string; readonly isHeld: boolean };
  readonly limits: SharedSpoolLimits;
  /** The fault that an error means; told to whoever watches the store, too. */
  readonly faultOf: (error: unknown) => SpoolFault;
}

/** Takes new mail into the database; what fits is claimed by this host in the same statement. */
export class SharedIntake {
  readonly #parts: SharedIntakeParts;
  readonly #batch: IntakeBatch;
  readonly #recent: RecentBodies;

  constructor(parts: SharedIntakeParts) {
    const { run, claimed, lease, limits, faultOf } = parts;
    this.#parts = parts;
    this.#recent = new RecentBodies(limits.recentBytes);
    const claimant = () => (lease.isHeld && claimed.size < limits.claims ? lease.id : null);
    const { batchMessages, batchBytes } = limits;
    this.#batch = new IntakeBatch({ run, claimant, batchMessages, batchBytes, faultOf });
  }

  begin(message: NewMessage): MessageWriter {
    const { bodies, limits, faultOf } = this.#parts;
    const { queueId } = message;
    return new ArrivingParts({
      partBytes: limits.partBytes,
      storePart: (part, bytes) =>
        bodies.storePart(queueId, part, bytes).catch((error: unknown) => Promise.reject(faultOf(error))),
      store: (body) => this.#store(message, body),
      forget: () => bodies.forget(queueId),
    });
  }

  drain(): Promise<void> {
    return this.#batch.drain();
  }

  /** Deletes what was refused and kept all the same. Throws while the database does not answer. */
  tidy(): Promise<void> {
    return this.#batch.tidy();
  }

  async #store(message: NewMessage, body: ArrivedParts): Promise<void> {
    const { claimed, lease } = this.#parts;
    const claimant = await this.#batch.store(message, body);
    if (claimant === null || claimant !== lease.id) return;
    const entry = freshEntry(message, { size: body.size, parts: partsOf(body) });
    if (body.stored === 0) this.#recent.keep(entry, body.rest);
    claimed.adopt(entry);
  }
}
