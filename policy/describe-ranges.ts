import { countAddresses, formatIpRange, type IpRange } from "../model";

const MOST_RANGES = 4;

/** `0.0.0.0/1, 128.0.0.0/1 and 3 more`. */
export function describeRanges(ranges: readonly IpRange[]): string {
  const named = ranges.slice(0, MOST_RANGES).map(formatIpRange);
  const more = ranges.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

/** `4,294,967,296 IPv4 and about 2^125 IPv6 addresses`, of the set that the ranges are together. */
export function describeCount(ranges: readonly IpRange[], what = ""): string {
  const { v4, v6 } = countAddresses(ranges);
  const families = [
    ...(v4 > 0n ? [`${formatCount(v4)} ${what}IPv4`] : []),
    ...(v6 > 0n ? [`${formatCount(v6)} ${what}IPv6`] : []),
  ];
  return `${families.join(" and ")} ${v4 + v6 === 1n ? "address" : "addresses"}`;
}

// A power of two where digits would say nothing.
function formatCount(count: bigint): string {
  return count < 10n ** 12n ? count.toLocaleString("en-US") : `about 2^${count.toString(2).length - 1}`;
}
