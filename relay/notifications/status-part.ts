import { decodeXtext, internetDate } from "../../model";
import { isAscii, plainLine } from "./plain-line";
import type { Notice, NoticeRecipient } from "./notice";

/** `ascii`: message/delivery-status (RFC 3464). `utf-8`: message/global-delivery-status (RFC 6533). */
export type ReportLetters = "ascii" | "utf-8";

/** The machine's part of a notification: fields of the message, then of each recipient. Lines end in CRLF. */
export function statusPart(notice: Notice, letters: ReportLetters): string {
  const groups = [
    messageFields(notice, letters),
    ...notice.recipients.map((recipient) => recipientFields(recipient, { notice, letters })),
  ];
  return groups.map((fields) => fields.map((field) => `${field}\r\n`).join("")).join("\r\n");
}

function messageFields({ hostname, about }: Notice, letters: ReportLetters): readonly string[] {
  return [
    `Reporting-MTA: dns; ${hostname}`,
    ...(about.envid === undefined ? [] : [`Original-Envelope-Id: ${envelopeId(about.envid, letters)}`]),
    ...(about.receivedAt === null ? [] : [`Arrival-Date: ${internetDate(about.receivedAt)}`]),
  ];
}

/** RFC 3464 §2.2.1: decoded, where that is plain text. */
function envelopeId(envid: string, letters: ReportLetters): string {
  const decoded = decodeXtext(envid);
  return plainLine(/^[!-~]+(?: [!-~]+)*$/.test(decoded) ? decoded : envid, letters);
}

interface Context {
  readonly notice: Notice;
  readonly letters: ReportLetters;
}

function recipientFields(recipient: NoticeRecipient, { notice, letters }: Context): readonly string[] {
  const { orcpt, address, status, reply, host } = recipient;
  const { action, now, about } = notice;
  return [
    ...(orcpt === undefined ? [] : [`Original-Recipient: ${originalRecipient(orcpt, letters)}`]),
    `Final-Recipient: ${typedAddress(address, letters)}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(host === null ? [] : [`Remote-MTA: dns; ${remoteName(host)}`]),
    ...(reply === null ? [] : [`Diagnostic-Code: smtp; ${plainLine(reply, letters)}`]),
    `Last-Attempt-Date: ${internetDate(now)}`,
    `Final-Log-ID: ${about.queueId}`,
    ...(action === "delayed" && about.retryUntil !== null
      ? [`Will-Retry-Until: ${internetDate(about.retryUntil)}`]
      : []),
  ];
}

/** RFC 5321 §4.1.3 for addresses: a name of the type `dns` is no bare number. */
function remoteName(host: string): string {
  const name = plainLine(host, "ascii").replace(/[^\w.:-]/g, "?");
  if (name.includes(":")) return `[IPv6:${name}]`;
  return /^[\d.]+$/.test(name) ? `[${name}]` : name;
}

function typedAddress(address: string, letters: ReportLetters): string {
  if (isAscii(address)) return `rfc822; ${plainLine(address, "ascii")}`;
  return `utf-8; ${plainLine(letters === "utf-8" ? address : embedded(address), letters)}`;
}

/** RFC 3464 §2.3.1, RFC 6533 §3. What does not decode to plain text stays as it came. */
function originalRecipient(orcpt: string, letters: ReportLetters): string {
  const [, type = "rfc822", given = ""] = /^([\w.+-]*);(.*)$/s.exec(orcpt) ?? [];
  if (type.toLowerCase() === "utf-8")
    return `utf-8; ${plainLine(letters === "utf-8" ? given : embedded(given), letters)}`;
  const decoded = decodeXtext(given);
  return `${plainLine(type, "ascii")}; ${plainLine(/^[ -~]+$/.test(decoded) ? decoded : given, letters)}`;
}

/** utf-8-addr-xtext of RFC 6533 §3: letters beyond ASCII as `\x{HEX}`; what is encoded already stays. */
function embedded(address: string): string {
  return address.replace(/[^!-~]/gu, (letter) => `\\x{${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
