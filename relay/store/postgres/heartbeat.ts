import type { Reader } from "../config-engine";
import type { HostRecord } from "../config-store";
import { type HostNote, noteHost, readHosts } from "./host-table";

/** Milliseconds between two signs of life. */
const INTERVAL = 2_000;

export interface HeartbeatParts {
  readonly host: Omit<HostNote, "revision">;
  readonly read: <Answer>(work: (db: Reader) => Promise<Answer>) => Promise<Answer>;
}

/** Tells the other hosts of this one, and knows what they told last. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #revision = 0;
  #hosts: readonly HostRecord[] = [];
  #at = 0;
  #isDue = true;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  /** As they were seen last: who asks does not wait for a database that is away. */
  get hosts(): readonly HostRecord[] {
    const since = Math.round(performance.now() - this.#at);
    return this.#hosts.map((record) => ({ ...record, silentMs: record.silentMs + since }));
  }

  /** Answers whether that is new. */
  enforces(revision: number): boolean {
    if (revision === this.#revision) return false;
    this.#revision = revision;
    this.#isDue = true;
    return true;
  }

  /** When it is time. @throws StoreError */
  async beat(): Promise<void> {
    if (!this.#isDue && performance.now() - this.#at < INTERVAL) return;
    const { host, read } = this.#parts;
    this.#isDue = false;
    await read((db) => noteHost(db, { ...host, revision: this.#revision }));
    this.#hosts = await read(readHosts);
    this.#at = performance.now();
  }
}
