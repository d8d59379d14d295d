import type { components } from "../../client";
import { plural } from "./plural";
import { printable } from "./printable";
import { messageText } from "./queue-text";
import { indent, textPairs } from "./text-table";

export type TracedMessage = components["schemas"]["TracedMessage"];
type Event = TracedMessage["events"][number];

const NOTHING =
  "Nothing is known of such a message. It was refused (see relayctl explain --ref), came to another host, or is older\n" +
  "than the message tracking log.";

/** Messages' lives, each from its client to where it is now. */
export function traceText(items: readonly TracedMessage[]): string {
  return items.length === 0 ? NOTHING : items.map(lifeText).join("\n\n");
}

function lifeText({ queueId, events, queued }: TracedMessage): string {
  const [begin] = events;
  const head = begin === undefined ? "" : `\n${indent(textPairs(openingPairs(begin)))}`;
  const lines = events.map(eventText).join("\n");
  return [`message ${queueId}${head}`, indent(lines), indent(nowText(events, queued))]
    .filter((part) => part.trim() !== "")
    .join("\n");
}

function openingPairs(event: Event): readonly (readonly [string, string])[] {
  const { info, recipients } = event;
  if (event.event === "DSN") {
    return [["notification", `${event.messageId} about message ${event.reference}, to <${recipients[0] ?? ""}>`]];
  }
  if (event.event !== "RECEIVE") return [];
  return [
    ["Message-ID", event.messageId],
    ["from", `<${event.sender}>`],
    ["to", recipientsText(recipients)],
    ["size", `${event.bytes ?? 0} bytes`],
    ["client", `${event.clientIp}, HELO ${event.clientHostname}, ${info["tls"] === "yes" ? "TLS" : "no TLS"}`],
    ["session", `${event.context} at ${event.serverIp}`],
    ["connector", event.connector],
    ["as", `${info["principal"] ?? ""} (${info["auth-as"] ?? ""}, ${info["mechanism"] ?? "none"})`],
    ["rights", `${info["rights"] ?? ""}, by revision ${info["revision"] ?? "?"}`],
  ];
}

const MOST_NAMED = 5;

function recipientsText(addresses: readonly string[]): string {
  const named = addresses.slice(0, MOST_NAMED).map((address) => `<${address}>`);
  const rest = addresses.length - named.length;
  return rest > 0 ? `${named.join(", ")} and ${plural(rest, "other")}` : named.join(", ");
}

/** What is said of each event, behind its time. */
const WORDS: Readonly<Record<Event["event"], (event: Event) => string>> = {
  RECEIVE: ({ recipients }) => `accepted for ${plural(recipients.length, "recipient")}, durable`,
  SEND: (event) => `delivered to ${recipientsText(event.recipients)} ${hopText(event)}`,
  DEFER: (event) =>
    `put off: ${recipientsText(event.recipients)} ${hopText(event)}, next attempt ${event.info["next-attempt"] ?? "later"}`,
  FAIL: (event) => {
    const why = event.info["reason"] === "expired" ? "waited too long" : "refused for good";
    return `${why}: ${recipientsText(event.recipients)} ${hopText(event)}`;
  },
  HOLD: (event) =>
    event.source === "ADMIN"
      ? `held by an operator with token ${event.reference}`
      : `held (${event.info["reason"] ?? ""}): ${recipientsText(event.recipients)}${repliesText(event)}`,
  DSN: ({ info, queueId, relatedRecipients, recipients }) =>
    `notification ${queueId} (${info["kind"] ?? ""}) about ${recipientsText(relatedRecipients)} made for ${recipientsText(recipients)}`,
  RELEASE: ({ reference }) => `released by an operator with token ${reference}`,
  RETRY: ({ reference }) => `made due by an operator with token ${reference}`,
  DELETE: ({ reference }) => `deleted undelivered by an operator with token ${reference}`,
};

function eventText(event: Event): string {
  return printable(`${event.at}  ${WORDS[event.event](event)}`);
}

function hopText(event: Event): string {
  const { serverIp, connector, info } = event;
  const took = info["seconds"] === undefined ? "" : ` in ${info["seconds"]} s`;
  const by = connector === "" ? "" : ` through ${connector}`;
  return `${serverIp === "" ? "" : `at ${serverIp}`}${by}${took}${repliesText(event)}`.trim();
}

function repliesText({ statuses }: Event): string {
  return statuses.length === 0 ? "" : `: ${statuses.join(" / ")}`;
}

function nowText(events: readonly Event[], queued: TracedMessage["queued"]): string {
  if (queued !== null) return `now: in the queue\n${indent(messageText(queued))}`;
  if (events.some(({ event }) => event === "DELETE")) return "now: deleted";
  return "now: no longer in the queue";
}
