import { CONNECTOR_VALUE_RANGES as RANGES } from "../constraints/ranges-of-values";
import type { ReceiveConnectorSettings } from "../settings";
import { field, type FieldTable } from "./field";
import { byteSize, timeSpan } from "./host-formats";
import { choice, limit, wholeNumber } from "./scalar";

const page = (parameter: string) => `New-ReceiveConnector -${parameter}`;

type LimitName = keyof typeof RANGES | "messageRateSource";

/** Limits and delays of a receive connector, in the order of the config document. */
export const CONNECTOR_LIMIT_FIELDS: FieldTable<Pick<ReceiveConnectorSettings, LimitName>> = {
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
  maxLocalHopCount: field(wholeNumber(RANGES.maxLocalHopCount), {
    default: 8,
    doc: "Most Received headers that name this host; 0 turns the check off.",
    source: page("MaxLocalHopCount"),
  }),
  maxProtocolErrors: field(limit(RANGES.maxProtocolErrors), {
    default: 5,
    doc: "Protocol errors that a connection may make; the next one is answered 421.",
    source: page("MaxProtocolErrors"),
  }),
  maxLogonFailures: field(wholeNumber(RANGES.maxLogonFailures), {
    default: 3,
    doc: "Failed AUTH commands at which the connection is closed; 0: it never is.",
    source: page("MaxLogonFailures"),
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
  maxInboundConnectionPercentagePerSource: field(wholeNumber(RANGES.maxInboundConnectionPercentagePerSource), {
    default: 2,
    doc: "Percent of the connections still available that one client address may have.",
    source: page("MaxInboundConnectionPercentagePerSource"),
  }),
  messageRateLimit: field(limit(RANGES.messageRateLimit), {
    default: "unlimited",
    doc: "Most messages a minute of one source; the next one is answered 421 and the connection closed.",
    source: page("MessageRateLimit"),
  }),
  messageRateSource: field(choice(["None", "IPAddress", "User", "All"]), {
    default: "IPAddress",
    doc: "What messageRateLimit counts by: client address, authenticated user (an anonymous client counts by address), both, or nothing.",
    source: page("MessageRateSource"),
  }),
  tarpitInterval: field(timeSpan(RANGES.tarpitInterval), {
    default: "00:00:05",
    doc: "Delay before 5xx replies to clients that have not authenticated; 00:00:00 turns it off.",
    source: page("TarpitInterval"),
  }),
  authTarpitInterval: field(timeSpan(RANGES.authTarpitInterval), {
    default: "00:00:05",
    doc: "Delay before the reply to a failed AUTH; 00:00:00 turns it off.",
    source: page("AuthTarpitInterval"),
  }),
};
