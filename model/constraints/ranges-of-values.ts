import type { NumberRange } from "../fields/scalar";

/** Where a number may lie, and which page says so. */
export interface ValueRange extends NumberRange {
  readonly unit: "count" | "bytes" | "seconds";
}

const DAY = 86_400;

/** Ranges of the numeric parameters of New-ReceiveConnector (C14). Time spans are in seconds. */
export const CONNECTOR_VALUE_RANGES = {
  maxMessageSize: { min: 65_536, max: 2_147_483_647, unit: "bytes" },
  maxHeaderSize: { min: 1, max: 2_147_483_647, unit: "bytes" },
  maxRecipientsPerMessage: { min: 1, max: 512_000, unit: "count" },
  maxHopCount: { min: 1, max: 500, unit: "count" },
  maxLocalHopCount: { min: 0, max: 50, unit: "count" },
  maxProtocolErrors: { min: 0, max: 2_147_483_647, unit: "count" },
  maxLogonFailures: { min: 0, max: 10, unit: "count" },
  connectionTimeout: { min: 1, max: DAY, unit: "seconds" },
  connectionInactivityTimeout: { min: 1, max: DAY, unit: "seconds" },
  maxInboundConnection: { min: 1, max: 2_147_483_647, unit: "count" },
  maxInboundConnectionPerSource: { min: 1, max: 10_000, unit: "count" },
  maxInboundConnectionPercentagePerSource: { min: 1, max: 100, unit: "count" },
  messageRateLimit: { min: 1, max: 2_147_483_647, unit: "count" },
  // Below the five minutes that clients wait for a reply, RFC 5321 §4.5.3.2.
  tarpitInterval: { min: 0, max: 240, unit: "seconds" },
  authTarpitInterval: { min: 0, max: 240, unit: "seconds" },
} as const satisfies Record<string, ValueRange>;
