import fc from "fast-check";
import { proxies, ranges } from "./random-addresses";
import { addressAt, domain, inAnyCase, limit, note, noteOrNull, timeSpan } from "./random-texts";
import type { RandomValues } from "./random-values";
import { SURROUNDINGS } from "./surroundings";
import { alone, orNull } from "./wish";

const MOST = 2_147_483_647;

/** Every host-wide input. */
export const RANDOM_TRANSPORT_CONFIG: RandomValues<"TransportConfig"> = {
  dialect: alone("dialect", inAnyCase("classic", "modern")),
  maxConnectionRatePerMinute: alone("maxConnectionRatePerMinute", limit(1, MOST)),
  tlsReceiveDomainSecureList: alone("tlsReceiveDomainSecureList", fc.array(domain, { maxLength: 5 })),
  maxRelayRefusals: alone("maxRelayRefusals", fc.integer({ min: 0, max: MOST })),
  postmaster: alone("postmaster", orNull(addressAt(inAnyCase(SURROUNDINGS.acceptedDomain)))),
  messageExpiration: alone("messageExpiration", timeSpan(5, 90 * 86_400)),
  trustedProxies: fc.oneof(
    alone("trustedProxies", proxies),
    fc.tuple(ranges, note).map(([trustedProxies, reason]) => ({ trustedProxies, reason })),
  ),
  reason: alone("reason", noteOrNull),
};
