import { explainStatus, internetDate, type NoticeAction } from "../../model";
import { plainLine } from "./plain-line";
import type { Notice, NoticeRecipient } from "./notice";

/** What the reader knows the message by. */
export interface AboutMessage {
  /** Subject as it stood there; null: none, or none that can be shown. */
  readonly subject: string | null;
  /** Whether the message comes with the notification, or its header alone. */
  readonly enclosed: "message" | "header";
}

/** The part of a notification that is for people. Lines end in CRLF. */
export function noticeText(notice: Notice, { subject, enclosed }: AboutMessage): string {
  const { action, hostname, postmaster, about, recipients } = notice;
  const facts = [
    ...(subject === null ? [] : [`Subject:  ${subject}`]),
    ...(about.receivedAt === null ? [] : [`Received: ${internetDate(about.receivedAt)}`]),
    `Queue id: ${about.queueId}`,
  ];
  const paragraphs = [
    `This is the mail system of ${hostname}.`,
    OPENING[action](recipients.length),
    ...recipients.map((recipient) => recipientText(recipient, action)),
    closing(notice),
    `${enclosed === "message" ? "The message is" : "The header of the message is"} enclosed. It was:`,
    facts.map((fact) => `   ${fact}`).join("\r\n"),
    `If you need help, write to ${postmaster} and give the queue id.`,
  ];
  return `${paragraphs.map((paragraph) => paragraph.split("\r\n").map(wrapped).join("\r\n")).join("\r\n\r\n")}\r\n`;
}

const OPENING: Readonly<Record<NoticeAction, (count: number) => string>> = {
  failed: (count) =>
    `Your message could not be delivered to ${whom(count)}. It is not tried again: what you can do stands below ${each(count)}.`,
  delayed: (count) => `Your message has not been delivered to ${whom(count)} so far. You need not send it again.`,
  relayed: (count) =>
    `Your message was handed on towards ${whom(count)}. The next host does not report what becomes of it, so this is the last that you hear of it from here.`,
};

function whom(count: number): string {
  return count === 1 ? "this recipient" : `these ${count} recipients`;
}

function each(count: number): string {
  return count === 1 ? "the address" : "each address";
}

function closing({ action, about }: Notice): string {
  if (action === "failed") return "The others, if there were any, are not concerned.";
  if (action === "relayed") return "There is nothing to do.";
  if (about.retryUntil === null) return "It is still tried.";
  const promise = about.isFailureTold ? " If it has not been delivered by then, you will be told." : "";
  return `It is tried until ${internetDate(about.retryUntil)}.${promise}`;
}

function recipientText({ address, status, reply, host }: NoticeRecipient, action: NoticeAction): string {
  const said = reply === null ? [] : [`   ${saying(host, action)} ${plainLine(reply, "utf-8")}`];
  const meaning = action === "failed" ? [`   ${explainStatus(status)}`] : [];
  return [`<${plainLine(address, "utf-8")}>`, ...said, ...meaning].join("\r\n");
}

function saying(host: string | null, action: NoticeAction): string {
  if (host !== null) return `${plainLine(host, "ascii")} said:`;
  return action === "relayed" ? "Handed on:" : "Reason:";
}

const WIDTH = 76;

/** Breaks a line between words; what follows has its indent. */
function wrapped(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(" ")) {
    const isFirst = current === indent;
    if (!isFirst && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = indent + word;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current].join("\r\n");
}
