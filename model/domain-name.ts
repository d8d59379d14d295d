import { domainToASCII, domainToUnicode } from "node:url";
import type { Parsed } from "./failure";
import { parseIpAddress } from "./ip-address";
import { quoteValue } from "./quote-value";
import { Refusal, type TextShape, gateText, parsedOf } from "./refusal";

export interface DomainNameOptions {
  /** Configuration drops the root's dot; an SMTP command may not have it (RFC 5321 §4.1.2). Default `drop`. */
  readonly trailingDot?: "drop" | "refuse";
}

const SHAPE: TextShape = { noun: "a domain", examples: "contoso.com", longest: 1000 };
/** RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text. */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;
// Default-ignorable characters vanish in IDNA mapping, so two names that look alike would be one. The two joiners
// have a meaning in some scripts and are judged by IDNA itself (RFC 5892 appendix A).
const INVISIBLE = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u;

/** Reads a domain into lower-case A-labels (RFC 5890). Address literals, addresses and wildcards are refused. */
export function parseDomainName(text: unknown, property: string, options: DomainNameOptions = {}): Parsed<string> {
  return parsedOf(readDomainName(text, options), { value: text, property, code: "RELAY_DOMAIN_INVALID" });
}

/** As parseDomainName, for texts whose failure is an SMTP reply: undefined instead of a message. */
export function toDomainName(text: string, options: DomainNameOptions = {}): string | undefined {
  const name = readDomainName(text, options);
  return name instanceof Refusal ? undefined : name;
}

/**
 * Reads `x`, `*.x` (any depth below x, not x) or `*` into canonical spelling, as accepted domains and address spaces
 * have them.
 */
export function parseDomainPattern(text: unknown, property: string): Parsed<string> {
  if (text === "*") return { ok: true, value: "*" };
  const isWildcard = typeof text === "string" && text.startsWith("*.");
  const name = readDomainName(isWildcard ? text.slice(2) : text, {});
  const pattern = isWildcard && !(name instanceof Refusal) ? `*.${name}` : name;
  return parsedOf(pattern, { value: text, property, code: "RELAY_DOMAIN_INVALID" });
}

function readDomainName(text: unknown, { trailingDot = "drop" }: DomainNameOptions): string | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  const hasDot = gated.endsWith(".");
  if (hasDot && trailingDot === "refuse") return new Refusal("ends with a dot; write it without");
  const spelt = hasDot ? gated.slice(0, -1) : gated;
  const refusal = refuseSpelling(spelt);
  if (refusal) return refusal;
  const ascii = toALabels(spelt);
  return ascii instanceof Refusal ? ascii : refuseName(ascii);
}

function refuseSpelling(text: string): Refusal | undefined {
  if (text === "") return new Refusal("is empty; write a domain such as contoso.com");
  if (text.startsWith("[")) return new Refusal("is an address literal; write a domain such as contoso.com");
  if (parseIpAddress(text)) return new Refusal("is an address; write a domain such as contoso.com");
  if (text.includes("@")) return new Refusal("is a mail address; write the part behind the @");
  if (text.includes("*"))
    return new Refusal("has a wildcard, which only *. in front of a domain can be, where allowed");
  if (INVISIBLE.test(text)) return new Refusal("has an invisible character; write it without");
  const foreign = /[\0-\x7f]/.exec(text.replace(/[A-Za-z0-9.-]/g, ""));
  if (!foreign) return undefined;
  return new Refusal(`has ${quoteValue(foreign[0])}, which domains cannot have; use letters, digits, hyphens and dots`);
}

function toALabels(text: string): string | Refusal {
  const lower = text.toLowerCase();
  if (/^[a-z0-9.-]*$/.test(lower) && !lower.includes("xn--")) return lower;
  const ascii = domainToASCII(text);
  // Node lets ill-formed A-labels through; a good one has a U-label that leads back to it (RFC 5891 §5.4).
  const unicode = domainToUnicode(ascii);
  if (ascii !== "" && !/(^|\.)xn--/.test(unicode) && domainToASCII(unicode) === ascii) return ascii;
  return new Refusal("is not a valid international domain name; write its letters, or its xn-- form, correctly");
}

function refuseName(name: string): string | Refusal {
  if (name.length > LONGEST_NAME)
    return new Refusal(`is longer than ${LONGEST_NAME} characters (RFC 1035 section 2.3.4)`);
  const labels = name.split(".");
  for (const label of labels) {
    const why = judgeLabel(label);
    if (why !== undefined) return new Refusal(why);
  }
  if (endsInNumber(name)) return new Refusal("ends in a number, as only addresses do; write a domain");
  return name;
}

/**
 * All digits at the end, or a number after 0x, make an IPv4 address or part of one to others (RFC 3696 §2, and the URL
 * standard's "ends in a number"). @param name Lower case.
 */
export function endsInNumber(name: string): boolean {
  return /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(name);
}

function judgeLabel(label: string): string | undefined {
  if (label === "") return "has an empty label; write single dots between the labels and none in front";
  if (label.length > LONGEST_LABEL) return `has a label longer than ${LONGEST_LABEL} characters; shorten it`;
  if (label.startsWith("-") || label.endsWith("-")) return "has a label with a hyphen at its end; write it without";
  if (/^[a-z0-9-]+$/.test(label)) return undefined;
  return "has a character that domains cannot have; use letters, digits, hyphens and dots";
}
