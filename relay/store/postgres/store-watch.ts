import type { OnHealth } from "../config-engine";
import type { StoreHealth } from "../config-store";

export interface StoreWatchParts {
  /** Looks once; rejects when the store does not answer. */
  readonly look: () => Promise<void>;
  /** Milliseconds between looks. */
  readonly interval: number;
  readonly onHealth: OnHealth;
}

/** Looks at the store again and again. What others have written is found at the latest then, and so is that it is gone. */
export class StoreWatch {
  readonly #parts: StoreWatchParts;
  #health: StoreHealth = { ok: true };
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isDirty = false;
  #isClosed = false;

  constructor(parts: StoreWatchParts) {
    this.#parts = parts;
  }

  get health(): StoreHealth {
    return this.#health;
  }

  /** Looks now, or once more after the look that is going on. Never rejects. */
  look(): Promise<void> {
    if (this.#looking !== undefined) {
      this.#isDirty = true;
      return this.#looking;
    }
    this.#looking = this.#lookOnce().finally(() => this.#goOn());
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await this.#parts.look();
      if (!this.#health.ok) this.#become({ ok: true });
    } catch (error) {
      if (this.#health.ok && !this.#isClosed) {
        this.#become({ ok: false, since: Date.now(), reason: (error as Error).message });
      }
    }
  }

  #goOn(): void {
    this.#looking = undefined;
    if (this.#isClosed) return;
    const delay = this.#isDirty ? 0 : this.#parts.interval;
    this.#isDirty = false;
    this.#timer = setTimeout(() => void this.look(), delay);
  }

  #become(health: StoreHealth): void {
    this.#health = health;
    this.#parts.onHealth(health);
  }
}
