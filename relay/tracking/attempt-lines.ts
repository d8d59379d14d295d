import type { RecipientEvent } from "../queue";
import type { DeliveryAttempt } from "../watch";
import type { TrackingEvent, TrackingEventId } from "./tracking-event";
import { trackingLine } from "./tracking-line";

type Told = DeliveryAttempt["recipients"][number];

/** Other events are no attempts. */
const EVENTS: Readonly<Partial<Record<RecipientEvent["type"], TrackingEventId>>> = {
  delivered: "SEND",
  deferred: "DEFER",
  returned: "DEFER",
  failed: "FAIL",
  expired: "HOLD",
  "no-route": "HOLD",
};

/** A line for each thing that the attempt did to recipients. @param at RFC 3339 */
export function attemptLines(attempt: DeliveryAttempt, at: string): readonly string[] {
  const told = attempt.recipients.filter(({ event }) => isTold(event));
  return [...Map.groupBy(told, ({ event }) => event.type)].map(([type, recipients]) =>
    trackingLine(attemptEvent(attempt, { at, event: EVENTS[type] ?? "DEFER", recipients })),
  );
}

/** What was taken back before anything was said (a stop, a stale connection) is no event. */
function isTold(event: RecipientEvent): boolean {
  return EVENTS[event.type] !== undefined && !(event.type === "returned" && event.reply === undefined);
}

interface Group {
  readonly at: string;
  readonly event: TrackingEventId;
  readonly recipients: readonly Told[];
}

function attemptEvent(
  { queueId, connector, nextHop, seconds }: DeliveryAttempt,
  { at, event, recipients }: Group,
): TrackingEvent {
  const replies = recipients.map((told) => replyOf(told.event));
  const areSame = replies.every((reply) => reply === replies[0]);
  return {
    at,
    event,
    source: nextHop === null ? "ROUTING" : "SMTP",
    clientIp: "",
    clientHostname: "",
    serverIp: nextHop ?? "",
    serverHostname: nextHop === null ? "" : nextHop.replace(/:\d+$/, ""),
    context: "",
    connector: connector ?? "",
    queueId,
    messageId: "",
    recipients: recipients.map(({ address }) => address),
    statuses: areSame ? replies.slice(0, 1) : replies,
    bytes: null,
    relatedRecipients: [],
    reference: "",
    sender: "",
    info: infoOf(recipients[0]?.event, seconds),
  };
}

function replyOf(event: RecipientEvent): string {
  return "reply" in event ? (event.reply ?? "") : "";
}

function infoOf(event: RecipientEvent | undefined, seconds: number | null): Readonly<Record<string, string>> {
  return {
    ...(seconds === null ? {} : { seconds: seconds.toFixed(3) }),
    ...(event?.type === "deferred" ? { "next-attempt": new Date(event.nextAttemptAt).toISOString() } : {}),
    ...(event?.type === "returned" ? { "next-attempt": "when the route works" } : {}),
    ...(event?.type === "expired" || event?.type === "no-route" ? { reason: event.type } : {}),
  };
}
