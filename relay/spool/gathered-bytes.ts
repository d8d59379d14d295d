/** Pieces from here on are kept as they are. */
const LARGE = 2048;
/** So many pieces of any size are, too: a message in few pieces is copied once only, into the log. */
const FEW = 8;
const ROOM = 8192;

/**
 * Pieces of a body in order. Many small ones are copied together: each is an object of some 200 bytes, and a client that
 * sends byte by byte must not fill the memory with them.
 */
export class GatheredBytes {
  #chunks: Buffer[] = [];
  #size = 0;
  /** The last chunk, while it has room behind it. */
  #open: { readonly room: Buffer; used: number } | undefined;

  get size(): number {
    return this.#size;
  }

  add(piece: Buffer): void {
    this.#size += piece.length;
    if (piece.length >= LARGE || this.#chunks.length < FEW) {
      this.#open = undefined;
      this.#chunks.push(piece);
    } else this.#copy(piece);
  }

  /** Hands out everything, and begins anew. */
  take(): { readonly chunks: readonly Buffer[]; readonly size: number } {
    const taken = { chunks: this.#chunks, size: this.#size };
    this.#chunks = [];
    this.#size = 0;
    this.#open = undefined;
    return taken;
  }

  #copy(piece: Buffer): void {
    if (this.#open === undefined || this.#open.used + piece.length > ROOM) {
      this.#open = { room: Buffer.allocUnsafeSlow(ROOM), used: 0 };
      this.#chunks.push(this.#open.room.subarray(0, 0));
    }
    const { room, used } = this.#open;
    piece.copy(room, used);
    this.#open.used += piece.length;
    this.#chunks[this.#chunks.length - 1] = room.subarray(0, this.#open.used);
  }
}
