import type { SmtpReply } from "../../model";

const UNSAFE = /[^\x20-\x7e]/;

/**
 * A reply as its line, without the line end. What is not printable ASCII becomes a space, so that no text, wherever it
 * comes from, ends the line early. A bare `334` keeps its space (RFC 4954 §4).
 */
export function replyLine({ code, enhancedCode, text }: SmtpReply): string {
  const line = enhancedCode === "" ? `${code} ${text}` : `${code} ${enhancedCode} ${text}`;
  return UNSAFE.test(line) ? line.replace(/[^\x20-\x7e]/g, " ") : line;
}
