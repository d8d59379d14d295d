/** Readings kept of one kind, at most; longer texts are read anew each time. */
const MOST = 512;
const LONGEST = 320;

/**
 * Remembers what texts were read as, where the text alone decides: a client sends with the same few addresses again and
 * again. Bounded in number and length, so that nobody fills a host's memory by never repeating.
 */
export class RecentReadings<Reading extends object> {
  private current = new Map<string, Reading>();
  private former = new Map<string, Reading>();

  get(text: string): Reading | undefined {
    const known = this.current.get(text);
    if (known !== undefined) return known;
    const older = this.former.get(text);
    if (older !== undefined) this.keep(text, older);
    return older;
  }

  /** @returns the reading */
  keep(text: string, reading: Reading): Reading {
    if (text.length > LONGEST) return reading;
    if (this.current.size >= MOST) {
      this.former = this.current;
      this.current = new Map();
    }
    this.current.set(text, reading);
    return reading;
  }
}
