import type { Failure } from "../failure";
import { failure } from "../fields/outcome";
import { unionRanges } from "../ip-interval";
import { formatIpRange, type IpRange, rangeSize } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { countPublicAddresses } from "../public-address";
import type { SettingsRule } from "./settings-rule";

/** Most addresses of a trusted network without a reason: a /24, or one IPv6 subnet. */
const WIDEST = { 4: 2n ** 8n, 6: 2n ** 64n } as const;
const WIDEST_PREFIX = { 4: "/24", 6: "/64" } as const;

/** What host-wide inputs demand of each other. */
export const TRANSPORT_CONFIG_RULES: readonly SettingsRule<"TransportConfig">[] = [
  {
    id: "T1",
    code: "RELAY_WIDE_PROXIES",
    properties: ["trustedProxies", "reason"],
    rule: "Trusted proxies that are public or, alone or side by side, a network wider than /24 (IPv6: /64) need reason: they may claim any client address.",
    source: "this project",
    judge({ trustedProxies, reason }) {
      if (reason !== null) return [];
      const failures = trustedProxies.flatMap((text, index) => judgeProxies(text, `trustedProxies[${index}]`, "is"));
      // Two halves of a network are the network.
      const together = unionRanges(trustedProxies.map(knownIpRange)).map(formatIpRange);
      return failures.length > 0
        ? failures
        : together.flatMap((text) => judgeProxies(text, "trustedProxies", "makes up"));
    },
  },
];

function judgeProxies(text: string, property: string, verb: "is" | "makes up"): readonly Failure[] {
  const fault = faultOf(knownIpRange(text));
  if (fault === undefined) return [];
  const remedy = "Name the proxies' own private addresses, or give the reason in reason.";
  return [
    failure(
      "RELAY_WIDE_PROXIES",
      property,
      `${verb} ${text}, which ${fault}; whoever is in it may claim any client address. ${remedy}`,
    ),
  ];
}

function faultOf(range: IpRange): string | undefined {
  const { v4, v6 } = countPublicAddresses([range]);
  if (v4 + v6 > 0n) return "holds public addresses";
  return rangeSize(range) > WIDEST[range.family] ? `is wider than ${WIDEST_PREFIX[range.family]}` : undefined;
}
