import type { DriftItem, DriftReport } from "../drift-report";
import type { Delivered } from "./deliver";
import type { ToldDrift } from "./told-drift";
import { webhookMessage } from "./webhook-message";

export interface TellerParts {
  readonly told: ToldDrift;
  /** Posts one message, retries included. Never throws. */
  readonly post: (message: object, key: string) => Promise<Delivered>;
  /** For whoever reads the log. */
  readonly note: (line: string) => void;
}

// A host on which everything changed at once is one message's worth of news, not ten thousand.
const MOST_WAITING = 500;

/**
 * Tells each new drift once, in the order found, beside the loop that finds them. What could not be told is new again in
 * the next round.
 */
export class Teller {
  private readonly waiting = new Map<string, () => Promise<void>>();
  private working: Promise<void> | undefined;

  constructor(private readonly parts: TellerParts) {}

  /** Takes a round's report; returns at once what of it is new. */
  take(report: DriftReport): readonly DriftItem[] {
    const { told, note } = this.parts;
    told.keep(new Set(report.drift.map(({ fingerprint }) => fingerprint)));
    const fresh = report.drift.filter(({ fingerprint }) => !told.has(fingerprint) && !this.waiting.has(fingerprint));
    const room = Math.max(0, MOST_WAITING - this.waiting.size);
    for (const item of fresh.slice(0, room)) this.waiting.set(item.fingerprint, () => this.tell(report, item));
    if (fresh.length > room) note(`${fresh.length - room} more drifts wait for the next round.`);
    this.start();
    return fresh.slice(0, room);
  }

  /** Waits until everything taken so far is told, or given up. */
  async settled(): Promise<void> {
    while (this.working !== undefined) await this.working;
  }

  private start(): void {
    if (this.waiting.size === 0) return;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      // What came after the last was told.
      this.start();
    });
  }

  private async work(): Promise<void> {
    for (const [fingerprint, tell] of this.waiting) {
      await tell();
      this.waiting.delete(fingerprint);
    }
  }

  private async tell(report: DriftReport, item: DriftItem): Promise<void> {
    const { told, post, note } = this.parts;
    const outcome = await post(webhookMessage(report, item), `${item.fingerprint}-${report.at}`);
    const what = `${item.object.kind} "${item.object.name}"`;
    if (!outcome.ok) return note(`The webhook was not told of ${what}: ${outcome.why}.`);
    try {
      told.add(item.fingerprint);
    } catch (error) {
      note(`That ${what} was told could not be remembered: ${(error as Error).message}.`);
    }
  }
}
