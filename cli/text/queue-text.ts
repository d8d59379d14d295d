import type { components } from "../../client";
import { plural } from "./plural";
import { indent, textPairs, textTable } from "./text-table";
import { durationText } from "./time-text";

export type QueuedMessage = components["schemas"]["QueuedMessage"];
type Recipient = QueuedMessage["recipients"][number];

/** The queue as a table, one message a line. `now` is epoch milliseconds. */
export function queueText(items: readonly QueuedMessage[], now: number): string {
  if (items.length === 0) return "No message waits.";
  const rows = items.map((message) => [
    message.queueId,
    durationText((now - Date.parse(message.receivedAt)) / 1000),
    message.size.toString(),
    senderText(message.sender),
    addressesText(message.recipients),
    statesText(message.recipients),
  ]);
  return textTable(["ID", "AGE", "BYTES", "FROM", "TO", "STATE"], rows);
}

/** One message with each recipient's story. */
export function messageText(message: QueuedMessage): string {
  const { origin } = message;
  const head = textPairs([
    ["message", message.queueId],
    ["from", senderText(message.sender)],
    ["size", `${message.size} bytes`],
    ["received", message.receivedAt],
    ["by", `${origin.connectorName} (${origin.connectorId})`],
    ["client", `${origin.clientAddress}, HELO ${origin.helo}, ${origin.tls ? "TLS" : "no TLS"}`],
    ["as", `${origin.principal} (${origin.authAs})`],
  ]);
  return [head, "", ...message.recipients.map(recipientText)].join("\n");
}

function recipientText(recipient: Recipient): string {
  const { address, state, holdReason, attempts, nextAttemptAt, lastReply, notification } = recipient;
  const facts: (readonly [string, string])[] = [
    ["state", holdReason === null ? (STATES[state] ?? state) : `${state}: ${HOLD_REASONS[holdReason] ?? holdReason}`],
    ["attempts", attempts.toString()],
  ];
  if (nextAttemptAt !== null) facts.push(["next", nextAttemptAt]);
  if (lastReply !== null) facts.push(["reply", lastReply]);
  if (notification !== undefined) facts.push(["told by", `notification ${notification}`]);
  return `${textPairs([["to", `<${address}>`]])}\n${indent(textPairs(facts))}`;
}

const STATES: Readonly<Record<string, string>> = {
  bounced: "bounced: given up, retry or release sends it after all",
};

const HOLD_REASONS: Readonly<Record<string, string>> = {
  operator: "an operator holds it",
  "no-route": "no send connector takes its domain",
  failed: "the smart host refused it for good",
  expired: "it could not be delivered in time",
};

function senderText(sender: string): string {
  return `<${sender}>`;
}

function addressesText(recipients: readonly Recipient[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "nobody";
  return others.length === 0 ? `<${first.address}>` : `<${first.address}> and ${plural(others.length, "other")}`;
}

function statesText(recipients: readonly Recipient[]): string {
  const states = recipients.map(({ state, holdReason }) => (holdReason === null ? state : `${state} (${holdReason})`));
  return [...new Set(states)].join(", ");
}
