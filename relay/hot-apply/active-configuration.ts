import type { ConfigState, Snapshot, SnapshotSteps } from "../../model";
import { finishAtOnce, finishInTurns } from "./in-turns";

/** One thing that is not in force. */
export interface AppliedProblem {
  /** Whole sentence. */
  readonly message: string;
  /** `address:port` of a listener that could not be opened; absent when it is about more than one. */
  readonly binding?: string;
}

/** What the host enforces after an attempt to enforce a revision. */
export interface Applied {
  /** Revision in force: the one asked for, or a newer one; an older one when it could not be enforced. */
  readonly revision: number;
  readonly ok: boolean;
  /** Empty when all is in force. */
  readonly problems: readonly AppliedProblem[];
}

export interface ActiveConfigurationParts {
  /** The work of making a state a snapshot; sessions have their turn between its steps. */
  readonly snapshotInSteps: (state: ConfigState, options: { readonly at: number }) => SnapshotSteps;
  /** The sockets that a snapshot's bindings ask for; answers with those that could not be opened. */
  readonly listeners: { apply(snapshot: Snapshot): Promise<readonly AppliedProblem[]> };
  /** Told after each swap, before listeners follow. */
  readonly onSwapped?: (now: ConfigState, before: ConfigState) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

// setTimeout's longest delay; a timer that wakes too early just sleeps again.
const LONGEST_DELAY = 2 ** 31 - 1;

/** Milliseconds until listeners that could not be opened are tried again. */
const LISTENER_RETRY = 10_000;

/**
 * The configuration in force. A new state becomes an immutable snapshot, swapped in one assignment, before listeners
 * follow: no client meets a listener whose connector is not there yet. Sessions keep the snapshot they began with.
 */
export class ActiveConfiguration {
  readonly #parts: ActiveConfigurationParts;
  #state: ConfigState;
  #snapshot: Snapshot;
  #applied: Applied = { revision: 0, ok: true, problems: [] };
  #waiting: { state: ConfigState; readonly applied: Promise<Applied> } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** Decides by `state` from the start; listeners open with the first `apply`. */
  constructor(parts: ActiveConfigurationParts, state: ConfigState) {
    this.#parts = parts;
    this.#state = state;
    this.#snapshot = finishAtOnce(parts.snapshotInSteps(state, { at: parts.now() }));
  }

  /** The snapshot that new sessions are judged by. */
  get current(): Snapshot {
    return this.#snapshot;
  }

  /** Outcome of the last attempt. */
  get applied(): Applied {
    return this.#applied;
  }

  /** Puts a state in force. States that arrive while one is being put in force are taken together: only the newest counts. */
  apply(state: ConfigState): Promise<Applied> {
    if (this.#waiting !== undefined) {
      if (state.revision >= this.#waiting.state.revision) this.#waiting.state = state;
      return this.#waiting.applied;
    }
    const applied = this.#last.then(() => this.#enforceWaiting());
    this.#waiting = { state, applied };
    this.#last = applied;
    return applied;
  }

  /** No more changes, not even those that time brings. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#last;
  }

  async #enforceWaiting(): Promise<Applied> {
    const state = this.#waiting?.state ?? this.#state;
    this.#waiting = undefined;
    this.#applied = this.#closed ? this.#applied : await this.#enforce(state);
    return this.#applied;
  }

  async #enforce(state: ConfigState): Promise<Applied> {
    try {
      this.#snapshot = await finishInTurns(this.#parts.snapshotInSteps(state, { at: this.#parts.now() }));
    } catch (error) {
      const message = `Revision ${state.revision} cannot be put in force: ${(error as Error).message}`;
      return { revision: this.#snapshot.revision, ok: false, problems: [{ message }] };
    }
    const before = this.#state;
    this.#state = state;
    this.#parts.onSwapped?.(state, before);
    const problems = await this.#openListeners();
    const retryAt = problems.length === 0 ? null : this.#parts.now() + LISTENER_RETRY;
    this.#wakeAt(earliest(this.#snapshot.nextChangeAt, retryAt));
    return { revision: state.revision, ok: problems.length === 0, problems };
  }

  /** Whatever goes wrong here must not end the chain of later changes. */
  async #openListeners(): Promise<readonly AppliedProblem[]> {
    try {
      return await this.#parts.listeners.apply(this.#snapshot);
    } catch (error) {
      return [{ message: `The listeners cannot be brought in line: ${(error as Error).message}` }];
    }
  }

  /** A release ends by time alone, and a port becomes free: the same state is then put in force anew. */
  #wakeAt(time: number | null): void {
    clearTimeout(this.#timer);
    if (time === null) return;
    const delay = Math.min(Math.max(time - this.#parts.now(), 0), LONGEST_DELAY);
    this.#timer = setTimeout(() => void this.apply(this.#state), delay);
    this.#timer.unref();
  }
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
