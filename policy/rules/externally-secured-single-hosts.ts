import { countAddresses, type IpRange, knownIpRange, rangeSize, unionRanges } from "../../model";
import { describeCount, describeRanges } from "../describe-ranges";
import type { RelayRule } from "../rule";
import { nameOf, type StackObjectOf } from "../stack-object";
import { ofKind } from "../stack-subject";

/** How many hosts are few. */
export interface ExternallySecuredSingleHostsConfig {
  readonly mostHosts: number;
}

const DEFAULT_MOST_HOSTS = 16;

export const EXTERNALLY_SECURED_SINGLE_HOSTS: RelayRule<ExternallySecuredSingleHostsConfig> = {
  name: "externally-secured-single-hosts",
  title: "Externally secured hosts are named one by one",
  description:
    "A connector with ExternalAuthoritative trusts whoever has a client address as its own servers: each range must be one address, and there must be few of them.",
  remedy:
    "List the servers one by one in remoteIpRanges, or use anonymous relay, which trusts less: no anti-spam bypass, no internal sender.",
  level: "advisory",
  severity: "high",
  scope: "resource",
  config: {
    mostHosts: {
      type: "integer",
      minimum: 1,
      default: DEFAULT_MOST_HOSTS,
      description: "How many different addresses one connector may trust.",
    },
  },
  judge: (subject, { mostHosts = DEFAULT_MOST_HOSTS }) =>
    ofKind(subject, "ReceiveConnector").flatMap((connector) => {
      const { enabled, authMechanism, remoteIpRanges } = connector.settings;
      if (!enabled || !authMechanism.includes("ExternalAuthoritative")) return [];
      return judgeRanges(connector, remoteIpRanges.map(knownIpRange), BigInt(mostHosts));
    }),
};

function judgeRanges(connector: StackObjectOf<"ReceiveConnector">, ranges: readonly IpRange[], mostHosts: bigint) {
  const networks = ranges.filter((range) => rangeSize(range) > 1n);
  const { v4, v6 } = countAddresses(ranges);
  if (networks.length === 0 && v4 + v6 <= mostHosts) return [];
  const trusted = `${nameOf(connector)} trusts ${describeCount(ranges)} as externally secured`;
  const why =
    networks.length > 0
      ? `${describeRanges(networks)} in its remoteIpRanges ${networks.length === 1 ? "is" : "are"} not a single host.`
      : `at most ${mostHosts} are allowed, and remoteIpRanges is ${describeRanges(unionRanges(ranges))} together.`;
  return [{ urn: connector.urn, message: `${trusted}: ${why}` }];
}
