import type { MessageWriter } from "../spool";

export interface ArrivingPartsOptions {
  /** Larger bodies go to the database in parts of about this size while they arrive. Bytes. */
  readonly partBytes: number;
  readonly storePart: (part: number, bytes: Buffer) => Promise<void>;
  /** Keeps the message: `body` whole, or in the parts that were stored. @throws SpoolFault */
  readonly store: (body: ArrivedParts) => Promise<void>;
  /** Forgets parts that were stored. */
  readonly forget: () => Promise<void>;
}

export interface ArrivedParts {
  readonly size: number;
  /** Parts stored already. */
  readonly stored: number;
  /** What is left of the body: all of it when no part was stored. */
  readonly rest: Buffer;
}

/** Writes one message: never more of its body in memory than a part. */
export class ArrivingParts implements MessageWriter {
  readonly #options: ArrivingPartsOptions;
  #chunks: Buffer[] = [];
  #held = 0;
  #size = 0;
  #stored = 0;
  #writes: Promise<void> = Promise.resolve();
  #fault: Error | undefined;

  constructor(options: ArrivingPartsOptions) {
    this.#options = options;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    this.#size += chunk.length;
    if (this.#held < this.#options.partBytes) return undefined;
    const bytes = this.#takeHeld();
    const part = this.#stored++;
    this.#writes = this.#writes.then(() => this.#storePart(part, bytes));
    return this.#writes;
  }

  async commit(): Promise<void> {
    await this.#writes;
    if (this.#fault !== undefined) {
      await this.abort();
      throw this.#fault;
    }
    await this.#options.store({ size: this.#size, stored: this.#stored, rest: this.#takeHeld() });
  }

  async abort(): Promise<void> {
    this.#takeHeld();
    await this.#writes;
    // What cannot be forgotten now is swept up later: no message asks for it.
    if (this.#stored > 0) await this.#options.forget().catch(() => undefined);
  }

  /** A fault is told at the commit: until then the client is only listened to. */
  async #storePart(part: number, bytes: Buffer): Promise<void> {
    if (this.#fault !== undefined) return;
    try {
      await this.#options.storePart(part, bytes);
    } catch (error) {
      this.#fault = error as Error;
    }
  }

  #takeHeld(): Buffer {
    const bytes = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#held = 0;
    return bytes;
  }
}
