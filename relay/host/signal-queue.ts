const STOPPING = ["SIGTERM", "SIGINT"] as const;
const SIGNALS = [...STOPPING, "SIGHUP", "SIGUSR2"] as const;

/** What a running host is told by signals. */
export type HostSignal = (typeof SIGNALS)[number];

/** Signals to this process, one after the other. The first one to stop is the last that is waited for: a second ends it. */
export class SignalQueue {
  readonly #listeners = SIGNALS.map((name) => ({ name, listener: () => this.#take(name) }));
  readonly #queue: HostSignal[] = [];
  #wake: (() => void) | undefined;

  constructor() {
    for (const { name, listener } of this.#listeners) process.on(name, listener);
  }

  /** Waits for the next one. */
  async next(): Promise<HostSignal> {
    for (let signal = this.#queue.shift(); ; signal = this.#queue.shift()) {
      if (signal !== undefined) return signal;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** A signal to stop that came and was not looked at yet. */
  get stop(): HostSignal | undefined {
    return this.#queue.find((signal) => STOPPING.some((stopping) => stopping === signal));
  }

  #take(name: HostSignal): void {
    if (STOPPING.some((stopping) => stopping === name)) this.close();
    this.#queue.push(name);
    this.#wake?.();
  }

  /** Leaves signals to the system again. */
  close(): void {
    for (const { name, listener } of this.#listeners) process.off(name, listener);
  }
}
