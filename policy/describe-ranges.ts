import { amountWords, countAddresses, formatIpRange, type IpRange, listWords } from "../model";

const MOST_RANGES = 4;

/** `0.0.0.0/1, 128.0.0.0/1, 10.0.0.0/8, 10.2.0.0/16 and 3 more`. */
export function describeRanges(ranges: readonly IpRange[]): string {
  return listWords(ranges.map(formatIpRange), MOST_RANGES);
}

/**
 * `4,294,967,296 IPv4 and 2^125 IPv6 addresses`, of the set that the ranges are together.
 *
 * @param what Adjective with a space behind it: `public `.
 */
export function describeCount(ranges: readonly IpRange[], what = ""): string {
  const { v4, v6 } = countAddresses(ranges);
  const families = [
    ...(v4 > 0n ? [`${amountWords(v4)} ${what}IPv4`] : []),
    ...(v6 > 0n ? [`${amountWords(v6)} ${what}IPv6`] : []),
  ];
  return `${families.join(" and ")} ${v4 + v6 === 1n ? "address" : "addresses"}`;
}
