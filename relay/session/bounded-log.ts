const PERIOD_MS = 10_000;
const LINES_PER_PERIOD = 20;

/** Lets through so many lines in a time, and counts the others: a busy client must not fill the log. */
export class BoundedLog {
  private periodBegan = -Infinity;
  private lines = 0;
  private suppressed = 0;

  /** @param write Is told how many lines were kept back since the last one. */
  write(at: number, write: (suppressed: number) => void): void {
    if (at - this.periodBegan >= PERIOD_MS || at < this.periodBegan) {
      this.periodBegan = at;
      this.lines = 0;
    }
    if (this.lines >= LINES_PER_PERIOD) {
      this.suppressed++;
      return;
    }
    this.lines++;
    write(this.suppressed);
    this.suppressed = 0;
  }
}
