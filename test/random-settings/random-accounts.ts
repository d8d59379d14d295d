import fc from "fast-check";
import { addressAt, anyText, domain, inAnyCase, name, noteOrNull, timeSpan } from "./random-texts";
import type { RandomValues } from "./random-values";
import { SURROUNDINGS } from "./surroundings";
import { alone, onOff } from "./wish";

const fingerprint = fc
  .tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom("", ":"), fc.boolean())
  .map(([bytes, separator, isUpper]) => {
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(separator);
    return isUpper ? text.toUpperCase() : text;
  });

/** Every input of an account beside its password. */
export const RANDOM_RELAY_USER: RandomValues<"RelayUser"> = {
  username: alone("username", name),
  enabled: onOff("enabled"),
  comment: alone("comment", anyText(0, 200)),
  groups: alone("groups", fc.array(inAnyCase(...SURROUNDINGS.groups), { maxLength: 4 })),
  allowedSenders: alone("allowedSenders", fc.array(fc.oneof(addressAt(domain), domain), { maxLength: 5 })),
  clientCertificates: alone("clientCertificates", fc.array(fingerprint, { maxLength: 4 })),
  passwordOverlap: alone("passwordOverlap", timeSpan(0, 7 * 86_400)),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
};

/** Every input of a group. */
export const RANDOM_RELAY_GROUP: RandomValues<"RelayGroup"> = {
  name: alone("name", name),
  comment: alone("comment", anyText(0, 200)),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
};
