import type { BodyFile } from "./body-files";
import { spoolFaultOf, type SpoolFault } from "./spool-fault";
import type { MessageWriter } from "./spool";

/** A body as it is handed on: in memory, or already in its file. */
export type ArrivedBody =
  | { readonly kind: "inline"; readonly chunks: readonly Buffer[]; readonly size: number }
  | { readonly kind: "file"; readonly size: number; readonly crc: number };

export interface ArrivingMessageParts {
  readonly createFile: () => Promise<BodyFile>;
  readonly store: (body: ArrivedBody) => Promise<void>;
  /** Accounts for bytes held in memory; true when a body of this size must go to a file. */
  readonly hold: (bytes: number, bodySize: number) => boolean;
  readonly letGo: (bytes: number) => void;
}

/** Writes one message: small bodies are kept together in memory, larger ones go to a file as they come. */
export class ArrivingMessage implements MessageWriter {
  readonly #parts: ArrivingMessageParts;
  #chunks: Buffer[] = [];
  #held = 0;
  #file: Promise<BodyFile> | undefined;
  #writes: Promise<void> = Promise.resolve();
  #fault: SpoolFault | undefined;

  constructor(parts: ArrivingMessageParts) {
    this.#parts = parts;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    if (this.#file !== undefined) return this.#writeToFile([chunk]);
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (!this.#parts.hold(chunk.length, this.#held)) return undefined;
    this.#file = this.#parts.createFile();
    const done = this.#writeToFile(this.#chunks);
    this.#forget();
    return done;
  }

  commit(): Promise<void> {
    return this.#file === undefined ? this.#commitInline() : this.#commitFile(this.#file);
  }

  async abort(): Promise<void> {
    this.#forget();
    await this.#writes;
    await this.#file?.then((file) => file.abort()).catch(() => undefined);
  }

  async #commitFile(opened: Promise<BodyFile>): Promise<void> {
    await this.#writes;
    if (this.#fault !== undefined) {
      await this.abort();
      throw this.#fault;
    }
    const file = await opened;
    try {
      await file.finish();
    } catch (error) {
      await file.abort();
      throw spoolFaultOf(error);
    }
    await this.#parts.store({ kind: "file", size: file.size, crc: file.crc });
  }

  async #commitInline(): Promise<void> {
    const { size, chunks } = { size: this.#held, chunks: this.#chunks };
    try {
      await this.#parts.store({ kind: "inline", chunks, size });
    } finally {
      this.#forget();
    }
  }

  #forget(): void {
    this.#parts.letGo(this.#held);
    this.#held = 0;
    this.#chunks = [];
  }

  /** A fault is told at the commit: until then the client is only listened to. */
  #writeToFile(chunks: readonly Buffer[]): Promise<void> {
    this.#writes = this.#writes
      .then(async () => {
        if (this.#fault === undefined) await (await this.#file)?.write(chunks);
      })
      .catch((error: unknown) => {
        this.#fault ??= spoolFaultOf(error);
      });
    return this.#writes;
  }
}
