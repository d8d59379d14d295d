import { randomBytes } from "node:crypto";
import { type BodyType, internetDate, type NoticeAction } from "../../model";
import { base64Lines, enclosureOf, type OriginalFacts } from "./enclosure";
import type { Notice } from "./notice";
import { noticeText } from "./notice-text";
import { fieldOf } from "./original-opening";
import { isAscii } from "./plain-line";
import { readableSubject, repeatableSubject } from "./shown-subject";
import { type ReportLetters, statusPart } from "./status-part";

/** A notification as it is stored: `head`, the original where `isWhole`, `tail`. */
export interface ComposedNotice {
  readonly messageId: string;
  readonly head: Buffer;
  readonly isWhole: boolean;
  readonly tail: Buffer;
  readonly bodyType: BodyType;
  readonly smtpUtf8: boolean;
}

/** Writes a multipart/report (RFC 6522, 3464; RFC 6533 where the sender's own address needs it). */
export function composeNotice(notice: Notice, original: OriginalFacts): ComposedNotice {
  // Only the sender's address decides: a notification in ASCII arrives everywhere.
  const letters: ReportLetters = isAscii(notice.to) ? "ascii" : "utf-8";
  const enclosure = enclosureOf(original, letters);
  const subject = fieldOf(original.header, "Subject") ?? "";
  const boundary = randomBytes(18).toString("base64url");
  const text = noticeText(notice, { subject: readableSubject(subject), enclosed: enclosure.kind });
  const isEightBit = letters === "utf-8" || enclosure.isEightBit;
  const messageId = `<${notice.queueId}@${notice.hostname}>`;
  const head = [
    headerFields(notice, { messageId, original, subject: repeatableSubject(subject) }),
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"\r\n`,
    isEightBit ? "Content-Transfer-Encoding: 8bit\r\n" : "",
    "\r\n",
    `--${boundary}\r\n${textPart(text, letters)}\r\n`,
    `--${boundary}\r\n${statusFields(letters)}\r\n${statusPart(notice, letters)}\r\n`,
    `--${boundary}\r\n${enclosure.fields}\r\n${enclosure.content ?? ""}`,
  ].join("");
  return {
    messageId,
    head: Buffer.from(head),
    isWhole: enclosure.content === null,
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
    bodyType: isEightBit ? "8BITMIME" : "7BIT",
    smtpUtf8: letters === "utf-8",
  };
}

const SUBJECTS: Readonly<Record<NoticeAction, string>> = {
  failed: "Undeliverable",
  delayed: "Delivery delayed",
  relayed: "Relayed",
};

interface HeaderFacts {
  readonly messageId: string;
  readonly original: OriginalFacts;
  readonly subject: string | null;
}

/** `Received` lets this host know the message again if a route brings it back. */
function headerFields(notice: Notice, { messageId, original, subject }: HeaderFacts): string {
  const { hostname, queueId, now, postmaster, to, action } = notice;
  const date = internetDate(now);
  const answered = messageIdOf(original);
  return [
    `Received: by ${hostname} (notification)\r\n\tid ${queueId}; ${date}`,
    `From: "Mail Delivery System" <${postmaster}>`,
    `To: <${to}>`,
    `Subject: ${SUBJECTS[action]}${subject === null ? " mail" : `: ${subject}`}`,
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    ...(answered === undefined ? [] : [`In-Reply-To: ${answered}`, `References: ${answered}`]),
    // RFC 3834 §5: no program answers this, and so no answer is answered for ever.
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "",
  ].join("\r\n");
}

function messageIdOf({ header }: OriginalFacts): string | undefined {
  const value = fieldOf(header, "Message-ID");
  return value !== undefined && /^<[!-;=?-~]{1,120}@[!-;=?-~]{1,120}>$/.test(value) ? value : undefined;
}

function textPart(text: string, letters: ReportLetters): string {
  if (isAscii(text)) return `Content-Type: text/plain; charset=us-ascii\r\n\r\n${text}`;
  const type = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:";
  if (letters === "utf-8") return `${type} 8bit\r\n\r\n${text}`;
  return `${type} base64\r\n\r\n${base64Lines(Buffer.from(text))}`;
}

function statusFields(letters: ReportLetters): string {
  if (letters === "ascii") return "Content-Type: message/delivery-status\r\n";
  return "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n";
}
