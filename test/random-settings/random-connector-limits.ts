import fc from "fast-check";
import { byteSize, inAnyCase, limit, timeSpan } from "./random-texts";
import type { RandomValues } from "./random-values";
import { alone } from "./wish";

const DAY = 86_400;
const MOST = 2_147_483_647;

type Limits = Pick<
  RandomValues<"ReceiveConnector">,
  | "maxMessageSize"
  | "maxHeaderSize"
  | "maxRecipientsPerMessage"
  | "maxHopCount"
  | "maxLocalHopCount"
  | "maxProtocolErrors"
  | "maxLogonFailures"
  | "connectionTimeout"
  | "connectionInactivityTimeout"
  | "maxInboundConnection"
  | "maxInboundConnectionPerSource"
  | "maxInboundConnectionPercentagePerSource"
  | "messageRateLimit"
  | "messageRateSource"
  | "tarpitInterval"
  | "authTarpitInterval"
>;

const count = (name: string, min: number, max: number) => alone(name, fc.integer({ min, max }));

/** Limits and delays of a receive connector, within the ranges of New-ReceiveConnector's page. */
export const RANDOM_CONNECTOR_LIMITS: Limits = {
  maxMessageSize: alone("maxMessageSize", byteSize(65_536, MOST)),
  maxHeaderSize: alone("maxHeaderSize", byteSize(1, MOST)),
  maxRecipientsPerMessage: count("maxRecipientsPerMessage", 1, 512_000),
  maxHopCount: count("maxHopCount", 1, 500),
  maxLocalHopCount: count("maxLocalHopCount", 0, 50),
  maxProtocolErrors: alone("maxProtocolErrors", limit(0, MOST)),
  maxLogonFailures: count("maxLogonFailures", 0, 10),
  connectionTimeout: timeSpan(2, DAY).map((connectionTimeout) => ({
    connectionTimeout,
    connectionInactivityTimeout: "00:00:01",
  })),
  connectionInactivityTimeout: timeSpan(1, DAY - 1).map((connectionInactivityTimeout) => ({
    connectionInactivityTimeout,
    connectionTimeout: "1.00:00:00",
  })),
  maxInboundConnection: alone("maxInboundConnection", limit(1, MOST)),
  maxInboundConnectionPerSource: alone("maxInboundConnectionPerSource", limit(1, 10_000)),
  maxInboundConnectionPercentagePerSource: count("maxInboundConnectionPercentagePerSource", 1, 100),
  messageRateLimit: alone("messageRateLimit", limit(1, MOST)),
  messageRateSource: alone("messageRateSource", inAnyCase("None", "IPAddress", "User", "All")),
  tarpitInterval: alone("tarpitInterval", timeSpan(0, 240)),
  authTarpitInterval: alone("authTarpitInterval", timeSpan(0, 240)),
};
