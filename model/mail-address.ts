import { endsInNumber, toDomainName } from "./domain-name";
import { parseIpAddress } from "./ip-address";
import { RecentReadings } from "./recent-readings";

/** A mailbox as MAIL and RCPT name it (RFC 5321 §4.1.2). */
export interface MailAddress {
  /** Opaque: `%`, `!` and quotes in it mean nothing here. As sent, quotes included. */
  readonly localPart: string;
  /** Lower case; an address literal keeps its brackets. */
  readonly domain: string;
  readonly isLiteral: boolean;
  /** `localPart@domain`: what is stored and sent on. */
  readonly text: string;
}

/** `non-ascii` is its own fault since it has its own reply, 553 5.6.7. */
export type MailAddressFault = "syntax" | "too-long" | "non-ascii";

export type ParsedMailAddress =
  { readonly ok: true; readonly address: MailAddress } | { readonly ok: false; readonly fault: MailAddressFault };

// RFC 5321 §4.5.3.1: 64 octets, 255 octets, and a path of 256 with its angle brackets.
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;
const MAX_ADDRESS = 254;
/** A source route may stand in front of an address; nothing sane comes near this. */
const MAX_PATH = 1024;

const NON_ASCII = /[\u0080-\uffff]/;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
// Without angle brackets: in a path they cannot be handed on, and one such address would hold up all others of its mail.
const QUOTED_TEXT = String.raw`[\x20\x21\x23-\x3b=\x3f-\x5b\x5d-\x7e]|\\[\x20-\x3b=\x3f-\x7e]`;
const QUOTED = `"(?:${QUOTED_TEXT})*"`;
const LOCAL_AND_DOMAIN = new RegExp(String.raw`^(${ATOM}(?:\.${ATOM})*|${QUOTED})@([^@]+)$`);
// RFC 6531 §3.3. U+FFFD stands where the bytes were no UTF-8; U+FEFF is white space to some who pass addresses on, and
// without it the mail would go to somebody else.
const LETTER = String.raw`[^\0-\u009f\p{Z}\p{Cs}\ufeff\ufffd]`;
const UTF8_ATOM = String.raw`(?:[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~\-]|${LETTER})+`;
const UTF8_QUOTED = `"(?:${QUOTED_TEXT}|${LETTER})*"`;
const UTF8_LOCAL_AND_DOMAIN = new RegExp(String.raw`^(${UTF8_ATOM}(?:\.${UTF8_ATOM})*|${UTF8_QUOTED})@([^@]+)$`, "u");
// RFC 5321 §4.1.2 plus the underscore, which names of Windows hosts have.
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const DOMAIN = new RegExp(String.raw`^${LABEL}(?:\.${LABEL})*$`);
const SOURCE_ROUTE = /^@[^,:@\s]+(?:,@[^,:@\s]+)*:/;

export interface MailAddressOptions {
  /** `utf-8`: RFC 6531 letters in the local part; a domain in them becomes its A-labels. @default "ascii" */
  readonly letters?: "ascii" | "utf-8";
  /** Domain that completes a bare `user`; without one it is a fault. Lower-case A-labels. */
  readonly defaultDomain?: string | null;
}

// Of ASCII addresses with their domain the options say nothing.
const RECENT = new RecentReadings<ParsedMailAddress>();

/**
 * Reads an address: the text between `<` and `>` of a path, or of a mailbox in a header. A source route is dropped, as
 * RFC 5321 §3.3 asks, so that only the final domain counts.
 */
export function parseMailAddress(text: string, options: MailAddressOptions = {}): ParsedMailAddress {
  if (text.length > MAX_PATH) return fault("too-long");
  const { defaultDomain } = options;
  const whole = typeof defaultDomain === "string" && isBare(text) ? `${text}@${defaultDomain}` : text;
  const known = RECENT.get(whole);
  if (known !== undefined) return known;
  if (NON_ASCII.test(whole)) return options.letters === "utf-8" ? readUtf8(whole) : fault("non-ascii");
  return RECENT.keep(whole, readAscii(whole));
}

function readAscii(whole: string): ParsedMailAddress {
  const [, localPart, domain] = LOCAL_AND_DOMAIN.exec(withoutRoute(whole)) ?? [];
  if (localPart === undefined || domain === undefined) return fault("syntax");
  if (localPart.length > MAX_LOCAL_PART || domain.length > MAX_DOMAIN) return fault("too-long");
  return judgeDomain(localPart, domain.toLowerCase());
}

function isBare(text: string): boolean {
  return text !== "" && !text.includes("@");
}

function readUtf8(text: string): ParsedMailAddress {
  const [, localPart, domain] = UTF8_LOCAL_AND_DOMAIN.exec(withoutRoute(text)) ?? [];
  if (localPart === undefined || domain === undefined) return fault("syntax");
  const name = NON_ASCII.test(domain) ? toDomainName(domain, { trailingDot: "refuse" }) : domain.toLowerCase();
  if (name === undefined) return fault("syntax");
  if (octets(localPart) > MAX_LOCAL_PART || name.length > MAX_DOMAIN) return fault("too-long");
  return judgeDomain(localPart, name);
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}

function judgeDomain(localPart: string, domain: string): ParsedMailAddress {
  const isLiteral = domain.startsWith("[");
  if (!(isLiteral ? isAddressLiteral(domain) : isName(domain))) return fault("syntax");
  const text = `${localPart}@${domain}`;
  return text.length > MAX_ADDRESS ? fault("too-long") : { ok: true, address: { localPart, domain, isLiteral, text } };
}

// An address without brackets is one to whoever looks it up; an A-label that leads nowhere is one that others read as
// another name (RFC 5891 §5.4).
function isName(domain: string): boolean {
  if (!DOMAIN.test(domain) || endsInNumber(domain)) return false;
  const labels = domain.includes("xn--") ? domain.split(".").filter((label) => label.startsWith("xn--")) : [];
  return labels.every((label) => toDomainName(label) === label);
}

function withoutRoute(text: string): string {
  return text.startsWith("@") ? text.replace(SOURCE_ROUTE, "") : text;
}

/** RFC 5321 §4.1.3: `[192.0.2.1]` or `[IPv6:2001:db8::1]`. */
function isAddressLiteral(domain: string): boolean {
  if (!domain.endsWith("]")) return false;
  const content = domain.slice(1, -1);
  return content.startsWith("ipv6:")
    ? content.includes(":", 5) && parseIpAddress(content.slice(5)) !== undefined
    : !content.includes(":") && parseIpAddress(content) !== undefined;
}

function fault(fault: MailAddressFault): ParsedMailAddress {
  return { ok: false, fault };
}
