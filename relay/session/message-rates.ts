const MINUTE = 60_000;
/** Sources that are remembered of a minute; beyond it the ones that began first are forgotten. */
const MOST_SOURCES = 100_000;

type Counts = Map<string, number>;

/**
 * Messages of a source within the minute before, as a sliding window over two counted minutes: the share of the former
 * one that is still within sixty seconds, and this one. Holds two minutes of sources and nothing longer.
 */
export class MessageRates {
  private minute = 0;
  private current: Counts = new Map();
  private former: Counts = new Map();

  /** Counts one message. `source` tells sources of one connector apart; `at` is epoch milliseconds. */
  count(connectorId: string, source: string, at: number): void {
    this.turn(at);
    const key = keyOf(connectorId, source);
    const count = this.current.get(key) ?? 0;
    if (count === 0 && this.current.size >= MOST_SOURCES) this.forgetFirst();
    this.current.set(key, count + 1);
  }

  /** Rounded down, so that a limit lets as many messages through as it says. */
  within(connectorId: string, source: string, at: number): number {
    this.turn(at);
    const key = keyOf(connectorId, source);
    const share = 1 - (Math.max(at, this.minute * MINUTE) - this.minute * MINUTE) / MINUTE;
    return Math.floor((this.former.get(key) ?? 0) * share) + (this.current.get(key) ?? 0);
  }

  // A clock that jumps back changes nothing until it catches up.
  private turn(at: number): void {
    const minute = Math.floor(at / MINUTE);
    if (minute <= this.minute) return;
    this.former = minute === this.minute + 1 ? this.current : new Map<string, number>();
    this.current = new Map();
    this.minute = minute;
  }

  private forgetFirst(): void {
    for (const key of this.current.keys()) {
      this.current.delete(key);
      return;
    }
  }
}

function keyOf(connectorId: string, source: string): string {
  return `${connectorId} ${source}`;
}
