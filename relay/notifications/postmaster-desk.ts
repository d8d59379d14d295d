import type { ToldRecipient } from "../delivery";
import type { Clock, EventLog } from "../spool";
import type { NoticeWriter } from "./notice-writer";
import { postmasterMessage, type Undeliverable } from "./postmaster-news";

export interface PostmasterDeskParts {
  readonly writer: NoticeWriter;
  readonly hostname: string;
  readonly postmaster: () => string | null;
  readonly nextId: () => string;
  readonly clock: Clock;
  readonly log: EventLog;
}

// One message for all of a flood. Milliseconds.
const APART = 15 * 60_000;
const MOST_LISTED = 20;
const ALARM_LIFE = 24 * 3_600_000;
// Recipients that are remembered as told of; older ones are forgotten.
const MOST_KNOWN = 10_000;

/** Tells the postmaster of mail that nobody else can be told of: at once, then at most every quarter of an hour. */
export class PostmasterDesk {
  readonly #parts: PostmasterDeskParts;
  #waiting: Undeliverable[] = [];
  #others = 0;
  #last = -Infinity;
  #lastSeen = -Infinity;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #sent: Promise<void> = Promise.resolve();
  /** Recipients without a route. */
  readonly #known = new Set<string>();

  constructor(parts: PostmasterDeskParts) {
    this.#parts = parts;
  }

  tell({ queueId, recipients: all }: Undeliverable): void {
    const recipients = all.filter((recipient) => this.#isNews(queueId, recipient));
    if (recipients.length > 0) this.#tellNews({ queueId, recipients });
  }

  /** Routes are looked up again and again: whoever has none still is no news. */
  #isNews(queueId: string, { recipientId, event }: ToldRecipient): boolean {
    if (event.type !== "no-route") return true;
    const recipient = `${queueId} ${recipientId}`;
    if (this.#known.has(recipient)) return false;
    this.#known.add(recipient);
    for (const oldest of this.#known) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
    return true;
  }

  #tellNews(undeliverable: Undeliverable): void {
    const { clock, log, postmaster } = this.#parts;
    const now = clock.now();
    this.#count++;
    this.#lastSeen = now;
    const { queueId, recipients } = undeliverable;
    const addresses = recipients.map(({ address }) => address);
    log.error({ queueId, recipients: addresses }, "a notification cannot be delivered: it is held");
    // Mail to the postmaster that fails is not told to the postmaster.
    const to = postmaster();
    if (to === null || addresses.every((address) => address === to)) return;
    if (this.#waiting.length < MOST_LISTED) this.#waiting.push(undeliverable);
    else this.#others++;
    const send = () => {
      this.#sent = this.#send();
    };
    this.#timer ??= setTimeout(send, Math.max(this.#last + APART - now, 0)).unref();
  }

  alarms(): readonly string[] {
    if (this.#parts.clock.now() - this.#lastSeen > ALARM_LIFE) return [];
    return [
      `${this.#count} messages of the null sender could not be delivered since the start: see relayctl queue list --state held.`,
    ];
  }

  /** Tells what has waited for company. Resolves when that is on stable storage, or could not be. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sent;
    if (this.#waiting.length > 0) await this.#send();
  }

  async #send(): Promise<void> {
    const { writer, hostname, postmaster, nextId, clock, log } = this.#parts;
    this.#timer = undefined;
    const [undeliverable, others, to, now] = [this.#waiting, this.#others, postmaster(), clock.now()];
    this.#waiting = [];
    this.#others = 0;
    this.#last = now;
    if (to === null) return;
    const queueId = nextId();
    try {
      await writer.writeText(
        { queueId, to, now },
        postmasterMessage({ queueId, hostname, to, now, undeliverable, others }),
      );
    } catch (error) {
      log.error({ error: (error as Error).message }, "the postmaster could not be told of held notifications");
    }
  }
}
