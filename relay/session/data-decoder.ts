const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;

/**
 * Octets a line of content may have. RFC 5321 §4.5.3.1.6 allows 1,000 and asks to take more where possible; no mail
 * program sends lines like this, and a next hop would cut them or choke.
 */
export const MAX_LINE_LENGTH = 64 * 1024;

/** Tells content from what is around it. */
export interface ContentDecoder {
  /** A CR without LF or an LF without CR was seen, in the content. */
  readonly bareLineEnding: boolean;
  /** A line is longer than MAX_LINE_LENGTH. */
  readonly overlongLine: boolean;
  /** The end was found. */
  readonly ended: boolean;
  /**
   * Reads one chunk and calls `emit` for each run of content in it, without copying.
   * @returns how many bytes belong to the content; less than the chunk's length only once `ended`.
   */
  read(chunk: Buffer, emit: (content: Buffer) => void): number;
}

/** Where the decoder stands inside the sequence CRLF "." CRLF. */
const enum Place {
  InLine,
  AfterCr,
  LineStart,
  /** A dot that starts a line is held back: it ends the data or is dropped (RFC 5321 §4.5.2). */
  HeldDot,
  HeldDotCr,
}

const LONE_CR = Buffer.from("\r");

/**
 * Reads the bytes after DATA: takes the dots of RFC 5321 §4.5.2 out and finds the end. Only CRLF "." CRLF ends the data,
 * whatever the chunks: any looser reading lets a second message be smuggled in (CVE-2023-51764 and its kin).
 */
export class DataDecoder implements ContentDecoder {
  bareLineEnding = false;
  overlongLine = false;
  ended = false;
  private place: Place = Place.LineStart;
  private lineLength = 0;

  read(chunk: Buffer, emit: (content: Buffer) => void): number {
    let start = 0;
    let index = 0;
    while (index < chunk.length) {
      if (this.place === Place.InLine) {
        index = this.skipLines(chunk, index);
        if (index === chunk.length) break;
      }
      const byte = chunk[index] as number;
      if (this.place === Place.LineStart && byte === DOT) {
        this.emitRun(chunk, start, index, emit);
        start = index + 1;
        this.place = Place.HeldDot;
      } else if (this.place === Place.HeldDot && byte === CR) {
        start = index + 1;
        this.place = Place.HeldDotCr;
      } else if (this.place === Place.HeldDotCr) {
        if (byte === LF) {
          this.ended = true;
          return index + 1;
        }
        this.releaseHeldCr(emit);
        start = index;
        this.step(byte);
      } else {
        this.step(byte);
      }
      index++;
    }
    this.emitRun(chunk, start, chunk.length, emit);
    return chunk.length;
  }

  // The hot loop: stops at a line ending that is not CRLF, at one that anything but plain content follows, and at the end.
  private skipLines(chunk: Buffer, from: number): number {
    let start = from;
    for (;;) {
      const end = skipLine(chunk, start);
      this.lengthen(end - start);
      const next = chunk[end + 2];
      const isPlain = next !== undefined && next > CR && next !== DOT && chunk[end] === CR && chunk[end + 1] === LF;
      if (!isPlain) return end;
      this.lineLength = 0;
      start = end + 2;
    }
  }

  // Inside content: only the line endings matter.
  private step(byte: number): void {
    const afterCr = this.place === Place.AfterCr;
    if (byte === LF) {
      if (!afterCr) this.bareLineEnding = true;
      this.place = afterCr ? Place.LineStart : Place.InLine;
      this.lineLength = 0;
      return;
    }
    if (afterCr) this.bareLineEnding = true;
    this.place = byte === CR ? Place.AfterCr : Place.InLine;
    this.lengthen(1);
  }

  private lengthen(octets: number): void {
    this.lineLength += octets;
    if (this.lineLength > MAX_LINE_LENGTH) this.overlongLine = true;
  }

  // ".\r" without LF: the dot was stuffing, the CR is content.
  private releaseHeldCr(emit: (content: Buffer) => void): void {
    emit(LONE_CR);
    this.place = Place.AfterCr;
  }

  private emitRun(chunk: Buffer, start: number, end: number, emit: (content: Buffer) => void): void {
    if (start === 0 && end === chunk.length) emit(chunk);
    else if (start < end) emit(chunk.subarray(start, end));
  }
}

// Bytes above CR cannot change anything in the middle of a line.
function skipLine(chunk: Buffer, from: number): number {
  let index = from;
  while (index < chunk.length && ((chunk[index] as number) > CR || !isLineEnding(chunk[index] as number))) index++;
  return index;
}

function isLineEnding(byte: number): boolean {
  return byte === LF || byte === CR;
}
