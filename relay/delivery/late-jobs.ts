import type { Job } from "./job-line";

/** Lines with waiting jobs. */
export interface WaitingJobs {
  /** The first jobs that are meant, as many as are worth a look at a time. */
  find(isMeant: (job: Job) => boolean): readonly Job[];
}

// Whoever could not be told is looked at again then. Milliseconds.
const LOOK_AGAIN = 3_600_000;

/** Jobs that wait in line for too long, in parts: a route that is away has many, and all of them get their turn. */
export class LateJobs {
  readonly #lookedAt = new WeakMap<Job, number>();

  /** Those whose lifetime began at `before` or earlier and that were not looked at lately. Epoch milliseconds. */
  of(lane: WaitingJobs, { before, now }: { readonly before: number; readonly now: number }): readonly Job[] {
    return lane.find((job) => job.lifetimeFrom <= before && (this.#lookedAt.get(job) ?? -Infinity) <= now - LOOK_AGAIN);
  }

  /** The job has had its turn. */
  look(job: Job, now: number): void {
    this.#lookedAt.set(job, now);
  }
}
