/** References that may be given out: a flood must neither fill the disk nor push out what somebody may still ask for. */
const BURST = 1000;
const PER_SECOND = 20;
const PER_CLIENT_A_MINUTE = 60;
/** Clients that are counted one by one at a time. */
const MOST_CLIENTS = 10_000;

const MINUTE = 60_000;

/** Allows so many references in all, and so many to each client. */
export class RefusalAllowance {
  private left = BURST;
  private filledAt: number;
  private minute = 0;
  private readonly clients = new Map<string, number>();

  /** @param now Epoch milliseconds */
  constructor(now: number) {
    this.filledAt = now;
  }

  /** Takes one, if there is one. */
  take(client: string, now: number): boolean {
    this.fill(now);
    const taken = this.clients.get(client) ?? 0;
    if (this.left < 1 || taken >= PER_CLIENT_A_MINUTE) return false;
    if (taken === 0 && this.clients.size >= MOST_CLIENTS) return false;
    this.left -= 1;
    this.clients.set(client, taken + 1);
    return true;
  }

  private fill(now: number): void {
    this.left = Math.min(BURST, this.left + (Math.max(0, now - this.filledAt) / 1000) * PER_SECOND);
    this.filledAt = now;
    const minute = Math.floor(now / MINUTE);
    if (minute === this.minute) return;
    this.minute = minute;
    this.clients.clear();
  }
}
