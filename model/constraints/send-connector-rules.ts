import { judgeAddressSpaces } from "../address-space";
import { knownSmartHost } from "../smart-host";
import type { SendConnectorSettings } from "../settings";
import type { SettingsRule } from "./settings-rule";

type Settings = SendConnectorSettings;

/** What a send connector's inputs demand of each other. */
export const SEND_CONNECTOR_RULES: readonly SettingsRule<"SendConnector">[] = [
  {
    id: "S1",
    code: "RELAY_ADDRESS_SPACE_INVALID",
    properties: ["addressSpaces"],
    rule: "Each domain of addressSpaces has one cost.",
    source: "this project",
    judge: ({ addressSpaces }) => judgeAddressSpaces(addressSpaces, "addressSpaces"),
  },
  rule("S2", {
    properties: ["smartHosts", "dnsRoutingEnabled"],
    rule: "A connector has smart hosts or DNS routing, one of the two.",
    source: "New-SendConnector -DNSRoutingEnabled",
    refuses: ({ smartHosts, dnsRoutingEnabled }) => smartHosts.length > 0 === dnsRoutingEnabled,
    message: ({ dnsRoutingEnabled }) =>
      dnsRoutingEnabled
        ? "smartHosts must be empty with dnsRoutingEnabled: take the hosts out, or set dnsRoutingEnabled to false."
        : "smartHosts names no host: name one, or set dnsRoutingEnabled to true to send to the MX hosts of each domain.",
  }),
  rule("S3", {
    properties: ["smartHosts"],
    rule: "Each smart host is written once, and one of them at least has a weight other than 0.",
    source: "this project",
    refuses: ({ smartHosts }) => smartHosts.length > 0 && (isRepeated(smartHosts) || smartHosts.every(isSpare)),
    message: ({ smartHosts }) =>
      isRepeated(smartHosts)
        ? "smartHosts has one host with two weights: write it once."
        : "smartHosts has only hosts of weight 0: give one of them a weight from 1 on.",
  }),
  rule("S4", {
    properties: ["ignoreStartTls", "requireTls"],
    rule: "STARTTLS cannot be both required and ignored.",
    source: "New-SendConnector -IgnoreSTARTTLS",
    refuses: ({ ignoreStartTls, requireTls }) => ignoreStartTls && requireTls,
    message: () => "ignoreStartTls contradicts requireTls: set one of the two to false.",
  }),
  rule("S5", {
    properties: ["tlsAuthLevel", "requireTls"],
    rule: "Opportunistic is the level without requireTls, the others are those with it.",
    source: "New-SendConnector -TlsAuthLevel",
    refuses: ({ tlsAuthLevel, requireTls }) =>
      tlsAuthLevel !== null && (tlsAuthLevel === "Opportunistic") === requireTls,
    message: ({ tlsAuthLevel, requireTls }) =>
      requireTls
        ? `tlsAuthLevel ${tlsAuthLevel} sends in clear where a host has no TLS: set requireTls to false, or take another level.`
        : `tlsAuthLevel ${tlsAuthLevel} proves nothing while mail may go in clear: set requireTls to true.`,
  }),
  rule("S6", {
    properties: ["tlsDomain", "tlsAuthLevel"],
    rule: "tlsDomain is for DomainValidation only, and names one domain or *.domain.",
    source: "New-SendConnector -TlsDomain",
    refuses: ({ tlsDomain, tlsAuthLevel }) =>
      tlsDomain !== null && (tlsDomain === "*" || tlsAuthLevel !== "DomainValidation"),
    message: ({ tlsDomain }) =>
      tlsDomain === "*"
        ? "tlsDomain * would take any certificate: write the name, or use tlsAuthLevel CertificateValidation."
        : "tlsDomain is judged with tlsAuthLevel DomainValidation only: set it, or take tlsDomain out.",
  }),
  rule("S7", {
    properties: ["caCertificate", "tlsAuthLevel"],
    rule: "caCertificate is for CertificateValidation and DomainValidation.",
    source: "this project",
    refuses: ({ caCertificate, tlsAuthLevel }) =>
      caCertificate !== null && tlsAuthLevel !== "CertificateValidation" && tlsAuthLevel !== "DomainValidation",
    message: () =>
      "caCertificate has no effect: no certificate is judged unless tlsAuthLevel is CertificateValidation or DomainValidation.",
  }),
  rule("S8", {
    properties: ["smartHostAuthMechanism", "username"],
    rule: "A login needs a user name, and a user name a mechanism.",
    source: "New-SendConnector -AuthenticationCredential",
    refuses: ({ smartHostAuthMechanism, username }) => (smartHostAuthMechanism === "None") !== (username === null),
    message: ({ smartHostAuthMechanism }) =>
      smartHostAuthMechanism === "None"
        ? "smartHostAuthMechanism None makes no use of username: choose BasicAuthRequireTLS, or take username out."
        : `smartHostAuthMechanism ${smartHostAuthMechanism} needs a username.`,
  }),
  rule("S9", {
    properties: ["smartHostAuthMechanism", "requireTls"],
    rule: "BasicAuthRequireTLS needs requireTls.",
    source: "New-SendConnector -SmartHostAuthMechanism",
    refuses: ({ smartHostAuthMechanism, requireTls }) =>
      smartHostAuthMechanism === "BasicAuthRequireTLS" && !requireTls,
    message: () => "smartHostAuthMechanism BasicAuthRequireTLS needs TLS: set requireTls to true.",
  }),
  rule("S10", {
    properties: ["smartHostAuthMechanism", "dnsRoutingEnabled"],
    rule: "A login is for smart hosts: the hosts of other people's MX records get no password.",
    source: "New-SendConnector -SmartHostAuthMechanism",
    refuses: ({ smartHostAuthMechanism, dnsRoutingEnabled }) => smartHostAuthMechanism !== "None" && dnsRoutingEnabled,
    message: () => "smartHostAuthMechanism must be None with dnsRoutingEnabled: passwords go to smart hosts only.",
  }),
];

interface RuleParts {
  readonly properties: readonly (keyof Settings)[];
  readonly rule: string;
  readonly source: string;
  readonly refuses: (settings: Settings) => boolean;
  readonly message: (settings: Settings) => string;
}

/** A rule whose failure stands on the first of its properties. */
function rule(id: string, { properties, refuses, message, ...text }: RuleParts): SettingsRule<"SendConnector"> {
  const code = "RELAY_SEND_CONNECTOR_RULE";
  const property = properties[0] ?? "";
  const judge = (settings: Settings) =>
    refuses(settings) ? [{ code, property, message: message(settings) } as const] : [];
  return { id, code, properties, ...text, judge };
}

function isRepeated(smartHosts: readonly string[]): boolean {
  const places = smartHosts.map(knownSmartHost).map(({ host, port }) => `${host} ${port}`);
  return new Set(places).size < places.length;
}

function isSpare(smartHost: string): boolean {
  return knownSmartHost(smartHost).weight === 0;
}
