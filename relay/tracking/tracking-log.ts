import { LogBehind, type LogLimits } from "../log-files";
import type { DeliveryAttempt, MadeNotification, QueueOperation, ReceivedMessage } from "../watch";
import { AttemptLines } from "./attempt-lines";
import { findTracked, type TrackingQuery } from "./find-tracked";
import { ReceiveLines } from "./receive-line";
import { type TrackedMessage } from "./tracked-message";
import type { TrackingEvent } from "./tracking-event";
import { TRACKING_KIND, trackingLine } from "./tracking-line";

export interface TrackingLogOptions {
  readonly directory: string;
  readonly hostName: string;
  readonly limits: LogLimits;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told when a write fails; the lines are lost, mail goes on. */
  readonly onError: (error: Error) => void;
}

const EMPTY = {
  clientIp: "",
  clientHostname: "",
  serverIp: "",
  serverHostname: "",
  context: "",
  connector: "",
  messageId: "",
  recipients: [],
  statuses: [],
  bytes: null,
  relatedRecipients: [],
  reference: "",
  sender: "",
  info: {},
} as const satisfies Partial<TrackingEvent>;

const OPERATIONS = { hold: "HOLD", release: "RELEASE", retry: "RETRY", delete: "DELETE" } as const;

/**
 * Exchange's message tracking log: what became of every message, written behind those who tell it. The last second of it
 * may be missing after a crash; what is still in the queue, the spool knows.
 */
export class TrackingLog {
  readonly #behind: LogBehind;
  readonly #receiveLines: ReceiveLines;
  readonly #attemptLines = new AttemptLines();
  readonly #options: TrackingLogOptions;
  /** Many messages share a millisecond. */
  #stamp = { at: 0, text: "" };

  constructor(options: TrackingLogOptions) {
    this.#options = options;
    this.#behind = new LogBehind({ ...options, kind: TRACKING_KIND, name: "message tracking log" });
    this.#receiveLines = new ReceiveLines(options.hostName);
  }

  received(received: ReceivedMessage): void {
    this.#behind.add(this.#receiveLines.line(received, this.#now()));
  }

  attempted(attempt: DeliveryAttempt): void {
    for (const line of this.#attemptLines.of(attempt, this.#now())) this.#behind.add(line);
  }

  operated({ operation, queueId, tokenName }: QueueOperation): void {
    this.#add({ ...EMPTY, event: OPERATIONS[operation], source: "ADMIN", queueId, reference: tokenName });
  }

  notified({ queueId, messageId, bytes, recipient, kind, about, aboutRecipients }: MadeNotification): void {
    this.#add({
      ...EMPTY,
      event: "DSN",
      source: "DSN",
      queueId,
      messageId,
      bytes,
      recipients: [recipient],
      relatedRecipients: aboutRecipients,
      reference: about,
      info: { kind },
    });
  }

  /** The messages that are meant, newest first, each with all that is kept of it. */
  async find(query: TrackingQuery): Promise<readonly TrackedMessage[]> {
    await this.#behind.flush();
    return findTracked(await this.#behind.files.pathsSince(query.since ?? 0), query);
  }

  flush(): Promise<void> {
    return this.#behind.flush();
  }

  close(): Promise<void> {
    return this.#behind.close();
  }

  #add(event: Omit<TrackingEvent, "at">): void {
    this.#behind.add(trackingLine({ ...event, at: this.#now() }));
  }

  #now(): string {
    const at = this.#options.clock();
    if (at !== this.#stamp.at) this.#stamp = { at, text: new Date(at).toISOString() };
    return this.#stamp.text;
  }
}
