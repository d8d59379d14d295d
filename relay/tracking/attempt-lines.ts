import type { RecipientEvent } from "../queue";
import type { DeliveryAttempt } from "../watch";
import type { TrackingEventId } from "./tracking-event";
import { listField, openingOf, trackingLineOf } from "./tracking-line";

type Told = DeliveryAttempt["recipients"][number];

/** Other events are no attempts. */
const EVENTS: Readonly<Partial<Record<RecipientEvent["type"], TrackingEventId>>> = {
  delivered: "SEND",
  deferred: "DEFER",
  returned: "DEFER",
  failed: "FAIL",
  bounced: "FAIL",
  expired: "FAIL",
  "no-route": "HOLD",
};

/** Makes the lines of attempts: what those to one next hop share is made once. */
export class AttemptLines {
  readonly #openings = new Map<string, string>();

  /** A line for each thing that the attempt did to recipients. @param at RFC 3339 */
  of(attempt: DeliveryAttempt, at: string): readonly string[] {
    const [first, ...others] = attempt.recipients;
    if (first === undefined) return [];
    // Nearly every message has one recipient.
    if (others.length === 0) return isTold(first.event) ? [this.#line(attempt, at, attempt.recipients)] : [];
    const told = attempt.recipients.filter(({ event }) => isTold(event));
    return [...Map.groupBy(told, ({ event }) => event.type).values()].map((group) => this.#line(attempt, at, group));
  }

  #line(attempt: DeliveryAttempt, at: string, recipients: readonly Told[]): string {
    const { queueId, seconds } = attempt;
    const addresses = recipients.map(({ address }) => address);
    const event = recipients[0]?.event;
    return trackingLineOf(
      {
        at,
        event: (event === undefined ? undefined : EVENTS[event.type]) ?? "DEFER",
        queueId,
        messageId: "",
        bytes: null,
        reference: "",
        sender: "",
        recipients: addresses,
        relatedRecipients: [],
      },
      {
        opening: this.#opening(attempt),
        recipients: listField(addresses),
        statuses: listField(statusesOf(recipients)),
        info: infoOf(event, seconds),
      },
    );
  }

  #opening({ nextHop, connector }: DeliveryAttempt): string {
    const key = `${connector} ${nextHop}`;
    const known = this.#openings.get(key);
    if (known !== undefined) return known;
    const opening = openingOf({
      clientIp: "",
      clientHostname: "",
      serverIp: nextHop ?? "",
      serverHostname: nextHop === null ? "" : nextHop.replace(/:\d+$/, ""),
      context: "",
      connector: connector ?? "",
      source: nextHop === null ? "ROUTING" : "SMTP",
    });
    // Whoever sends to the Internet meets thousands of hosts.
    if (this.#openings.size >= MOST_OPENINGS) this.#openings.clear();
    this.#openings.set(key, `${opening},`);
    return `${opening},`;
  }
}

const MOST_OPENINGS = 1_000;

/** Replies by recipient; one, where all are the same. */
function statusesOf(recipients: readonly Told[]): readonly string[] {
  const replies = recipients.map(({ event }) => replyOf(event));
  return replies.every((reply) => reply === replies[0]) ? replies.slice(0, 1) : replies;
}

/** What was taken back before anything was said (a stop, a stale connection) is no event. */
function isTold(event: RecipientEvent): boolean {
  return EVENTS[event.type] !== undefined && !(event.type === "returned" && event.reply === undefined);
}

function replyOf(event: RecipientEvent): string {
  return "reply" in event ? (event.reply ?? "").slice(0, LONGEST_REPLY) : "";
}

const LONGEST_REPLY = 512;

/** `key=value` pairs of fixed words, numbers and times: nothing in them needs quotes. */
function infoOf(event: RecipientEvent | undefined, seconds: number | null): string {
  const facts = seconds === null ? [] : [`seconds=${seconds.toFixed(3)}`];
  if (event?.type === "deferred") facts.push(`next-attempt=${new Date(event.nextAttemptAt).toISOString()}`);
  if (event?.type === "returned") facts.push("next-attempt=when the route works");
  if (event?.type === "expired" || event?.type === "no-route") facts.push(`reason=${event.type}`);
  return facts.join("|");
}
