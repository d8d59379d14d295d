import type { ReportLetters } from "./status-part";

/** The last part of a notification, up to where the original's own bytes begin. */
export interface Enclosure {
  readonly kind: "message" | "header";
  /** Content fields of the part, each with its line end. */
  readonly fields: string;
  /** What stands in the part; null: the whole message, as it is. */
  readonly content: string | null;
  readonly isEightBit: boolean;
}

/** What is known of the original. */
export interface OriginalFacts {
  /** Its header, `readOpening`. */
  readonly header: Buffer;
  /** It may go back whole: RET, size and what became of it allow that. */
  readonly mayBeWhole: boolean;
  readonly smtpUtf8: boolean;
  /** A byte above 127 anywhere. */
  readonly eightBit: boolean;
  /** It cannot travel as lines of text. */
  readonly binary: boolean;
}

/** The whole message where it can travel inside of another unchanged, else its header (RFC 6522 §3, RFC 6533 §4). */
export function enclosureOf(original: OriginalFacts, letters: ReportLetters): Enclosure {
  const isReadable = letters === "utf-8" || !original.smtpUtf8;
  return original.mayBeWhole && !original.binary && isReadable ? wholeMessage(original) : headerOnly(original, letters);
}

function wholeMessage({ smtpUtf8, eightBit }: OriginalFacts): Enclosure {
  const type = smtpUtf8 ? "message/global" : "message/rfc822";
  const encoding = eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : "";
  return { kind: "message", fields: `Content-Type: ${type}\r\n${encoding}`, content: null, isEightBit: eightBit };
}

function headerOnly({ header, smtpUtf8 }: OriginalFacts, letters: ReportLetters): Enclosure {
  const type = smtpUtf8 ? "message/global-headers" : "text/rfc822-headers";
  const text = header.toString("latin1");
  const isPlain = /^[\t\r\n -~]*$/.test(text) && isLines(text);
  if (isPlain || (letters === "utf-8" && smtpUtf8 && isLines(text))) {
    const encoding = isPlain ? "" : "Content-Transfer-Encoding: 8bit\r\n";
    // Bytes of the header as letters: whoever writes them writes latin1 for the same bytes again.
    const content = isPlain ? text : header.toString();
    return { kind: "header", fields: `Content-Type: ${type}\r\n${encoding}`, content, isEightBit: !isPlain };
  }
  const fields = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n`;
  return { kind: "header", fields, content: base64Lines(header), isEightBit: false };
}

/** No line is too long, none ends otherwise than in CRLF, and nothing in it is NUL. */
function isLines(text: string): boolean {
  return !text.includes("\0") && text.split("\r\n").every((line) => line.length <= 998 && !/[\r\n]/.test(line));
}

/** Lines of 76 characters (RFC 2045 §6.8). */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{1,76}/g, "$&\r\n");
}
