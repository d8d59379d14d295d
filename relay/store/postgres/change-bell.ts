import { Client, type ClientConfig } from "pg";

/** Channel on which hosts tell each other that something was committed. */
export const CHANGES_CHANNEL = "relay_config";

/** Milliseconds. */
const RECONNECT_DELAY = 1_000;

/** Rings when another host has committed something. A lost ring only delays: the store is looked at anyway. */
export class ChangeBell {
  readonly #config: ClientConfig;
  readonly #onRing: () => void;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(config: ClientConfig, onRing: () => void) {
    this.#config = config;
    this.#onRing = onRing;
  }

  /** Never rejects: it tries again until it is closed. */
  async start(): Promise<void> {
    const client = new Client(this.#config);
    this.#client = client;
    client.on("error", () => this.#startLater(client));
    client.on("end", () => this.#startLater(client));
    client.on("notification", this.#onRing);
    try {
      await client.connect();
      await client.query(`listen ${CHANGES_CHANNEL}`);
    } catch {
      this.#startLater(client);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #startLater(client: Client): void {
    if (this.#isClosed || client !== this.#client) return;
    this.#client = undefined;
    void client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), RECONNECT_DELAY);
  }
}
