import { isAscii, plainLine } from "./plain-line";

const MOST_CHARACTERS = 200;
// RFC 2047 §2; white space between two words of the kind is none of the text (§6.2).
const WORD = /=\?([\w-]{1,40})(?:\*[\w-]*)?\?([bq])\?([!->@-~]*)\?=/gi;
const BETWEEN = /(\?=)[ \t]+(?==\?[\w-]+(?:\*[\w-]*)?\?[bq]\?)/gi;

/** A Subject field for people: encoded words decoded. @param value Bytes as latin1 */
export function readableSubject(value: string): string | null {
  const text = isAscii(value) ? decodeWords(value) : Buffer.from(value, "latin1").toString();
  const line = [...plainLine(text, "utf-8")].slice(0, MOST_CHARACTERS).join("");
  return line === "" ? null : line;
}

/** A Subject field for another Subject field, its encoded words as they are; null where that cannot be. */
export function repeatableSubject(value: string): string | null {
  const line = plainLine(value, "ascii");
  if (line === "" || !isAscii(value)) return null;
  if (line.length <= MOST_CHARACTERS) return line;
  // Cut between words: half an encoded word is none.
  const end = line.lastIndexOf(" ", MOST_CHARACTERS);
  return end > 0 ? line.slice(0, end) : null;
}

function decodeWords(text: string): string {
  return text.replace(BETWEEN, "$1").replace(WORD, (word, charset: string, encoding: string, content: string) => {
    const bytes = encoding.toLowerCase() === "b" ? Buffer.from(content, "base64") : quotedBytes(content);
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A character set that nobody knows: the word as it stands is better than a guess.
      return word;
    }
  });
}

function quotedBytes(content: string): Buffer {
  const latin1 = content
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/gi, (_, octet: string) => String.fromCharCode(Number.parseInt(octet, 16)));
  return Buffer.from(latin1, "latin1");
}
