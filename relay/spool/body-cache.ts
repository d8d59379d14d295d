import type { NewMessage } from "./spool";

export interface CachedMessage {
  readonly message: NewMessage;
  readonly body: Buffer;
}

/** Messages that were stored a moment ago, until they are delivered: a prompt delivery reads no disk. Bounded in bytes. */
export class BodyCache {
  readonly #messages = new Map<string, CachedMessage>();
  readonly #room: number;
  #bytes = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** Kept if there is room: what is there already will be wanted sooner. */
  offer(message: NewMessage, { chunks, size }: { readonly chunks: readonly Buffer[]; readonly size: number }): void {
    if (this.#bytes + size > this.#room) return;
    // A copy, always: a chunk may be a small part of a large read buffer, which it would keep alive.
    this.#messages.set(message.queueId, { message, body: Buffer.concat(chunks, size) });
    this.#bytes += size;
  }

  get(queueId: string): CachedMessage | undefined {
    return this.#messages.get(queueId);
  }

  drop(queueId: string): void {
    const cached = this.#messages.get(queueId);
    if (cached === undefined) return;
    this.#messages.delete(queueId);
    this.#bytes -= cached.body.length;
  }
}
