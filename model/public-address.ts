import { type AddressCount, countAddresses, intersectRanges, subtractRanges, unionRanges } from "./ip-interval";
import type { IpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";

/**
 * Addresses that no stranger on the Internet can have. Nothing else is private: ipaddr.js's `unicast` misses
 * 64:ff9b::/96, 2002::/16 and others through which strangers do arrive, and 100.64.0.0/10 is a provider's customers.
 */
const PRIVATE_ADDRESSES: readonly IpRange[] = [
  "10.0.0.0/8", // RFC 1918
  "172.16.0.0/12",
  "192.168.0.0/16",
  "127.0.0.0/8", // RFC 1122 §3.2.1.3
  "169.254.0.0/16", // RFC 3927
  "::1", // RFC 4291 §2.5.3
  "fc00::/7", // RFC 4193
  "fe80::/10", // RFC 4291 §2.5.6
].map(knownIpRange);

/** The public part of a list of ranges: sorted, disjoint, merged. */
export function publicPart(ranges: readonly IpRange[]): IpRange[] {
  return subtractRanges(ranges, PRIVATE_ADDRESSES);
}

/** RFC 6052 §2.1: what a NAT64 puts before an IPv4 address. */
const NAT64: IpRange = knownIpRange("64:ff9b::/96");

/**
 * Ranges by the hosts that are behind them: the well-known prefix of NAT64 stands for IPv4 addresses, all of them in no
 * more than 2^32 of IPv6.
 */
export function untranslated(ranges: readonly IpRange[]): IpRange[] {
  const behind = intersectRanges(ranges, [NAT64]).map(({ first, last }) => ({
    family: 4 as const,
    first: Number(BigInt(first) - BigInt(NAT64.first)),
    last: Number(BigInt(last) - BigInt(NAT64.first)),
  }));
  return unionRanges(subtractRanges(ranges, [NAT64]), behind);
}

/** How many different public addresses the ranges hold together. */
export function countPublicAddresses(ranges: readonly IpRange[]): AddressCount {
  return countAddresses(publicPart(ranges));
}
