import type { EventLog } from "./event-log";
import type { Segments } from "./segments";
import type { SpoolStore } from "./spool-store";

export interface CleanerParts {
  readonly store: SpoolStore;
  readonly segments: Segments;
  readonly segmentBytes: number;
  readonly log: EventLog;
}

// Segments' worth of dead records that are not worth copying anything for.
const SLACK_SEGMENTS = 4;
const COPIES_AT_ONCE = 64;

/**
 * Deletes segments that no message needs, oldest first and never out of order: a change stands behind the record it
 * speaks of, so a change is only lost once its record is. When dead records take more room than live ones, the oldest
 * segment's live records are written anew and it goes too: disk stays below twice what is queued, and a little.
 */
export class Cleaner {
  readonly #parts: CleanerParts;
  #running = false;
  #stuck = false;

  constructor(parts: CleanerParts) {
    this.#parts = parts;
  }

  /** Starts tidying unless it goes on already. */
  tidy(): void {
    if (this.#running || this.#stuck || !this.#mayRemoveOldest()) return;
    this.#running = true;
    this.#tidy()
      .catch((error: unknown) => {
        this.#stuck = true;
        this.#parts.log.error({ error: String(error) }, "old parts of the spool's log cannot be deleted");
      })
      .finally(() => {
        this.#running = false;
      });
  }

  async #tidy(): Promise<void> {
    while (!this.#stuck && this.#mayRemoveOldest()) {
      const oldest = this.#parts.segments.oldest;
      if (oldest === undefined) return;
      if (oldest.live > 0) await this.#moveOut(oldest.segment);
      if (this.#parts.segments.oldest?.live === 0) await this.#parts.segments.remove(oldest.segment);
    }
  }

  #mayRemoveOldest(): boolean {
    const { segments, store, segmentBytes } = this.#parts;
    const oldest = segments.oldest;
    if (oldest === undefined || oldest.segment >= store.currentSegment) return false;
    if (oldest.live === 0) return true;
    const { bytes, liveBytes } = segments.totals;
    return bytes > 2 * liveBytes + SLACK_SEGMENTS * segmentBytes;
  }

  async #moveOut(segment: number): Promise<void> {
    const { store, log } = this.#parts;
    const entries = [...store.entries()].filter((entry) => entry.stored.place.segment === segment);
    for (let from = 0; from < entries.length; from += COPIES_AT_ONCE) {
      const copied = await Promise.all(entries.slice(from, from + COPIES_AT_ONCE).map((entry) => store.copy(entry)));
      if (copied.every(Boolean)) continue;
      // Keeping too much is safe. The next start looks again.
      this.#stuck = true;
      log.error({ segment }, "a message of an old segment cannot be read: its segments are kept");
      return;
    }
  }
}
