import type { ClaimedEntry } from "./queue-row";

interface KeptBody {
  readonly entry: ClaimedEntry;
  readonly bytes: number;
}

/** Bodies that stay with their messages for a moment; the oldest are given up first. */
export class RecentBodies {
  readonly #limit: number;
  readonly #kept = new Set<KeptBody>();
  #bytes = 0;

  /** @param limit Bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  keep(entry: ClaimedEntry, body: Buffer): void {
    entry.stored.body = body;
    this.#kept.add({ entry, bytes: body.length });
    this.#bytes += body.length;
    for (const kept of this.#kept) {
      if (this.#bytes <= this.#limit) return;
      delete kept.entry.stored.body;
      this.#kept.delete(kept);
      this.#bytes -= kept.bytes;
    }
  }
}
