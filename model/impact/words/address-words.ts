import { countAddresses, unionRanges } from "../../ip-interval";
import { formatIpRange, type IpRange } from "../../ip-range";
import { cidrCover } from "../cidr-cover";
import { listWords, LONGEST_LIST } from "./list-words";

// Above this nobody reads digits.
const LARGEST_EXACT = 1n << 32n;

/** `254 addresses`, `2 addresses and about 2^64 IPv6 addresses`. */
export function countWords(ranges: readonly IpRange[]): string {
  const { v4, v6 } = countAddresses(ranges);
  if (v6 === 0n) return plural(v4, "address", "addresses");
  const six = plural(v6, "IPv6 address", "IPv6 addresses");
  return v4 === 0n ? six : `${plural(v4, "IPv4 address", "IPv4 addresses")} and ${six}`;
}

function plural(count: bigint, one: string, many: string): string {
  return `${amountWords(count)} ${count === 1n ? one : many}`;
}

/** A number exactly, or as a power of two where it is too long to read. */
export function amountWords(count: bigint): string {
  if (count <= LARGEST_EXACT) return count.toString().replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const bits = count.toString(2).length - 1;
  const isPower = count === 1n << BigInt(bits);
  const isNearerAbove = !isPower && count - (1n << BigInt(bits)) > (1n << BigInt(bits)) / 2n;
  return `${isPower ? "" : "about "}2^${isNearerAbove ? bits + 1 : bits}`;
}

/** Addresses as rangeTexts has them, in a text that must stay short. */
export function rangesWords(ranges: readonly IpRange[], most = LONGEST_LIST): string {
  return listWords(rangeTexts(ranges, most), most);
}

/**
 * Addresses for people: the fewest CIDR blocks, while a short text tells all of them; else from where to where, if that
 * is shorter. A network without two of its addresses is three spans, and ten blocks.
 * @param most As many as a short text tells
 */
export function rangeTexts(ranges: readonly IpRange[], most = LONGEST_LIST): readonly string[] {
  const blocks = cidrCover(ranges);
  if (blocks.length <= most) return blocks;
  const spans = unionRanges(ranges).map(formatIpRange);
  return spans.length < blocks.length ? spans : blocks;
}
