import { Client, type ClientConfig } from "pg";
import type { EventLog } from "../spool";
import { CHANGES_CHANNEL } from "./spool-schema";

export interface ChangeFeedParts {
  readonly connection: ClientConfig;
  readonly log: EventLog;
  readonly onChange: (queueId: string) => void;
  /** News is heard from now on; what came before may have been missed. */
  readonly onListening: () => void;
}

// Milliseconds.
const RECONNECT_DELAY = 1_000;

/** What operators do on other hosts, as it happens. */
export class ChangeFeed {
  readonly #parts: ChangeFeedParts;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: ChangeFeedParts) {
    this.#parts = parts;
  }

  /** Never rejects: it tries again until it is closed. */
  async start(): Promise<void> {
    const client = new Client({ ...this.#parts.connection, application_name: "relay spool feed" });
    this.#client = client;
    client.on("error", () => this.#startLater(client));
    client.on("end", () => this.#startLater(client));
    client.on("notification", ({ payload }) => {
      if (payload !== undefined && payload !== "") this.#parts.onChange(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANGES_CHANNEL}`);
      this.#parts.onListening();
    } catch (error) {
      this.#parts.log.warn({ error: (error as Error).message }, "news of the shared queue cannot be had just now");
      this.#startLater(client);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #startLater(client: Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    void client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), RECONNECT_DELAY).unref();
  }
}
