import { statfs } from "node:fs/promises";
import type { EventLog } from "./event-log";

export interface DiskGuardParts {
  readonly directory: string;
  readonly minimumFreeBytes: number;
  /** Milliseconds between looks. */
  readonly interval: number;
  readonly log: EventLog;
  /** Free bytes for us on the file system of a directory. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** Watches the free space of the spool's disk: below the minimum, no new mail is taken. */
export class DiskGuard {
  readonly #parts: DiskGuardParts;
  #low = false;
  #timer: NodeJS.Timeout | undefined;

  private constructor(parts: DiskGuardParts) {
    this.#parts = parts;
  }

  /** The first look is done when this resolves. */
  static async start(parts: DiskGuardParts): Promise<DiskGuard> {
    const guard = new DiskGuard(parts);
    await guard.look();
    guard.#timer = setInterval(() => void guard.look(), parts.interval);
    guard.#timer.unref();
    return guard;
  }

  get low(): boolean {
    return this.#low;
  }

  /** The disk said that it is full: believed until the next look says otherwise. */
  full(): void {
    this.#low = true;
  }

  async look(): Promise<void> {
    const { directory, minimumFreeBytes, log } = this.#parts;
    try {
      const free = await (this.#parts.freeBytes ?? freeBytesOf)(directory);
      const low = free < minimumFreeBytes;
      if (low && !this.#low) log.error({ free, minimumFreeBytes }, "disk space is low: no new mail is taken");
      if (!low && this.#low) log.info({ free }, "there is disk space again: mail is taken");
      this.#low = low;
    } catch (error) {
      log.error({ error: String(error) }, "the free disk space cannot be read");
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
