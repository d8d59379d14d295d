import type { ArrivalMemory } from "./arriving-message";
import type { SpoolLimits } from "./spool-limits";

// Smaller bodies stay in memory even when much is arriving: a file for each would cost more than it frees.
const SMALL_BODY = 16 * 1024;
const BLOCK = 64 * 1024;
const WINDOW = 256 * 1024;

/** The memory for arriving bodies, all together: beyond it the larger ones go to files early, beyond twice of it no new mail. */
export class SharedArrivalMemory implements ArrivalMemory {
  #held = 0;

  constructor(private readonly limits: Pick<SpoolLimits, "inlineBodyBytes" | "arrivingBytes">) {}

  hold(bytes: number): void {
    this.#held += bytes;
  }

  letGo(bytes: number): void {
    this.#held -= bytes;
  }

  needsFile(bodySize: number): boolean {
    return bodySize > this.limits.inlineBodyBytes || (this.#isCrowded && bodySize > SMALL_BODY);
  }

  get block(): number {
    return this.#isCrowded ? SMALL_BODY : BLOCK;
  }

  get window(): number {
    return this.#isCrowded ? 0 : WINDOW;
  }

  /** Nothing more should begin to arrive. */
  get isFull(): boolean {
    return this.#held > 2 * this.limits.arrivingBytes;
  }

  get #isCrowded(): boolean {
    return this.#held > this.limits.arrivingBytes;
  }
}
