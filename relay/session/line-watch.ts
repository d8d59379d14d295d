import { MAX_LINE_LENGTH } from "./data-decoder";

const CR = 0x0d;
const LF = 0x0a;

/** Watches the lines of content that comes in chunks; a line may begin in one chunk and end in the next. */
export class LineWatch {
  bareLineEnding = false;
  overlongLine = false;
  private afterCr = false;
  private lineLength = 0;

  see(bytes: Buffer): void {
    let start = 0;
    for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, start)) {
      this.seeLine(bytes, start, lf);
      start = lf + 1;
    }
    this.seeRest(bytes, start);
  }

  /** The content is complete: a CR at its very end has no LF. */
  end(): void {
    if (this.afterCr) this.bareLineEnding = true;
  }

  private seeLine(bytes: Buffer, start: number, lf: number): void {
    this.bareLineEnding ||= this.isBare(bytes, start, lf);
    if (this.lineLength + lf - start > MAX_LINE_LENGTH) this.overlongLine = true;
    this.lineLength = 0;
    this.afterCr = false;
  }

  // Asked until it is true only: where lines end in LF alone, every one would search all of the chunk for a CR.
  private isBare(bytes: Buffer, start: number, lf: number): boolean {
    const hasCr = lf === start ? this.afterCr : bytes[lf - 1] === CR;
    if (!hasCr || (this.afterCr && lf > start)) return true;
    const cr = bytes.indexOf(CR, start);
    return cr >= 0 && cr < lf - 1;
  }

  private seeRest(bytes: Buffer, start: number): void {
    if (start === bytes.length) return;
    const cr = bytes.indexOf(CR, start);
    if (this.afterCr || (cr >= 0 && cr < bytes.length - 1)) this.bareLineEnding = true;
    this.afterCr = bytes[bytes.length - 1] === CR;
    this.lineLength += bytes.length - start;
    if (this.lineLength > MAX_LINE_LENGTH) this.overlongLine = true;
  }
}
