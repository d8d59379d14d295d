import type { MessageContent } from "../spool";

/** What a body's bytes ask of the way that it is sent. */
export interface BodyScan {
  /** A byte above 127. */
  readonly eightBit: boolean;
  /** NUL, a bare CR or LF, a line over 998 bytes, or no CRLF at the end: DATA cannot carry it unchanged. */
  readonly binary: boolean;
}

const LONGEST_LINE = 998;

/** Reads the whole body: only for the few messages whose next hop lacks what their sender announced. */
export async function scanBody(body: MessageContent["body"]): Promise<BodyScan> {
  const scanner = new BodyScanner();
  if (Buffer.isBuffer(body)) scanner.push(body);
  else for await (const chunk of body()) scanner.push(chunk as Buffer);
  return scanner.end();
}

class BodyScanner {
  #eightBit = false;
  #binary = false;
  #lineLength = 0;
  #lastIsCr = false;

  push(chunk: Buffer): void {
    for (const byte of chunk) this.#take(byte);
  }

  end(): BodyScan {
    return { eightBit: this.#eightBit, binary: this.#binary || this.#lineLength > 0 || this.#lastIsCr };
  }

  #take(byte: number): void {
    if (byte > 0x7f) this.#eightBit = true;
    const isLf = byte === 0x0a;
    if (byte === 0 || isLf !== this.#lastIsCr) this.#binary = true;
    this.#lastIsCr = byte === 0x0d;
    if (isLf) this.#lineLength = 0;
    else if (!this.#lastIsCr && ++this.#lineLength > LONGEST_LINE) this.#binary = true;
  }
}
