import fc from "fast-check";
import { bindings, ranges } from "./random-addresses";
import { RANDOM_CONNECTOR_LIMITS } from "./random-connector-limits";
import { anyText, domain, inAnyCase, laterInstant, mailScope, name, noteOrNull } from "./random-texts";
import type { RandomValues } from "./random-values";
import { SURROUNDINGS } from "./surroundings";
import { alone, onOff, orNull } from "./wish";

const GROUPS = ["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "ExchangeLegacyServers", "Partners"] as const;
const scopes = fc.array(mailScope, { minLength: 1, maxLength: 5 });
const someGroups = fc.array(inAnyCase(...GROUPS), { maxLength: 6 });

const mechanisms = fc.oneof(
  fc.constantFrom<readonly string[]>([], ["none"], ["BasicAuth"], ["TLS"]).map((authMechanism) => ({ authMechanism })),
  fc
    .shuffledSubarray(["Tls", "BasicAuth", "BasicAuthRequireTLS", "tls"], { minLength: 4 })
    .map((authMechanism) => ({ authMechanism })),
  fc
    .constantFrom(["ExternalAuthoritative"], ["Tls", "externalauthoritative"])
    .map((authMechanism) => ({ authMechanism, permissionGroups: ["ExchangeServers"] })),
);

const ascii = fc.string({ unit: fc.constantFrom(..."abcXYZ019 .,;:!?()[]<>\"'\\~-"), maxLength: 100 });

/** Every input of a receive connector. */
export const RANDOM_RECEIVE_CONNECTOR: RandomValues<"ReceiveConnector"> = {
  ...RANDOM_CONNECTOR_LIMITS,
  name: alone("name", name),
  enabled: onOff("enabled"),
  comment: alone("comment", anyText(0, 200)),
  bindings: alone("bindings", bindings),
  remoteIpRanges: alone("remoteIpRanges", ranges),
  permissionGroups: alone("permissionGroups", fc.oneof(someGroups, fc.constant(["none"]))),
  authMechanism: mechanisms,
  requireTls: onOff("requireTls"),
  fqdn: alone("fqdn", orNull(domain)),
  banner: alone("banner", orNull(ascii.map((text) => `220 ${text}`))),
  defaultDomain: alone("defaultDomain", orNull(inAnyCase(SURROUNDINGS.acceptedDomain))),
  tlsCertificateName: alone("tlsCertificateName", orNull(fc.constant(SURROUNDINGS.certificate))),
  domainSecureEnabled: onOff("domainSecureEnabled"),
  sizeEnabled: alone("sizeEnabled", inAnyCase("Enabled", "EnabledWithoutValue", "Disabled")),
  pipeliningEnabled: onOff("pipeliningEnabled"),
  deliveryStatusNotificationEnabled: onOff("deliveryStatusNotificationEnabled"),
  enhancedStatusCodesEnabled: onOff("enhancedStatusCodesEnabled"),
  eightBitMimeEnabled: onOff("eightBitMimeEnabled"),
  binaryMimeEnabled: onOff("binaryMimeEnabled"),
  chunkingEnabled: fc.boolean().map((chunkingEnabled) => ({ chunkingEnabled, binaryMimeEnabled: chunkingEnabled })),
  smtpUtf8Enabled: onOff("smtpUtf8Enabled"),
  bareLinefeedRejectionEnabled: onOff("bareLinefeedRejectionEnabled"),
  requireEhloDomain: onOff("requireEhloDomain"),
  rejectReservedTopLevelRecipientDomains: onOff("rejectReservedTopLevelRecipientDomains"),
  rejectReservedSecondLevelRecipientDomains: onOff("rejectReservedSecondLevelRecipientDomains"),
  rejectSingleLabelRecipientDomains: onOff("rejectSingleLabelRecipientDomains"),
  protocolLoggingLevel: alone("protocolLoggingLevel", inAnyCase("None", "Verbose")),
  onlySenders: alone(
    "onlySenders",
    orNull(
      fc.oneof(
        scopes,
        scopes.map((list) => ["<>", ...list]),
      ),
    ),
  ),
  onlyRecipients: alone("onlyRecipients", orNull(scopes)),
  expiresAt: alone("expiresAt", orNull(laterInstant)),
  allowWideRelay: alone("allowWideRelay", noteOrNull),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
  // A new connector that is observed may let nobody do more than before: hardly any random one is taken.
  observeOnly: alone("observeOnly", fc.constant(false)),
};
