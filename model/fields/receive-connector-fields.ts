import type { ReceiveConnectorSettings } from "../settings";
import { bindings, ipRanges } from "./address-formats";
import { CONNECTOR_EXTENSION_FIELDS } from "./connector-extension-fields";
import { CONNECTOR_LIMIT_FIELDS } from "./connector-limit-fields";
import { authMechanism, permissionGroups } from "./exchange-flags";
import { field, type FieldTable } from "./field";
import { banner, hostName } from "./host-formats";
import { instant } from "./instant-format";
import { recipientScope, senderScope } from "./mail-scopes";
import { comment, reason } from "./note-formats";
import { bool, choice, nullable } from "./scalar";
import { certificateName, connectorName } from "./text";

const page = (parameter: string) => `New-ReceiveConnector -${parameter}`;

/** Inputs of a receive connector, in the order of the config document. */
export const RECEIVE_CONNECTOR_FIELDS: FieldTable<ReceiveConnectorSettings> = {
  name: field(connectorName, {
    doc: "Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.",
    source: page("Name"),
  }),
  enabled: field(bool, {
    default: true,
    doc: "Whether the connector takes part in the choice of a connector; disabled ones still count in conflicts.",
    source: page("Enabled"),
  }),
  comment: field(comment, { default: "", doc: "Free text for people.", source: page("Comment") }),
  bindings: field(bindings, {
    doc: "Local endpoints that the connector answers on: address:port or [address]:port, where 0.0.0.0 and [::] mean every address.",
    source: page("Bindings"),
  }),
  remoteIpRanges: field(ipRanges({ min: 1, max: 100_000, of: "client ranges" }), {
    doc: "Clients that the connector serves: an address, first-last, a CIDR block or address(mask); the smallest matching range of all connectors wins.",
    source: page("RemoteIPRanges"),
  }),
  permissionGroups: field(permissionGroups, {
    default: ["None"],
    doc: "Groups whose preset rights the connector grants; an empty list means None.",
    source: page("PermissionGroups"),
  }),
  authMechanism: field(authMechanism, {
    default: ["Tls"],
    doc: "Mechanisms that the connector offers; an empty list means None.",
    source: page("AuthMechanism"),
  }),
  requireTls: field(bool, {
    default: false,
    doc: "Whether mail and authentication wait for STARTTLS.",
    source: page("RequireTLS"),
  }),
  fqdn: field(nullable(hostName), {
    default: null,
    doc: "Name in the banner, the EHLO reply and Received; null is the host's own name.",
    source: page("Fqdn"),
  }),
  banner: field(nullable(banner), {
    default: null,
    doc: "Greeting instead of the default one: one line that starts with 220, at most 512 octets with its line end.",
    source: page("Banner"),
  }),
  defaultDomain: field(nullable(hostName), {
    default: null,
    doc: "Accepted domain that completes bare addresses; null: they are refused, except postmaster.",
    source: page("DefaultDomain"),
  }),
  tlsCertificateName: field(nullable(certificateName), {
    default: null,
    doc: "Certificate for STARTTLS, <I>issuer<S>subject as the certificate has them; null: the one for fqdn.",
    source: page("TlsCertificateName"),
  }),
  domainSecureEnabled: field(bool, {
    default: false,
    doc: "Whether client certificates make Partner sessions for the domains of TransportConfig's tlsReceiveDomainSecureList.",
    source: page("DomainSecureEnabled"),
  }),
  ...CONNECTOR_LIMIT_FIELDS,
  ...CONNECTOR_EXTENSION_FIELDS,
  protocolLoggingLevel: field(choice(["None", "Verbose"]), {
    default: "None",
    doc: "Whether sessions are written to the protocol log.",
    source: page("ProtocolLoggingLevel"),
  }),
  onlySenders: field(nullable(senderScope), {
    default: null,
    doc: "Addresses, domains, *.domain or <> that may send here, header senders included; null narrows nothing.",
    source: "this project",
  }),
  onlyRecipients: field(nullable(recipientScope), {
    default: null,
    doc: "Addresses, domains or *.domain that mail may go to, accepted domains included; null narrows nothing.",
    source: "this project",
  }),
  expiresAt: field(nullable(instant), {
    default: null,
    doc: "From this instant on the connector still matches its ranges and grants nothing; null: never.",
    source: "this project",
  }),
  allowWideRelay: field(nullable(reason), {
    default: null,
    doc: "Why anonymous or externally secured relay from a wide public range is meant; without it such relay is refused.",
    source: "this project",
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the connector.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why the connector exists.", source: "this project" }),
  ticket: field(nullable(reason), { default: null, doc: "Where the connector was asked for.", source: "this project" }),
  observeOnly: field(bool, {
    default: false,
    doc: "Whether the settings are observed only: what would be refused is logged and counted, and what held before goes on being enforced. Only for narrowing.",
    source: "this project",
  }),
};
