import type { SendConnectorSettings } from "../settings";
import { field, type FieldTable } from "./field";
import { domainPattern, hostName, sizeLimit, timeSpan } from "./host-formats";
import { comment, reason } from "./note-formats";
import { certificates } from "./pem-format";
import { addressSpaces, localAddress, smartHosts } from "./route-formats";
import { bool, choice, limit, nullable, wholeNumber } from "./scalar";
import { sendRights } from "./send-header-rights";
import { connectorName, text } from "./text";

const page = (parameter: string) => `New-SendConnector -${parameter}`;

/** Inputs of a send connector, in the order of the config document. */
export const SEND_CONNECTOR_FIELDS: FieldTable<SendConnectorSettings> = {
  name: field(connectorName, {
    doc: "Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.",
    source: page("Name"),
  }),
  enabled: field(bool, { default: true, doc: "Whether the connector is used as a route.", source: page("Enabled") }),
  comment: field(comment, { default: "", doc: "Free text for people.", source: page("Comment") }),
  addressSpaces: field(addressSpaces, {
    doc: "Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below), -- (this host's own accepted domains) or *, and the cost is 1 when left out.",
    source: page("AddressSpaces"),
  }),
  dnsRoutingEnabled: field(bool, {
    default: false,
    doc: "Whether mail goes to the MX hosts of the recipient's domain instead of smart hosts.",
    source: page("DNSRoutingEnabled"),
  }),
  smartHosts: field(smartHosts, {
    default: [],
    doc: "Hosts that mail is handed to: host:port or [address]:port, with ;weight from 0 to 1000 for another share than 1 (0 is a spare); the port is 25 when left out.",
    source: page("SmartHosts"),
  }),
  port: field(wholeNumber({ min: 1, max: 65_535 }), {
    default: 25,
    doc: "Port of MX hosts; smart hosts name their own.",
    source: page("Port"),
  }),
  sourceIpAddress: field(nullable(localAddress), {
    default: null,
    doc: "Local address that connections are made from; null: the system's choice.",
    source: page("SourceIPAddress"),
  }),
  fqdn: field(nullable(hostName), {
    default: null,
    doc: "Name in EHLO; null is the host's own name.",
    source: page("Fqdn"),
  }),
  requireTls: field(bool, {
    default: true,
    doc: "Whether the next host must encrypt; see tlsAuthLevel for its certificate.",
    source: page("RequireTLS"),
  }),
  tlsAuthLevel: field(
    nullable(choice(["Opportunistic", "EncryptionOnly", "CertificateValidation", "DomainValidation"])),
    {
      default: null,
      doc: "How far the next host must prove itself; null: EncryptionOnly with requireTls, else Opportunistic (TLS where it is offered).",
      source: page("TlsAuthLevel"),
    },
  ),
  tlsDomain: field(nullable(domainPattern), {
    default: null,
    doc: "Name that the next host's certificate must have, with DomainValidation; null: the next host's name.",
    source: page("TlsDomain"),
  }),
  caCertificate: field(nullable(certificates), {
    default: null,
    doc: "PEM certificates of issuers that are trusted beside the system's.",
    source: "this project",
  }),
  ignoreStartTls: field(bool, {
    default: false,
    doc: "Whether STARTTLS is left alone even where it is offered.",
    source: page("IgnoreSTARTTLS"),
  }),
  smartHostAuthMechanism: field(choice(["None", "BasicAuth", "BasicAuthRequireTLS"]), {
    default: "None",
    doc: "How this host logs in at the smart hosts.",
    source: page("SmartHostAuthMechanism"),
  }),
  username: field(nullable(text({ min: 1, max: 256 })), {
    default: null,
    doc: "Account at the smart hosts; its password is the secret input password.",
    source: page("AuthenticationCredential"),
  }),
  maxConnectionsPerHost: field(wholeNumber({ min: 1, max: 1000 }), {
    default: 20,
    doc: "Most connections to one host at a time.",
    source: "Set-TransportService -MaxPerDomainOutboundConnections",
  }),
  maxMessagesPerMinutePerHost: field(limit({ min: 1, max: 2_147_483_647 }), {
    default: "unlimited",
    doc: "Most messages a minute to one host.",
    source: "this project",
  }),
  smtpMaxMessagesPerConnection: field(limit({ min: 1, max: 2_147_483_647 }), {
    default: 1000,
    doc: "Most messages over one connection (Exchange's default is 20).",
    source: page("SmtpMaxMessagesPerConnection"),
  }),
  connectionInactivityTimeout: field(timeSpan({ min: 1, max: 86_400 }), {
    default: "00:10:00",
    doc: "How long an idle connection is kept before it ends with QUIT.",
    source: page("ConnectionInactivityTimeOut"),
  }),
  messageRetryInterval: field(timeSpan({ min: 1, max: 86_400 }), {
    default: "01:00:00",
    doc: "Longest wait before a message that a next host put off is tried again; the first wait is a minute, each further one twice as long (Exchange waits 15 minutes each time).",
    source: "Set-TransportService -MessageRetryInterval",
  }),
  transientFailureRetryInterval: field(timeSpan({ min: 1, max: 43_200 }), {
    default: "00:05:00",
    doc: "Longest wait before a host that does not work is tried again, for the first times; the waits begin with a second and double.",
    source: "Set-TransportService -TransientFailureRetryInterval",
  }),
  transientFailureRetryCount: field(wholeNumber({ min: 0, max: 15 }), {
    default: 6,
    doc: "How many waits may be as long as transientFailureRetryInterval before they are outboundConnectionFailureRetryInterval.",
    source: "Set-TransportService -TransientFailureRetryCount",
  }),
  outboundConnectionFailureRetryInterval: field(timeSpan({ min: 1, max: 20 * 86_400 }), {
    default: "00:10:00",
    doc: "Wait between later tries of a host that does not work.",
    source: "Set-TransportService -OutboundConnectionFailureRetryInterval",
  }),
  maxMessageSize: field(sizeLimit({ min: 65_536, max: 2_147_483_647 }), {
    default: "unlimited",
    doc: "Largest message in bytes that is sent (Exchange's default is 35 MB).",
    source: page("MaxMessageSize"),
  }),
  extendedRights: field(sendRights, {
    default: ["ms-Exch-Send-Headers-Routing"],
    doc: "Rights of the next host: routing, organization and forest headers leave only with theirs.",
    source: "Send connectors (concept page), permissions",
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the route.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why the route exists.", source: "this project" }),
  ticket: field(nullable(reason), { default: null, doc: "Where the route was asked for.", source: "this project" }),
};
