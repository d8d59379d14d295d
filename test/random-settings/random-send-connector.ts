import { rootCertificates } from "node:tls";
import fc from "fast-check";
import { address } from "./random-addresses";
import { anyText, byteSize, domain, domainPattern, inAnyCase, limit, name, noteOrNull, timeSpan } from "./random-texts";
import type { RandomValues } from "./random-values";
import { alone, onOff, orNull } from "./wish";

const MOST = 2_147_483_647;
const RIGHTS = ["ms-Exch-Send-Headers-Routing", "ms-Exch-Send-Headers-Organization", "ms-Exch-Send-Headers-Forest"];

const spaces = fc
  .uniqueArray(fc.oneof(domainPattern, fc.constant("*")), { minLength: 1, maxLength: 4, selector: foldDomain })
  .chain((domains) =>
    fc.tuple(...domains.map((space) => fc.tuple(fc.constantFrom("SMTP:", "smtp:", ""), fc.constant(space), cost))),
  )
  .map((parts) => parts.map((part) => part.join("")));

const cost = fc.option(
  fc.integer({ min: 1, max: 100 }).map((value) => `;${value}`),
  { nil: "" },
);

function foldDomain(text: string): string {
  return text.toLowerCase().replace(/\.$/, "");
}

const port = fc.integer({ min: 1, max: 65_535 });
const weight = fc.constantFrom("", ";1", ";7");
const hosts = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(
        domain.map((text) => text.replace(/\.$/, "")),
        port,
        weight,
      )
      .map(([host, at, share]) => `${host}:${at}${share}`),
    fc.tuple(fc.integer({ min: 1, max: 254 }), port).map(([last, at]) => `10.9.8.${last}:${at}`),
    fc.tuple(fc.integer({ min: 1, max: 0xfff }), port).map(([last, at]) => `[fd00::${last.toString(16)}]:${at}`),
  ),
  { minLength: 1, maxLength: 5, selector: (host) => host.replace(/;.*/, "").toLowerCase() },
);

const certificates = fc
  .shuffledSubarray([...rootCertificates.slice(0, 8)], { minLength: 1, maxLength: 3 })
  .map((list) => list.join("\r\n"));

const LEVELS = [
  { tlsAuthLevel: null },
  { tlsAuthLevel: "opportunistic", requireTls: false },
  { tlsAuthLevel: "EncryptionOnly" },
  { tlsAuthLevel: "CERTIFICATEVALIDATION" },
  { tlsAuthLevel: "DomainValidation" },
] as const;

const LOGINS = [
  { smartHostAuthMechanism: "none" },
  { smartHostAuthMechanism: "BasicAuth", username: "relay" },
  { smartHostAuthMechanism: "basicAuthRequireTls", username: "relay" },
] as const;

/** Every input of a send connector. */
export const RANDOM_SEND_CONNECTOR: RandomValues<"SendConnector"> = {
  name: alone("name", name),
  enabled: onOff("enabled"),
  comment: alone("comment", anyText(0, 200)),
  addressSpaces: alone("addressSpaces", spaces),
  dnsRoutingEnabled: fc
    .boolean()
    .map((dnsRoutingEnabled) => ({ dnsRoutingEnabled, ...(dnsRoutingEnabled && { smartHosts: [] }) })),
  smartHosts: alone("smartHosts", hosts),
  port: alone("port", port),
  sourceIpAddress: alone("sourceIpAddress", orNull(address)),
  fqdn: alone("fqdn", orNull(domain)),
  requireTls: onOff("requireTls"),
  tlsAuthLevel: fc.constantFrom(...LEVELS),
  tlsDomain: orNull(domainPattern).map((tlsDomain) => ({ tlsDomain, tlsAuthLevel: "DomainValidation" })),
  caCertificate: orNull(certificates).map((caCertificate) => ({
    caCertificate,
    tlsAuthLevel: "CertificateValidation",
  })),
  ignoreStartTls: fc.boolean().map((ignoreStartTls) => ({ ignoreStartTls, requireTls: !ignoreStartTls })),
  smartHostAuthMechanism: fc.constantFrom(...LOGINS),
  username: anyText(1, 60).map((username) => ({ username, smartHostAuthMechanism: "BasicAuth" })),
  maxConnectionsPerHost: alone("maxConnectionsPerHost", fc.integer({ min: 1, max: 1000 })),
  maxMessagesPerMinutePerHost: alone("maxMessagesPerMinutePerHost", limit(1, MOST)),
  smtpMaxMessagesPerConnection: alone("smtpMaxMessagesPerConnection", limit(1, MOST)),
  connectionInactivityTimeout: alone("connectionInactivityTimeout", timeSpan(1, 86_400)),
  messageRetryInterval: alone("messageRetryInterval", timeSpan(1, 86_400)),
  transientFailureRetryInterval: alone("transientFailureRetryInterval", timeSpan(1, 43_200)),
  transientFailureRetryCount: alone("transientFailureRetryCount", fc.integer({ min: 0, max: 15 })),
  outboundConnectionFailureRetryInterval: alone("outboundConnectionFailureRetryInterval", timeSpan(1, 20 * 86_400)),
  maxMessageSize: alone("maxMessageSize", fc.oneof(byteSize(65_536, MOST), fc.constant("Unlimited"))),
  extendedRights: alone("extendedRights", fc.array(inAnyCase(...RIGHTS), { maxLength: 4 })),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
};
