import type { Parsed } from "./failure";
import { type IpAddress, foldMapped, formatIpAddress, parseIpAddress, parseSpeltAddress } from "./ip-address";
import { hintForBadAddress } from "./ip-address-hint";
import { readMaskLength } from "./ip-mask";
import { type IpRange, bitsOf, blockAround, compareRanges, formatIpRange } from "./ip-range";
import { quoteValue } from "./quote-value";
import { Refusal, type TextShape, gateText, knownOf, parseEach, parsedOf } from "./refusal";

const EXAMPLES = "192.168.2.55, 192.168.2.55-192.168.2.56, 192.168.2.0/24 or 192.168.2.0(255.255.255.0)";
const SHAPE: TextShape = { noun: "a range", examples: EXAMPLES, longest: 100 };

/**
 * Reads a client range in one of its four spellings: address, `first-last`, CIDR, `address(mask)`
 * (New-ReceiveConnector -RemoteIPRanges). Anything that could be read in two ways is refused with the remedy.
 */
export function parseIpRange(text: unknown, property: string): Parsed<IpRange> {
  return parsedOf(readRange(text), { value: text, property, code: "RELAY_ADDRESS_INVALID" });
}

/** Reads a range that the model itself has spelt. @throws TypeError on any other text: a fault of the caller. */
export function knownIpRange(text: string): IpRange {
  return knownOf(readRange(text), text);
}

/** Reads a list of ranges into canonical order without duplicates; every bad entry fails at its own index. */
export function parseIpRanges(texts: unknown, property: string): Parsed<readonly IpRange[]> {
  const wanted = `a list of ranges such as ${EXAMPLES}`;
  const parsed = parseEach(texts, { property, code: "RELAY_ADDRESS_INVALID", wanted, read: readRange });
  if (!parsed.ok) return parsed;
  const sorted = parsed.value.sort(compareRanges);
  return { ok: true, value: sorted.filter((range, index) => !isRepeated(range, sorted[index - 1])) };
}

/**
 * The canonical list: shortest spellings, sorted, without duplicates. Neighbours are never merged, because the size of
 * a range decides which connector wins.
 */
export function canonicalRanges(texts: unknown, property: string): Parsed<readonly string[]> {
  const ranges = parseIpRanges(texts, property);
  return ranges.ok ? { ok: true, value: ranges.value.map(formatIpRange) } : ranges;
}

function isRepeated(range: IpRange, previous: IpRange | undefined): boolean {
  return previous !== undefined && compareRanges(range, previous) === 0;
}

function readRange(text: unknown): IpRange | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  if (/\s/.test(gated)) return new Refusal("has a space; write it without");
  const range = readSpelling(gated);
  return range instanceof Refusal ? range : refuseUnspecified(range);
}

function readSpelling(text: string): IpRange | Refusal {
  const masked = /^([^()]*)\(([^()]*)\)$/.exec(text);
  if (masked) return readMasked(masked[1] ?? "", masked[2] ?? "");
  const slash = text.indexOf("/");
  if (slash >= 0) return readCidr(text.slice(0, slash), text.slice(slash + 1));
  const dash = text.indexOf("-");
  if (dash >= 0) return readSpan(text.slice(0, dash), text.slice(dash + 1));
  const address = readAddress(text);
  return address instanceof Refusal ? address : single(address);
}

function readAddress(text: string): IpAddress | Refusal {
  return parseIpAddress(text) ?? new Refusal(hintForBadAddress(text));
}

function readSpan(firstText: string, lastText: string): IpRange | Refusal {
  const first = readEnd(firstText, "first");
  if (first instanceof Refusal) return first;
  if (first.family === 4 && /^\d+$/.test(lastText)) return refuseShortLast(first, lastText);
  const last = readEnd(lastText, "last");
  if (last instanceof Refusal) return last;
  if (first.family !== last.family) {
    return new Refusal("mixes IPv4 and IPv6; write one range for each family");
  }
  if (last.value < first.value) {
    const swapped = `${formatIpAddress(last)}-${formatIpAddress(first)}`;
    return new Refusal(`is reversed, its last address comes before its first; write ${swapped}`);
  }
  return { family: first.family, first: first.value, last: last.value };
}

function readEnd(text: string, end: "first" | "last"): IpAddress | Refusal {
  const address = readAddress(text);
  return address instanceof Refusal
    ? new Refusal(`has ${quoteValue(text)} as ${end} address, which ${address.why}`)
    : address;
}

function refuseShortLast(first: IpAddress, lastText: string): Refusal {
  const stem = formatIpAddress(first).replace(/\d+$/, "");
  return new Refusal(
    `has a shortened last address; write both whole, as in ${formatIpAddress(first)}-${stem}${lastText}`,
  );
}

function readMasked(addressText: string, maskText: string): IpRange | Refusal {
  const spelt = parseSpeltAddress(addressText);
  if (spelt === undefined) return new Refusal(hintFor(addressText));
  const mask = parseSpeltAddress(maskText);
  if (mask === undefined) {
    return new Refusal(`has ${quoteValue(maskText)} as mask; write it as an address, such as 255.255.255.0`);
  }
  if (mask.family !== spelt.family) {
    return new Refusal("has a mask of the other family; write address and mask in the same one");
  }
  const prefix = readMaskLength(mask);
  if (prefix !== undefined) return readBlock(spelt, prefix);
  return new Refusal(
    `has a mask with gaps, ${maskText}; write one whose set bits all come first, such as 255.255.255.0`,
  );
}

function readCidr(addressText: string, prefixText: string): IpRange | Refusal {
  const spelt = parseSpeltAddress(addressText);
  if (spelt === undefined) return new Refusal(hintFor(addressText));
  if (parseSpeltAddress(prefixText)) {
    return new Refusal(`has a mask after the slash; write ${addressText}(${prefixText}) or the number of its bits`);
  }
  const bits = bitsOf(spelt.family);
  const prefix = /^(0|[1-9]\d{0,2})$/.test(prefixText) ? Number(prefixText) : Infinity;
  if (prefix <= bits) return readBlock(spelt, prefix);
  return new Refusal(`has the prefix length ${quoteValue(prefixText)}; write a number from 0 to ${bits}`);
}

function hintFor(addressText: string): string {
  return `has ${quoteValue(addressText)} as address, which ${hintForBadAddress(addressText)}`;
}

function readBlock(spelt: IpAddress, speltPrefix: number): IpRange | Refusal {
  const address = foldMapped(spelt);
  // IPv4 seen as ::ffff:a.b.c.d has 96 bits in front of its own 32.
  const prefix = address.family === spelt.family ? speltPrefix : speltPrefix - 96;
  if (prefix < 0) {
    const inIpv4 = formatIpAddress(address);
    return new Refusal(
      `is IPv4 written as IPv6 and wider than IPv4 is (/96); write the IPv4 block, such as ${inIpv4}/24`,
    );
  }
  const block = blockAround(address, prefix);
  if (block.first === address.value) return block;
  const [host, wanted] = [formatIpAddress(address), formatIpRange(block)];
  return new Refusal(`has host bits set; write ${wanted} for the block or ${host} for the one address`);
}

// A bare 0.0.0.0 is meant as "everything" in Exchange's own examples, but as one address it would match nobody.
function refuseUnspecified(range: IpRange): IpRange | Refusal {
  if (BigInt(range.last) !== 0n) return range;
  const [one, all] = range.family === 4 ? ["0.0.0.0", "0.0.0.0/0"] : ["::", "::/0"];
  return new Refusal(`is the one address ${one}, which no client has; write ${all} for every client`);
}

function single(address: IpAddress): IpRange {
  return { family: address.family, first: address.value, last: address.value };
}
