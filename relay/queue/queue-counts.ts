import type { HoldReason, RecipientStatus } from "./recipient-status";

/** How many recipients are in which state, and how many messages there are. */
export interface QueueCounts {
  readonly messages: number;
  readonly queued: number;
  readonly leased: number;
  readonly held: Readonly<Record<HoldReason, number>>;
}

/** Keeps {@link QueueCounts} while recipients come, change and go: reading them never walks the queue. */
export class QueueCounter {
  #messages = 0;
  readonly #states = { queued: 0, leased: 0, held: 0, delivered: 0, bounced: 0 };
  readonly #held: Record<HoldReason, number> = { operator: 0, "no-route": 0, failed: 0, expired: 0 };

  countMessage(step: 1 | -1): void {
    this.#messages += step;
  }

  countRecipient(status: RecipientStatus, step: 1 | -1): void {
    this.#states[status.state] += step;
    if (status.state === "held" && status.holdReason !== null) this.#held[status.holdReason] += step;
  }

  get counts(): QueueCounts {
    const { queued, leased } = this.#states;
    return { messages: this.#messages, queued, leased, held: { ...this.#held } };
  }
}
