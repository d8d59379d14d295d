import type { RecordPlace } from "./log-writer";

interface RecentBatch {
  readonly segment: number;
  readonly offset: number;
  readonly bytes: Buffer;
  readonly length: number;
}

const SMALLEST_BUFFER = 64 * 1024;
const LARGEST_KEPT = 1024 * 1024;

/**
 * The batches that were written last, byte for byte: a prompt delivery reads no disk. Bounded in bytes; the oldest batch
 * gives its buffer to the next one, since the collector would let thousands of them gather.
 */
export class RecentBatches {
  readonly #room: number;
  readonly #batches: RecentBatch[] = [];
  #bytes = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** A buffer for a batch of this length. Never from Node's shared pool: it moves to the thread and back as it is. */
  take(length: number): Buffer {
    const oldest = this.#bytes > this.#room ? this.#batches.shift() : undefined;
    if (oldest !== undefined) this.#bytes -= oldest.bytes.length;
    if (oldest !== undefined && oldest.bytes.length >= length) return oldest.bytes;
    return Buffer.allocUnsafeSlow(Math.max(length, SMALLEST_BUFFER));
  }

  /** The batch that was written there. Batches come in the order of the log. */
  keep(bytes: Uint8Array, { segment, offset, length }: RecordPlace): void {
    if (this.#room === 0 || bytes.length > LARGEST_KEPT) return;
    this.#batches.push({ segment, offset, length, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) });
    this.#bytes += bytes.length;
  }

  /** A copy of the record at this place, if it was written a moment ago. */
  read(place: RecordPlace): Buffer | undefined {
    const batch = this.#batches[this.#firstBehind(place) - 1];
    if (batch === undefined || batch.segment !== place.segment) return undefined;
    const start = place.offset - batch.offset;
    const end = start + place.length;
    return end <= batch.length ? Buffer.from(batch.bytes.subarray(start, end)) : undefined;
  }

  /** Index of the first batch that starts behind a place. */
  #firstBehind({ segment, offset }: RecordPlace): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const batch = this.#batches[middle] as RecentBatch;
      if (batch.segment > segment || (batch.segment === segment && batch.offset > offset)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
