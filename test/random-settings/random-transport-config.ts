import fc from "fast-check";
import { proxies, ranges } from "./random-addresses";
import { addressAt, byteSize, domain, inAnyCase, limit, note, noteOrNull, timeSpan } from "./random-texts";
import type { RandomValues } from "./random-values";
import { SURROUNDINGS } from "./surroundings";
import { alone, onOff, orNull } from "./wish";

const MOST = 2_147_483_647;
const statusCode = fc
  .tuple(fc.constantFrom(2, 4, 5), fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }))
  .map((parts) => parts.join("."));

/** Every host-wide input. */
export const RANDOM_TRANSPORT_CONFIG: RandomValues<"TransportConfig"> = {
  dialect: alone("dialect", inAnyCase("classic", "modern")),
  maxConnectionRatePerMinute: alone("maxConnectionRatePerMinute", limit(1, MOST)),
  tlsReceiveDomainSecureList: alone("tlsReceiveDomainSecureList", fc.array(domain, { maxLength: 5 })),
  maxRelayRefusals: alone("maxRelayRefusals", fc.integer({ min: 0, max: MOST })),
  postmaster: alone("postmaster", orNull(addressAt(inAnyCase(SURROUNDINGS.acceptedDomain)))),
  messageExpiration: alone("messageExpiration", timeSpan(5, 90 * 86_400)),
  delayNotificationTimeout: alone("delayNotificationTimeout", timeSpan(1, 30 * 86_400)),
  failedMail: alone("failedMail", inAnyCase("notify", "notifyAuthorized", "hold")),
  internalDelayDsnEnabled: onOff("internalDelayDsnEnabled"),
  externalDelayDsnEnabled: onOff("externalDelayDsnEnabled"),
  internalDsnMaxMessageAttachSize: alone("internalDsnMaxMessageAttachSize", byteSize(0, MOST)),
  externalDsnMaxMessageAttachSize: alone("externalDsnMaxMessageAttachSize", byteSize(0, MOST)),
  generateCopyOfDsnFor: alone("generateCopyOfDsnFor", fc.array(statusCode, { maxLength: 5 })),
  trustedProxies: fc.oneof(
    alone("trustedProxies", proxies),
    fc.tuple(ranges, note).map(([trustedProxies, reason]) => ({ trustedProxies, reason })),
  ),
  reason: alone("reason", noteOrNull),
};
