/** Back-off of a route that does not work. Milliseconds. */
export interface RouteBackOff {
  readonly first: number;
  readonly longest: number;
}

export const DEFAULT_ROUTE_BACK_OFF: RouteBackOff = { first: 1_000, longest: 300_000 };

/** Whether one smart host is worth a connection. Faults hold the host, never the mail's attempts. */
export class HostHealth {
  readonly #backOff: RouteBackOff;
  #faults = 0;
  #heldUntil = 0;
  #lastFault: string | null = null;

  constructor(backOff: RouteBackOff) {
    this.#backOff = backOff;
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
    this.#heldUntil = now + Math.min(this.#backOff.first * 2 ** Math.min(this.#faults, 30), this.#backOff.longest);
    this.#faults++;
  }

  works(): void {
    this.#faults = 0;
    this.#heldUntil = 0;
    this.#lastFault = null;
  }
}
