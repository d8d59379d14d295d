import fc from "fast-check";
import { domainPattern, inAnyCase, noteOrNull } from "./random-texts";
import type { RandomValues } from "./random-values";
import { alone, onOff } from "./wish";

/** Every input of an accepted domain. */
export const RANDOM_ACCEPTED_DOMAIN: RandomValues<"AcceptedDomain"> = {
  domainName: fc.oneof(
    { weight: 9, arbitrary: alone("domainName", domainPattern) },
    fc.constant({ domainName: "*", allowWideRelay: "everything is ours" }),
  ),
  domainType: alone("domainType", inAnyCase("Authoritative", "InternalRelay", "ExternalRelay")),
  matchSubDomains: onOff("matchSubDomains"),
  allowWideRelay: alone("allowWideRelay", noteOrNull),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
};
