import { internetDate } from "../../model";
import type { ToldRecipient } from "../delivery";
import { plainLine } from "./plain-line";

/** A message of the null sender that could not be delivered. */
export interface Undeliverable {
  readonly queueId: string;
  readonly recipients: readonly ToldRecipient[];
}

export interface PostmasterMessage {
  readonly queueId: string;
  readonly hostname: string;
  readonly to: string;
  readonly now: number;
  readonly undeliverable: readonly Undeliverable[];
  /** Further ones that are only counted. */
  readonly others: number;
}

/** What the postmaster is told of notifications that nobody takes: plain text, no notification itself. */
export function postmasterMessage(message: PostmasterMessage): string {
  const { queueId, hostname, to, now, undeliverable, others } = message;
  const count = undeliverable.length + others;
  const lines = [
    `Received: by ${hostname} (notification)`,
    `\tid ${queueId}; ${internetDate(now)}`,
    `From: "Mail Delivery System" <${to}>`,
    `To: <${to}>`,
    `Subject: ${count} undeliverable ${count === 1 ? "notification" : "notifications"} held at ${hostname}`,
    `Date: ${internetDate(now)}`,
    `Message-ID: <${queueId}@${hostname}>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    `This is the mail system of ${hostname}.`,
    "",
    "Mail of the null sender could not be delivered. Nobody can be told of it but you:",
    "it is held until you retry or delete it (relayctl queue show ID).",
    "",
    ...undeliverable.flatMap(entryLines),
    ...(others > 0 ? [`${others} more: relayctl queue list --state held`] : []),
    "",
  ];
  return lines.join("\r\n");
}

function entryLines({ queueId, recipients }: Undeliverable): readonly string[] {
  return [
    queueId,
    ...recipients.flatMap(({ address, event }) => [
      `   <${plainLine(address, "ascii")}>`,
      ...("reply" in event ? [`      ${plainLine(event.reply ?? "", "ascii")}`] : []),
    ]),
    "",
  ];
}
