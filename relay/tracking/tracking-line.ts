import { csvField, csvFields, type LogKind } from "../log-files";
import { TRACKING_EVENTS, type TrackingEvent, type TrackingEventId } from "./tracking-event";

/** The fields of a line, in order: Exchange's names, as far as this host has something to say there. */
export const TRACKING_FIELDS = {
  "date-time": "RFC 3339, UTC.",
  "client-ip": "Address of the client at RECEIVE.",
  "client-hostname": "Its name in EHLO.",
  "server-ip": "The listener's `address:port` at RECEIVE; the next hop's `host:port` at SEND, DEFER and FAIL.",
  "server-hostname": "This host's name at RECEIVE; the next hop's at SEND, DEFER and FAIL.",
  "source-context": "Session id at RECEIVE, the same as in the protocol log; the next hop's last reply at an attempt.",
  "connector-id": "`host\\connector` that took the message; name of the send connector of an attempt.",
  source: "SMTP, ROUTING, DSN or ADMIN: which part of the host it happened in.",
  "event-id": "What happened, see below.",
  "internal-message-id": "Queue id, the same on every line about a message.",
  "message-id": "Message-ID field, at RECEIVE and DSN.",
  "recipient-address": "Envelope addresses it happened to, separated by `;`.",
  "recipient-status": "Replies, one a recipient, separated by `;`; one alone is everybody's.",
  "total-bytes": "Size as received, at RECEIVE and DSN.",
  "recipient-count": "How many recipients it happened to.",
  "related-recipient-address": "Recipients that a DSN speaks of.",
  reference: "Queue id that a DSN speaks of; name of the token that an operator used.",
  "sender-address": "Envelope sender at RECEIVE; empty for the null sender.",
  "message-info": "`key=value` pairs separated by `|`.",
} as const;

export const TRACKING_KIND: LogKind = {
  prefix: "MSGTRK",
  type: "Message Tracking Log",
  fields: Object.keys(TRACKING_FIELDS),
  // It says who writes to whom.
  mode: 0o600,
};

// A message may have thousands of recipients; a line of the log is read whole.
const LONGEST_LIST = 64 * 1024;
const LONGEST_REPLY = 512;

/** One line, with its end. */
export function trackingLine(event: TrackingEvent): string {
  const { recipients, statuses, info } = event;
  return trackingLineOf(event, {
    opening: `${openingOf(event)},`,
    recipients: listField(recipients),
    statuses: listField(statuses.map((status) => status.slice(0, LONGEST_REPLY))),
    info: csvField(infoText(info)),
  });
}

/** What the lines of a session, or to one next hop, have in common: everything up to the event. */
export function openingOf(
  facts: Pick<
    TrackingEvent,
    "clientIp" | "clientHostname" | "serverIp" | "serverHostname" | "context" | "connector" | "source"
  >,
): string {
  const { clientIp, clientHostname, serverIp, serverHostname, context, connector, source } = facts;
  return [clientIp, clientHostname, serverIp, serverHostname, context, connector, source]
    .map((text) => csvField(text))
    .join(",");
}

export function infoText(info: Readonly<Record<string, string>>): string {
  return Object.entries(info)
    .map(([key, value]) => `${key}=${value.replaceAll("|", "/")}`)
    .join("|");
}

/** Addresses or replies as one field. A semicolon inside one, which ends it, is written as a comma. */
export function listField(texts: readonly string[]): string {
  const [first = ""] = texts;
  const text = texts.length <= 1 ? first.replaceAll(";", ",") : texts.map((one) => one.replaceAll(";", ",")).join(";");
  return csvField(text, LONGEST_LIST);
}

/** The parts of a line that are made ready, or made before. */
export interface TrackingParts {
  /** Ends with a comma. */
  readonly opening: string;
  readonly recipients: string;
  readonly statuses: string;
  readonly info: string;
}

type LineFacts = Pick<TrackingEvent, "at" | "event" | "queueId" | "messageId" | "bytes" | "reference" | "sender"> & {
  readonly recipients: readonly string[];
  readonly relatedRecipients: readonly string[];
};

export function trackingLineOf(facts: LineFacts, { opening, recipients, statuses, info }: TrackingParts): string {
  const { at, event, queueId, messageId, bytes, reference, sender } = facts;
  const related = facts.relatedRecipients.length === 0 ? "" : listField(facts.relatedRecipients);
  return (
    `${at},${opening}${event},${queueId},${csvField(messageId)},${recipients},${statuses},${bytes ?? ""},` +
    `${facts.recipients.length},${related},${csvField(reference)},${csvField(sender)},${info}\r\n`
  );
}

/** The event of a line; undefined when it is none, or was cut off. */
export function readTrackingLine(line: string): TrackingEvent | undefined {
  const fields = csvFields(line.trimEnd());
  const event = fields[8] ?? "";
  if (fields.length !== TRACKING_KIND.fields.length || !isEvent(event)) return undefined;
  const field = (index: number) => fields[index] ?? "";
  return {
    at: field(0),
    clientIp: field(1),
    clientHostname: field(2),
    serverIp: field(3),
    serverHostname: field(4),
    context: field(5),
    connector: field(6),
    source: field(7) as TrackingEvent["source"],
    event,
    queueId: field(9),
    messageId: field(10),
    recipients: readList(field(11)),
    statuses: readList(field(12)),
    bytes: field(13) === "" ? null : Number(field(13)),
    relatedRecipients: readList(field(15)),
    reference: field(16),
    sender: field(17),
    info: readInfo(field(18)),
  };
}

function isEvent(text: string): text is TrackingEventId {
  return Object.hasOwn(TRACKING_EVENTS, text);
}

function readList(text: string): readonly string[] {
  return text === "" ? [] : text.split(";");
}

function readInfo(text: string): Readonly<Record<string, string>> {
  const pairs = text.split("|").filter((pair) => pair.includes("="));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
