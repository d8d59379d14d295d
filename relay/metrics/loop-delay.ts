import { monitorEventLoopDelay } from "node:perf_hooks";

/** How late timers fire, seconds. */
export interface LoopDelayQuantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const RESOLUTION_MS = 20;
const WINDOW_MS = 60_000;
/** A window that has just begun says little: until then the one before it speaks. */
const YOUNG_MS = 5_000;

/** Delay of the event loop over the last minute or so. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #timer: NodeJS.Timeout;
  #begun = performance.now();
  #last: LoopDelayQuantiles | undefined;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#turn(), WINDOW_MS).unref();
  }

  get quantiles(): LoopDelayQuantiles {
    const isYoung = performance.now() - this.#begun < YOUNG_MS;
    return isYoung && this.#last !== undefined ? this.#last : this.#now();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #turn(): void {
    this.#last = this.#now();
    this.#histogram.reset();
    this.#begun = performance.now();
  }

  #now(): LoopDelayQuantiles {
    const { count, max } = this.#histogram;
    if (count === 0) return { p50: 0, p99: 0, max: 0 };
    return {
      p50: late(this.#histogram.percentile(50)),
      p99: late(this.#histogram.percentile(99)),
      max: late(max),
    };
  }
}

/** Nanoseconds between two ticks as seconds beyond what they should be. */
function late(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
}
