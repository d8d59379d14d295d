import { parseIpRanges } from "./ip-range-text";
import { formatIpRange, type IpRange } from "./ip-range";
import { formatCount, privateWidth } from "./lint-width";
import { publicPart } from "./public-address";

/** What a list of client ranges holds that a person should mean, not happen upon. */
export interface RangesToConfirm {
  /** Public part of the ranges, canonical; empty when every address is private. */
  readonly publicRanges: readonly string[];
  /** How many private addresses there are when they are more than a /24 (IPv6: a /64) together, as text; else null. */
  readonly privateAddresses: string | null;
}

/**
 * Judges ranges of clients that are to relay: public addresses, and private ones beyond a /24 (IPv6: a /64) together.
 * Undefined when there is nothing to confirm, or when a range cannot be read: that is another complaint.
 */
export function rangesToConfirm(texts: readonly string[]): RangesToConfirm | undefined {
  const parsed = parseIpRanges(texts, "remoteIpRanges");
  return parsed.ok ? judge(parsed.value) : undefined;
}

function judge(ranges: readonly IpRange[]): RangesToConfirm | undefined {
  const publicRanges = publicPart(ranges).map(formatIpRange);
  const width = privateWidth(ranges);
  if (publicRanges.length === 0 && width === undefined) return undefined;
  return { publicRanges, privateAddresses: width === undefined ? null : formatCount(width) };
}
