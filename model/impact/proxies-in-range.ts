import { intersectRanges, unionRanges } from "../ip-interval";
import { knownIpRange } from "../ip-range-text";
import type { IpRange } from "../ip-range";
import type { Snapshot } from "../snapshot";

/** Whether addresses hold a trusted proxy, or an address that others stand behind on many hosts. */
export function hasProxy(addresses: readonly IpRange[], { transport }: Pick<Snapshot, "transport">): boolean {
  const trusted = transport.trustedProxies.map(knownIpRange);
  return intersectRanges(addresses, trusted.length === 0 ? GATEWAYS : [...GATEWAYS, ...trusted]).length > 0;
}

/**
 * Docker's default address pools (daemon.json, default-address-pools): 172.17.0.0/16 to 172.31.0.0/16, and /20 networks
 * of 192.168.0.0/16. The first host of each is the gateway, from which clients come whose address Docker translates.
 */
const GATEWAYS: readonly IpRange[] = unionRanges(
  Array.from({ length: 15 }, (_, place) => knownIpRange(`172.${17 + place}.0.1`)),
  Array.from({ length: 16 }, (_, place) => knownIpRange(`192.168.${16 * place}.1`)),
);
