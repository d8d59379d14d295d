const CR = 0x0d;
const LF = 0x0a;
const CRLF = Buffer.from("\r\n");

/**
 * Makes CRLF of every CR or LF that stands alone (Set-ReceiveConnector -BareLinefeedRejectionEnabled $false), so that the
 * next hop sees the same lines as we do: a dot alone between two of them is doubled there like any other.
 */
export class LineEndingMender {
  /** A CR was the last byte: it is held back until what follows is known. */
  private afterCr = false;

  /** Calls `emit` for each run; runs are parts of `bytes`, not copies. */
  mend(bytes: Buffer, emit: (run: Buffer) => void): void {
    let start = 0;
    if (this.afterCr && bytes.length > 0) {
      this.afterCr = false;
      emit(CRLF);
      if (bytes[0] === LF) start = 1;
    }
    for (let index = nextEnding(bytes, start); index < bytes.length; index = nextEnding(bytes, start)) {
      const isCr = bytes[index] === CR;
      if (isCr && index + 1 === bytes.length) {
        if (index > start) emit(bytes.subarray(start, index));
        this.afterCr = true;
        return;
      }
      const end = isCr && bytes[index + 1] === LF ? index + 2 : index + 1;
      if (end === index + 2) emit(bytes.subarray(start, end));
      else {
        if (index > start) emit(bytes.subarray(start, index));
        emit(CRLF);
      }
      start = end;
    }
    if (start < bytes.length) emit(start === 0 ? bytes : bytes.subarray(start));
  }

  /** The content is complete. */
  end(emit: (run: Buffer) => void): void {
    if (this.afterCr) emit(CRLF);
    this.afterCr = false;
  }
}

function nextEnding(bytes: Buffer, from: number): number {
  let index = from;
  while (index < bytes.length && bytes[index] !== CR && bytes[index] !== LF) index++;
  return index;
}
