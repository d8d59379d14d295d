import type { DriftItem, DriftReport } from "../drift-report";
import { whoWords, declaredWords, objectWords, propertyWords, TITLES } from "../drift-words";

/** What a receiver gets for one new drift, by docs/reference/drift-webhook.schema.json. */
export interface WebhookMessage {
  readonly formatVersion: 1;
  readonly event: "drift";
  /** All of it for people: Slack, Mattermost and the like show this, and nothing else. */
  readonly text: string;
  /** RFC 3339, when the drift was found. */
  readonly at: string;
  readonly source: DriftReport["source"];
  readonly host: DriftReport["host"];
  readonly drift: DriftItem;
}

export function webhookMessage(report: DriftReport, drift: DriftItem): WebhookMessage {
  const { at, source, host } = report;
  return { formatVersion: 1, event: "drift", text: messageText(report, drift), at, source, host, drift };
}

const MOST_LINES = 4;

function messageText({ host, source }: DriftReport, item: DriftItem): string {
  const where = source.stack === null ? source.label : source.stack;
  return [
    `Relay drift on ${quoted(host.name)} (${quoted(where)}): ${TITLES[item.kind]} ${quoted(objectWords(item))}`,
    ...item.properties.slice(0, MOST_LINES).map((property) => quoted(propertyWords(property))),
    ...item.changes.slice(0, 1).map((change) => `who: ${quoted(whoWords(change))}`),
    ...item.meaning.slice(0, MOST_LINES).map((line) => `means: ${quoted(line)}`),
    `declared: ${quoted(declaredWords(item))}`,
    `up: ${quoted(item.up.text)}`,
  ].join("\n");
}

// What strangers named must mention nobody and link nowhere: Slack reads <...> and &, the others markup and @names.
function quoted(text: string): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{FFFD}").replaceAll("`", "'");
  return `\`${flat.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\``;
}
