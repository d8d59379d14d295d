import type { HeaderField } from "../../model";
import { fieldKind, type FieldKind } from "./header-field-kind";

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;
const EMPTY = Buffer.alloc(0);

/** A header field that the host looks at: its bytes in the header block, folded lines and last CRLF included. */
export interface FieldSpan {
  readonly kind: FieldKind;
  readonly start: number;
  end: number;
}

/**
 * Gathers the header block of a message while it arrives, whatever the chunks, and marks the fields of interest.
 * The block ends at the first empty line, or before the first line that is no field (RFC 5322 §2.1, §2.2).
 */
export class HeaderCollector {
  /** Fields of interest, in order. */
  readonly fields: FieldSpan[] = [];
  /** The block grew over the limit before it ended. */
  tooLarge = false;
  /** The end of the block was seen: `rest` holds what followed it. */
  complete = false;
  /** The first bytes of the body, with the empty line that ends a well-formed header. */
  rest: Buffer = EMPTY;
  /** A body line follows the block directly: an empty line has to be put between. */
  needsSeparator = false;
  private buffer: Buffer = EMPTY;
  private used = 0;
  private lineStart = 0;
  private searched = 0;
  private inField = false;
  private open: FieldSpan | undefined;

  constructor(private readonly maxSize: number) {}

  /** Bytes of the header block, valid once `complete`. */
  get block(): Buffer {
    return this.buffer.subarray(0, this.lineStart);
  }

  /** Bytes of the header block, or as many as were seen. */
  get size(): number {
    return this.complete ? this.lineStart : this.used;
  }

  /** Everything gathered: the block and what came behind it. */
  get gathered(): Buffer {
    return this.buffer.subarray(0, this.used);
  }

  /** Name and value of a field. */
  read({ start, end }: FieldSpan): HeaderField {
    const colon = this.buffer.indexOf(COLON, start);
    return {
      name: this.buffer.toString("latin1", start, colon).trimEnd(),
      value: this.buffer.toString("utf8", colon + 1, end),
    };
  }

  /** Reads one run of content. After `complete` or `tooLarge` it must not be called again. */
  push(content: Buffer): void {
    this.append(content);
    this.walk();
    // The CR of the empty line may be there already.
    if (!this.complete && this.used > this.maxSize + 1) this.tooLarge = true;
    else if (this.lineStart > this.maxSize) this.tooLarge = true;
  }

  /** The message ended: what was gathered is all there is. */
  finish(): void {
    if (this.complete || this.tooLarge) return;
    this.end(this.lineStart < this.used);
  }

  // The first run is used in place; only a header in several runs is copied, into a buffer that doubles.
  private append(content: Buffer): void {
    if (this.used === 0) {
      this.buffer = content;
      this.used = content.length;
      return;
    }
    const needed = this.used + content.length;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length, 1024));
      this.buffer.copy(larger, 0, 0, this.used);
      this.buffer = larger;
    }
    content.copy(this.buffer, this.used);
    this.used = needed;
  }

  private walk(): void {
    while (!this.complete) {
      const lf = this.findLineFeed();
      if (lf < 0) return;
      this.line(this.lineStart, lf + 1);
    }
  }

  private findLineFeed(): number {
    const lf = this.buffer.indexOf(LF, Math.max(this.searched, this.lineStart));
    if (lf >= 0 && lf < this.used) return lf;
    this.searched = this.used;
    return -1;
  }

  private line(start: number, end: number): void {
    const first = this.buffer[start] as number;
    if (first === CR || first === LF) return this.end(false);
    if (first === SPACE || first === TAB) {
      if (!this.inField) return this.end(true);
      if (this.open !== undefined) this.open.end = end;
    } else {
      const nameEnd = fieldNameEnd(this.buffer, start, end);
      if (nameEnd < 0) return this.end(true);
      this.startField(start, nameEnd, end);
    }
    this.lineStart = end;
  }

  private startField(start: number, nameEnd: number, end: number): void {
    this.inField = true;
    const kind = fieldKind(this.buffer, start, nameEnd);
    this.open = kind === undefined ? undefined : { kind, start, end };
    if (this.open !== undefined) this.fields.push(this.open);
  }

  private end(needsSeparator: boolean): void {
    this.complete = true;
    this.needsSeparator = needsSeparator;
    this.rest = this.buffer.subarray(this.lineStart, this.used);
  }
}

// Field names are printable ASCII without colon (RFC 5322 §2.2); white space before the colon is its obsolete form (§4.5).
function fieldNameEnd(buffer: Buffer, start: number, end: number): number {
  let nameEnd = start;
  while (nameEnd < end && isNameByte(buffer[nameEnd] as number)) nameEnd++;
  if (nameEnd === start) return -1;
  let index = nameEnd;
  while (index < end && (buffer[index] === SPACE || buffer[index] === TAB)) index++;
  return buffer[index] === COLON && index < end ? nameEnd : -1;
}

function isNameByte(byte: number): boolean {
  return byte > SPACE && byte < 0x7f && byte !== COLON;
}
