import type { ErrorCode } from "../error-catalogue";
import type { Parsed } from "../failure";
import type { Format } from "./field";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";

// Control characters, separators that some readers take for a line end, and halves of a surrogate pair, which
// no UTF-8 reader can be given.
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Lengths in characters (code points). */
export interface TextLength {
  readonly min: number;
  readonly max: number;
}

/** Judges a text for everything that no text of a configuration may hold. */
export function parseText(value: unknown, property: string, length: TextLength): Parsed<string> {
  if (typeof value !== "string") return refuse("RELAY_TYPE_INVALID", property, `is ${quoteValue(value)}: write text.`);
  return judgeText(value, property, { ...length, code: "RELAY_TEXT_INVALID" });
}

interface TextRule extends TextLength {
  readonly code: ErrorCode;
}

function judgeText(text: string, property: string, { min, max, code }: TextRule): Parsed<string> {
  const length = countCharacters(text, max);
  if (length < min) return refuse(code, property, "is empty: write at least one character.");
  if (length > max) return refuse(code, property, `is longer than ${max} characters: ${quoteValue(text)}. Shorten it.`);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden === null) return read(text);
  const code16 = forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return refuse(code, property, `holds the control character U+${code16}: ${quoteValue(text)}. Take it out.`);
}

function countCharacters(text: string, max: number): number {
  // A code point is at most two units: a text of any size is judged without taking it apart.
  return text.length > 2 * max ? text.length : [...text].length;
}

/** Text of `min` to `max` characters without control characters. */
export function text(length: TextLength): Format<string> {
  return {
    parse: (value, property) => parseText(value, property, length),
    schema: { type: "string", minLength: length.min, maxLength: length.max },
  };
}

/** Names of connectors: at most 64 characters, and no backslash, which separates server and name in Exchange. */
export const connectorName: Format<string> = {
  parse(value, property) {
    if (typeof value !== "string") return parseText(value, property, { min: 1, max: 64 });
    const judged = judgeText(value, property, { min: 1, max: 64, code: "RELAY_NAME_INVALID" });
    if (!judged.ok) return judged;
    if (value.includes("\\")) return refuseName(property, value, "holds a backslash");
    return value === value.trim() ? judged : refuseName(property, value, "begins or ends with a space");
  },
  schema: { type: "string", minLength: 1, maxLength: 64, pattern: "^[^\\\\]+$" },
};

function refuseName(property: string, value: string, fault: string): Parsed<never> {
  return refuse("RELAY_NAME_INVALID", property, `${fault}: ${quoteValue(value)}. Take it out.`);
}

const CERTIFICATE_NAME = /^<I>.+<S>.+$/;

/** `<I>issuer<S>subject`, as Exchange names a certificate (Get-ExchangeCertificate). */
export const certificateName: Format<string> = {
  parse(value, property) {
    const given = parseText(value, property, { min: 1, max: 2048 });
    if (!given.ok || CERTIFICATE_NAME.test(given.value)) return given;
    const example = '"<I>CN=Contoso CA<S>CN=mail.contoso.com"';
    return refuse("RELAY_TEXT_INVALID", property, `is ${quoteValue(value)}: write issuer and subject, as ${example}.`);
  },
  schema: { type: "string", pattern: CERTIFICATE_NAME.source, maxLength: 2048 },
};
