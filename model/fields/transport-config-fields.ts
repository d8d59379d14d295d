import type { TransportConfigSettings } from "../settings";
import { ipRanges } from "./address-formats";
import { field, type FieldTable } from "./field";
import { domainNames, mailAddress, timeSpan } from "./host-formats";
import { reason } from "./note-formats";
import { choice, limit, nullable, wholeNumber } from "./scalar";

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
    doc: "How long a message may stay undelivered before it is held.",
    source: "Set-TransportService -MessageExpirationTimeout",
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
