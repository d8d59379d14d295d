import type { ContentDecoder } from "./data-decoder";
import type { LineWatch } from "./line-watch";

/** Reads the octets after one BDAT command: as many as it says, all of them content (RFC 3030 §2). */
export class ChunkDecoder implements ContentDecoder {
  private left: number;

  /** @param lines Watches the lines of the whole message; undefined where they do not matter. */
  constructor(
    size: number,
    private readonly lines?: LineWatch,
  ) {
    this.left = size;
  }

  get bareLineEnding(): boolean {
    return this.lines?.bareLineEnding === true;
  }

  get overlongLine(): boolean {
    return this.lines?.overlongLine === true;
  }

  get ended(): boolean {
    return this.left === 0;
  }

  read(chunk: Buffer, emit: (content: Buffer) => void): number {
    const bytes = chunk.length <= this.left ? chunk : chunk.subarray(0, this.left);
    this.left -= bytes.length;
    if (bytes.length === 0) return 0;
    this.lines?.see(bytes);
    emit(bytes);
    return bytes.length;
  }
}
