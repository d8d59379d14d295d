import { randomBytes } from "node:crypto";

/**
 * Makes the ids of sessions and messages: unique for ever without a look-up, by the start of the process, chance and a
 * counter. Upper-case letters and digits, so that they may stand in a header, a file name and a log.
 */
export class QueueIds {
  private readonly prefix: string;
  private counter = 0;

  /** @param startedAt Epoch milliseconds. */
  constructor(startedAt: number) {
    this.prefix = startedAt.toString(36).toUpperCase() + randomBytes(3).toString("hex").toUpperCase();
  }

  next(): string {
    return this.prefix + (this.counter++).toString(36).toUpperCase().padStart(6, "0");
  }
}
