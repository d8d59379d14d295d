import type { Failure } from "../failure";
import { CUSTOM_REFUSED } from "../fields/exchange-flags";
import { failure } from "../fields/outcome";
import { limit, wholeNumber } from "../fields/scalar";
import { banner, timeSpan } from "../fields/host-formats";
import { parseTimeSpan } from "../time-span";
import type { ConnectorSubject, Constraint } from "./constraint";
import { CONNECTOR_VALUE_RANGES, type ValueRange } from "./ranges-of-values";

const NRC = "New-ReceiveConnector";

/** C1 for groups, C7, C8, C10 to C12, C14: what values may be, alone and together. */
export const VALUE_CONSTRAINTS: readonly Constraint[] = [
  {
    id: "C1 (groups)",
    judgedBy: "settings",
    code: "RELAY_NONE_NOT_ALONE",
    properties: ["permissionGroups"],
    rule: "None in permissionGroups stands alone.",
    source: "this project, after C1",
    judge({ permissionGroups: groups = [] }) {
      if (!groups.includes("None") || groups.length === 1) return [];
      return [failure(this.code, "permissionGroups", `is ${groups.join(", ")}: leave None out, or leave it alone.`)];
    },
  },
  {
    id: "C7",
    judgedBy: "settings",
    code: "RELAY_TIMEOUTS_ORDER",
    properties: ["connectionInactivityTimeout", "connectionTimeout"],
    rule: "connectionInactivityTimeout is shorter than connectionTimeout.",
    source: `${NRC} -ConnectionTimeout`,
    judge({ connectionInactivityTimeout: inactivity, connectionTimeout: total }) {
      const [shorter, longer] = [secondsOf(inactivity), secondsOf(total)];
      if (shorter === undefined || longer === undefined || shorter < longer) return [];
      const complaint = `is ${inactivity} and connectionTimeout is ${total}: make it shorter than connectionTimeout.`;
      return [failure(this.code, "connectionInactivityTimeout", complaint)];
    },
  },
  {
    id: "C8",
    judgedBy: "settings",
    code: "RELAY_BINARY_MIME_NEEDS_CHUNKING",
    properties: ["binaryMimeEnabled", "chunkingEnabled"],
    rule: "binaryMimeEnabled needs chunkingEnabled.",
    source: `${NRC} -BinaryMimeEnabled`,
    judge(subject) {
      if (subject.binaryMimeEnabled !== true || subject.chunkingEnabled !== false) return [];
      const complaint = "is true and chunkingEnabled is false: set both to true, or this one to false.";
      return [failure(this.code, "binaryMimeEnabled", complaint)];
    },
  },
  {
    id: "C10",
    judgedBy: "field",
    code: "RELAY_GROUP_CUSTOM",
    properties: ["permissionGroups"],
    rule: "Custom is never written to permissionGroups.",
    source: "this project: Custom is what Exchange shows, not what it takes",
    judge({ permissionGroups: groups = [] }) {
      if (!groups.some((group) => group.toLowerCase() === "custom")) return [];
      return [failure(this.code, "permissionGroups", `holds Custom: ${CUSTOM_REFUSED}`)];
    },
  },
  {
    id: "C11",
    judgedBy: "settings",
    code: "RELAY_EDGE_ONLY",
    properties: ["permissionGroups"],
    rule: "ExchangeLegacyServers and longAddressesEnabled are not there on an Edge server (this host never is one).",
    source: `receive connectors (concept page); ${NRC} -LongAddressesEnabled`,
    judge: (subject, { role }) => (role === "edge" ? judgeEdge(subject) : []),
  },
  {
    id: "C12",
    judgedBy: "field",
    code: "RELAY_BANNER_INVALID",
    properties: ["banner"],
    rule: "banner is one line that starts with 220.",
    source: `${NRC} -Banner`,
    judge: (subject) => failuresOf(banner.parse(subject.banner ?? "220", "banner")),
  },
  {
    id: "C14",
    judgedBy: "field",
    code: "RELAY_NUMBER_INVALID",
    properties: [],
    rule: "Time spans are whole seconds; numbers lie within the ranges of their parameters.",
    source: `${NRC}, each parameter`,
    judge: (subject) =>
      Object.entries(CONNECTOR_VALUE_RANGES).flatMap(([name, range]) => judgeRange(subject, name as RangedName, range)),
  },
];

type RangedName = keyof typeof CONNECTOR_VALUE_RANGES;

const MAYBE_UNLIMITED: ReadonlySet<RangedName> = new Set([
  "maxProtocolErrors",
  "maxInboundConnection",
  "maxInboundConnectionPerSource",
  "messageRateLimit",
]);

function judgeRange(subject: ConnectorSubject, name: RangedName, range: ValueRange): readonly Failure[] {
  const value = subject[name];
  if (value === undefined) return [];
  const unlimited = MAYBE_UNLIMITED.has(name);
  const format = range.unit === "seconds" ? timeSpan(range) : unlimited ? limit(range) : wholeNumber(range);
  return failuresOf(format.parse(value, name));
}

function judgeEdge(subject: ConnectorSubject): readonly Failure[] {
  const failures: Failure[] = [];
  if (subject.permissionGroups?.includes("ExchangeLegacyServers")) {
    failures.push(
      failure("RELAY_EDGE_ONLY", "permissionGroups", "holds ExchangeLegacyServers, which Edge servers lack."),
    );
  }
  if (subject.longAddressesEnabled === true) {
    failures.push(failure("RELAY_EDGE_ONLY", "longAddressesEnabled", "is true, which Edge servers cannot serve."));
  }
  return failures;
}

function failuresOf(parsed: { readonly ok: boolean; readonly failures?: readonly Failure[] }): readonly Failure[] {
  return parsed.failures ?? [];
}

function secondsOf(span: string | undefined): number | undefined {
  const parsed = parseTimeSpan(span, "");
  return parsed.ok ? parsed.value : undefined;
}
