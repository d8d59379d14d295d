import { parseByteSize } from "../byte-size";
import { parseDomainName, parseDomainPattern } from "../domain-name";
import type { Parsed } from "../failure";
import { type MailAddressFault, parseMailAddress } from "../mail-address";
import { quoteValue } from "../quote-value";
import type { Limit } from "../settings";
import { formatTimeSpan, parseTimeSpan } from "../time-span";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { read, readAs, refuse } from "./outcome";
import type { NumberRange } from "./scalar";
import { parseText } from "./text";

/** A domain name in lower-case A-labels; one label is enough for a host of the own network. */
export const hostName: Format<string> = {
  parse: (value, property) => readAs(parseDomainName(value, property), property, (name) => name),
  schema: { type: "string", minLength: 1, description: "a domain name" },
};

/** Domain names, sorted, each once. */
export const domainNames: Format<readonly string[]> = list({
  item: hostName,
  min: 0,
  of: "domains",
  canonical: sortedOnce,
});

/** `x`, `*.x` or `*`. */
export const domainPattern: Format<string> = {
  parse: (value, property) => readAs(parseDomainPattern(value, property), property, (pattern) => pattern),
  schema: { type: "string", minLength: 1, description: "a domain, *.domain or *" },
};

/** A size in whole bytes, or `unlimited` in any case. */
export function sizeLimit(range: NumberRange): Format<Limit> {
  const sizes = byteSize(range);
  return {
    parse(value, property) {
      const isUnlimited = typeof value === "string" && value.toLowerCase() === "unlimited";
      return isUnlimited ? read("unlimited") : sizes.parse(value, property);
    },
    schema: { anyOf: [sizes.schema, { const: "unlimited" }] },
  };
}

/** A time span in canonical spelling; the range is in seconds. */
export function timeSpan({ min, max }: NumberRange): Format<string> {
  const [shortest, longest] = [formatTimeSpan(min), formatTimeSpan(max)];
  return {
    parse(value, property) {
      const seconds = readAs(parseTimeSpan(value, property), property, (number) => number);
      if (!seconds.ok) return seconds;
      if (seconds.value >= min && seconds.value <= max) return read(formatTimeSpan(seconds.value));
      const complaint = `is ${quoteValue(value)}: write a time span from ${shortest} to ${longest}.`;
      return refuse("RELAY_TIME_SPAN_INVALID", property, complaint);
    },
    schema: {
      type: "string",
      pattern: "^(\\d+\\.)?\\d{2}:\\d{2}:\\d{2}$",
      description: `a time span from ${shortest} to ${longest}`,
    },
  };
}

/** A size, stored as whole bytes. */
export function byteSize({ min, max }: NumberRange): Format<number> {
  return {
    parse(value, property) {
      const bytes = readAs(parseByteSize(value, property), property, (number) => number + 0);
      if (!bytes.ok || (bytes.value >= min && bytes.value <= max)) return bytes;
      const complaint = `is ${quoteValue(value)}: write a size from ${min} to ${max} bytes.`;
      return refuse("RELAY_BYTE_SIZE_INVALID", property, complaint);
    },
    schema: {
      anyOf: [
        { type: "integer", minimum: min, maximum: max },
        { type: "string", description: "a size such as 36MB" },
      ],
    },
  };
}

// RFC 5321 §4.5.3.1.5: 512 octets with CRLF.
const BANNER_LENGTH = { min: 1, max: 510 };

/** The greeting as a client is sent it. */
export const banner: Format<string> = {
  parse(value, property) {
    const line = parseText(value, property, BANNER_LENGTH);
    if (!line.ok) return line;
    // RFC 5321 §4.2: a reply is ASCII, and "220-" would make the client wait for another line.
    if (!/^220( |$)/.test(line.value)) return refuseBanner(line.value, property, 'start it with "220 "');
    return /^[\x20-\x7e]*$/.test(line.value) ? line : refuseBanner(line.value, property, "write ASCII characters only");
  },
  schema: { type: "string", pattern: "^220( [ -~]*)?$", maxLength: BANNER_LENGTH.max },
};

function refuseBanner(value: string, property: string, remedy: string): Parsed<never> {
  return refuse("RELAY_BANNER_INVALID", property, `is ${quoteValue(value)}: ${remedy}.`);
}

const ADDRESS_REMEDIES: Readonly<Record<MailAddressFault, string>> = {
  syntax: "write local-part@domain",
  "too-long": "shorten it to 254 characters, at most 64 before the @ (RFC 5321 section 4.5.3.1)",
  "non-ascii": "write it in ASCII, the domain as A-labels (xn--)",
};

/** A whole address at a domain, its domain in lower case. */
export const mailAddress: Format<string> = {
  parse(value, property) {
    const given = parseText(value, property, { min: 1, max: 1024 });
    if (!given.ok) return given;
    const parsed = parseMailAddress(given.value);
    if (parsed.ok && !parsed.address.isLiteral && !given.value.startsWith("@")) return read(parsed.address.text);
    const remedy = ADDRESS_REMEDIES[parsed.ok ? "syntax" : parsed.fault];
    return refuse("RELAY_MAIL_ADDRESS_INVALID", property, `is ${quoteValue(value)}: ${remedy}.`);
  },
  schema: { type: "string", minLength: 3, maxLength: 254, description: "a mail address" },
};
