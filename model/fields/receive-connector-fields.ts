import { CONNECTOR_VALUE_RANGES as RANGES } from "../constraints/ranges-of-values";
import type { ReceiveConnectorSettings } from "../settings";
import { bindings, ipRanges } from "./address-formats";
import { authMechanism, permissionGroups } from "./exchange-flags";
import { field, type FieldTable } from "./field";
import { banner, byteSize, hostName, timeSpan } from "./host-formats";
import { comment, reason } from "./note-formats";
import { bool, choice, limit, nullable, wholeNumber } from "./scalar";
import { connectorName } from "./text";

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
  maxMessageSize: field(byteSize(RANGES.maxMessageSize), {
    default: 37_748_736,
    doc: "Largest message in bytes; the right Bypass-Message-Size-Limit waives it.",
    source: page("MaxMessageSize"),
  }),
  maxHeaderSize: field(byteSize(RANGES.maxHeaderSize), {
    default: 262_144,
    doc: "Largest header block in bytes.",
    source: page("MaxHeaderSize"),
  }),
  maxRecipientsPerMessage: field(wholeNumber(RANGES.maxRecipientsPerMessage), {
    default: 200,
    doc: "Most recipients of a message; the others are answered 452 and the message goes on.",
    source: page("MaxRecipientsPerMessage"),
  }),
  maxHopCount: field(wholeNumber(RANGES.maxHopCount), {
    default: 30,
    doc: "Most Received headers that a message may arrive with.",
    source: page("MaxHopCount"),
  }),
  maxProtocolErrors: field(limit(RANGES.maxProtocolErrors), {
    default: 5,
    doc: "Protocol errors that a connection may make; the next one is answered 421.",
    source: page("MaxProtocolErrors"),
  }),
  connectionTimeout: field(timeSpan(RANGES.connectionTimeout), {
    default: "00:10:00",
    doc: "Longest life of a connection, even a busy one.",
    source: page("ConnectionTimeout"),
  }),
  connectionInactivityTimeout: field(timeSpan(RANGES.connectionInactivityTimeout), {
    default: "00:05:00",
    doc: "Longest silence of a connection; shorter than connectionTimeout.",
    source: page("ConnectionInactivityTimeout"),
  }),
  maxInboundConnection: field(limit(RANGES.maxInboundConnection), {
    default: 5000,
    doc: "Most connections of the connector at a time.",
    source: page("MaxInboundConnection"),
  }),
  maxInboundConnectionPerSource: field(limit(RANGES.maxInboundConnectionPerSource), {
    default: 20,
    doc: "Most connections of one client address at a time.",
    source: page("MaxInboundConnectionPerSource"),
  }),
  tarpitInterval: field(timeSpan(RANGES.tarpitInterval), {
    default: "00:00:05",
    doc: "Delay before 5xx replies to clients that have not authenticated; 00:00:00 turns it off.",
    source: page("TarpitInterval"),
  }),
  protocolLoggingLevel: field(choice(["None", "Verbose"]), {
    default: "None",
    doc: "Whether sessions are written to the protocol log.",
    source: page("ProtocolLoggingLevel"),
  }),
  allowWideRelay: field(nullable(reason), {
    default: null,
    doc: "Why anonymous or externally secured relay from a wide public range is meant; without it such relay is refused.",
    source: "this project",
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the connector.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why the connector exists.", source: "this project" }),
};
