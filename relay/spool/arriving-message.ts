import type { BodyFile } from "./body-files";
import { GatheredBytes } from "./gathered-bytes";
import { spoolFaultOf, type SpoolFault } from "./spool-fault";
import type { MessageWriter } from "./spool";

/** A body as it is handed on: in memory, or already in its file. */
export type ArrivedBody =
  | { readonly kind: "inline"; readonly chunks: readonly Buffer[]; readonly size: number }
  | { readonly kind: "file"; readonly size: number; readonly crc: number };

/** Memory that the bodies of all arriving messages share. */
export interface ArrivalMemory {
  hold(bytes: number): void;
  letGo(bytes: number): void;
  /** A body of this size must go to a file. */
  needsFile(bodySize: number): boolean;
  /** Bytes of one body that a write to its file is worth. */
  readonly block: number;
  /** Bytes of one body that may be on their way to its file before its client has to wait. */
  readonly window: number;
}

export interface ArrivingMessageParts {
  readonly createFile: () => Promise<BodyFile>;
  readonly store: (body: ArrivedBody) => Promise<void>;
  readonly memory: ArrivalMemory;
}

/** Writes one message: small bodies are kept together in memory, larger ones go to a file as they come. */
export class ArrivingMessage implements MessageWriter {
  readonly #parts: ArrivingMessageParts;
  #gathered = new GatheredBytes();
  #file: Promise<BodyFile> | undefined;
  #writes: Promise<void> = Promise.resolve();
  /** Bytes on their way to the file. */
  #writing = 0;
  #fault: SpoolFault | undefined;

  constructor(parts: ArrivingMessageParts) {
    this.#parts = parts;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    const { memory } = this.#parts;
    memory.hold(chunk.length);
    this.#gathered.add(chunk);
    if (this.#file === undefined) {
      if (!memory.needsFile(this.#gathered.size)) return undefined;
      this.#file = this.#parts.createFile();
    } else if (this.#gathered.size < memory.block) return undefined;
    this.#flush();
    return this.#writing > memory.window ? this.#writes : undefined;
  }

  commit(): Promise<void> {
    return this.#file === undefined ? this.#commitInline() : this.#commitFile(this.#file);
  }

  async abort(): Promise<void> {
    this.#parts.memory.letGo(this.#gathered.take().size);
    await this.#writes;
    await this.#file?.then((file) => file.abort()).catch(() => undefined);
  }

  async #commitFile(opened: Promise<BodyFile>): Promise<void> {
    this.#flush();
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

  #commitInline(): Promise<void> {
    const { size, chunks } = this.#gathered.take();
    const letGo = () => this.#parts.memory.letGo(size);
    return this.#parts.store({ kind: "inline", chunks, size }).finally(letGo);
  }

  /** A fault is told at the commit: until then the client is only listened to. */
  #flush(): void {
    const { chunks, size } = this.#gathered.take();
    if (size === 0) return;
    this.#writing += size;
    this.#writes = this.#writes
      .then(async () => {
        if (this.#fault === undefined) await (await this.#file)?.write(chunks);
      })
      .catch((error: unknown) => {
        this.#fault ??= spoolFaultOf(error);
      })
      .then(() => {
        this.#writing -= size;
        this.#parts.memory.letGo(size);
      });
  }
}
