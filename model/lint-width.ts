import { countAddresses } from "./ip-interval";
import type { IpRange } from "./ip-range";
import { countPublicAddresses } from "./public-address";

/** Wide begins beyond a /24 of IPv4 or one IPv6 subnet, as for public addresses (see wide-relay). */
const WIDEST = { v4: 2n ** 8n, v6: 2n ** 64n } as const;

/** How many private addresses the ranges hold together when that is wide, else undefined. */
export function privateWidth(ranges: readonly IpRange[]): bigint | undefined {
  const [all, open] = [countAddresses(ranges), countPublicAddresses(ranges)];
  const [v4, v6] = [all.v4 - open.v4, all.v6 - open.v6];
  return v4 > WIDEST.v4 || v6 > WIDEST.v6 ? v4 + v6 : undefined;
}

/** `65,536`, or a power of two where digits would say nothing. */
export function formatCount(count: bigint): string {
  if (count < 10n ** 12n) return count.toLocaleString("en-US");
  return `about 2^${count.toString(2).length - 1}`;
}
