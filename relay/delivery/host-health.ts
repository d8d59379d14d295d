import { type SendConnectorSettings, timeSpanSeconds } from "../../model";
import { spread } from "../queue";

/** Back-off of a route that does not work. Milliseconds. */
export interface RouteBackOff {
  /** Each further wait is twice as long, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** Waits of `longest` before those of `later`. Absent: all of them. */
  readonly count?: number;
  readonly later?: number;
}

const FIRST_WAIT = 1_000;

type RetrySettings = Pick<
  SendConnectorSettings,
  "transientFailureRetryInterval" | "transientFailureRetryCount" | "outboundConnectionFailureRetryInterval"
>;

/** TransientFailureRetryInterval, TransientFailureRetryCount and OutboundConnectionFailureRetryInterval. */
export function backOffOf(settings: RetrySettings): RouteBackOff {
  const longest = timeSpanSeconds(settings.transientFailureRetryInterval) * 1_000;
  return {
    first: Math.min(FIRST_WAIT, longest),
    longest,
    count: settings.transientFailureRetryCount,
    later: timeSpanSeconds(settings.outboundConnectionFailureRetryInterval) * 1_000,
  };
}

/** Whether one smart host is worth a connection. Faults hold the host, never the mail's attempts. */
export class HostHealth {
  readonly #backOff: RouteBackOff;
  readonly #random: () => number;
  #faults = 0;
  #heldUntil = 0;
  #lastFault: string | null = null;

  /** @param random In [0, 1): hosts that failed together are not tried together. */
  constructor(backOff: RouteBackOff, random: () => number) {
    this.#backOff = backOff;
    this.#random = random;
  }

  /** After a fault only one connection at a time finds out whether it is over. */
  get suspect(): boolean {
    return this.#faults > 0;
  }

  /** Epoch milliseconds until which nothing is tried. */
  get heldUntil(): number {
    return this.#heldUntil;
  }

  get lastFault(): string | null {
    return this.#lastFault;
  }

  isHeld(now: number): boolean {
    return now < this.#heldUntil;
  }

  /** Connections that fail together are one fault. */
  fault(now: number, reply: string): void {
    this.#lastFault = reply;
    if (this.isHeld(now)) return;
    this.#heldUntil = now + spread(this.#wait(), this.#random());
    this.#faults++;
  }

  works(): void {
    this.#faults = 0;
    this.#heldUntil = 0;
    this.#lastFault = null;
  }

  #wait(): number {
    const { first, longest, count = Infinity, later = longest } = this.#backOff;
    const doublings = Math.ceil(Math.log2(longest / first));
    if (this.#faults < doublings) return first * 2 ** this.#faults;
    return this.#faults - doublings < count ? longest : later;
  }
}
