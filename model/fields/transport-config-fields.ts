import type { TransportConfigSettings } from "../settings";
import { ipRanges } from "./address-formats";
import { field, type FieldTable } from "./field";
import { byteSize, domainNames, mailAddress, timeSpan } from "./host-formats";
import { reason } from "./note-formats";
import { bool, choice, limit, nullable, wholeNumber } from "./scalar";
import { statusCodes } from "./status-codes";

/** Host-wide inputs, in the order of the config document. */
export const TRANSPORT_CONFIG_FIELDS: FieldTable<TransportConfigSettings> = {
  dialect: field(choice(["classic", "modern"]), {
    default: "classic",
    doc: "Reply texts of Exchange 2007 to 2013 (550 5.7.1 Unable to relay) or of later versions (550 5.7.54).",
    source: "this project",
  }),
  maxConnectionRatePerMinute: field(limit({ min: 1, max: 2_147_483_647 }), {
    default: 12_000,
    doc: "Most new connections of the host in a minute; Exchange has 1,200.",
    source: "Set-TransportService -MaxConnectionRatePerMinute",
  }),
  tlsReceiveDomainSecureList: field(domainNames, {
    default: [],
    doc: "Sender domains, exactly, that need a client certificate on connectors with domainSecureEnabled.",
    source: "Set-TransportConfig -TLSReceiveDomainSecureList",
  }),
  maxRelayRefusals: field(wholeNumber({ min: 0, max: 2_147_483_647 }), {
    default: 20,
    doc: "Relay refusals that a connection may collect; the next one is answered 421.",
    source: "this project",
  }),
  postmaster: field(nullable(mailAddress), {
    default: null,
    doc: "Address that a bare postmaster means; its domain must be an accepted domain.",
    source: "Set-TransportConfig -ExternalPostmasterAddress; RFC 5321 section 4.5.1",
  }),
  messageExpiration: field(timeSpan({ min: 5, max: 90 * 86_400 }), {
    default: "2.00:00:00",
    doc: "How long a message may stay undelivered before it is given up or held (failedMail).",
    source: "Set-TransportService -MessageExpirationTimeout",
  }),
  delayNotificationTimeout: field(timeSpan({ min: 1, max: 30 * 86_400 }), {
    default: "04:00:00",
    doc: "How long a message may wait before its sender is told that it is late.",
    source: "Set-TransportService -DelayNotificationTimeout",
  }),
  failedMail: field(choice(["notify", "notifyAuthorized", "hold"]), {
    default: "notifyAuthorized",
    doc: "What becomes of mail that cannot be delivered: notify tells its sender, notifyAuthorized does so for clients that may relay and holds the rest, hold keeps all of it.",
    source: "this project",
  }),
  internalDelayDsnEnabled: field(bool, {
    default: true,
    doc: "Whether senders at accepted domains are told that their mail is late.",
    source: "Set-TransportConfig -InternalDelayDsnEnabled",
  }),
  externalDelayDsnEnabled: field(bool, {
    default: true,
    doc: "Whether other senders are told that their mail is late.",
    source: "Set-TransportConfig -ExternalDelayDsnEnabled",
  }),
  internalDsnMaxMessageAttachSize: field(byteSize({ min: 0, max: 2_147_483_647 }), {
    default: 10_485_760,
    doc: "Largest message in bytes that goes back whole to a sender at an accepted domain; of larger ones the header does.",
    source: "Set-TransportConfig -InternalDsnMaxMessageAttachSize",
  }),
  externalDsnMaxMessageAttachSize: field(byteSize({ min: 0, max: 2_147_483_647 }), {
    default: 10_485_760,
    doc: "Largest message in bytes that goes back whole to another sender; of larger ones the header does.",
    source: "Set-TransportConfig -ExternalDsnMaxMessageAttachSize",
  }),
  generateCopyOfDsnFor: field(statusCodes, {
    default: [],
    doc: "Status codes such as 5.7.1 whose notifications the postmaster gets a copy of.",
    source: "Set-TransportConfig -GenerateCopyOfDSNFor",
  }),
  trustedProxies: field(ipRanges({ min: 0, max: 1000, of: "trusted proxies" }), {
    default: [],
    doc: "Networks whose PROXY header is believed; public ones and ones wider than /24 (IPv6: /64) need reason.",
    source: "this project",
  }),
  reason: field(nullable(reason), {
    default: null,
    doc: "Why trusted proxies may be public or a wide network.",
    source: "this project",
  }),
};
