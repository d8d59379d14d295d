import { countAddresses, type IpRange, publicPart, unionRanges, untranslated } from "../../model";
import { describeCount } from "../describe-ranges";
import type { Finding } from "../finding";
import { culpritOf, describePublicRelay, type RelayWithoutLogin, relayWithoutLogin } from "../relay-without-login";
import type { RelayRule } from "../rule";

/** Where an open relay begins: the numbers are those of the host's own guard unless they are configured. */
export interface NoOpenRelayConfig {
  readonly mostPublicIpv4: number;
  /** Length of the prefix that holds as many IPv6 addresses as may relay: 64 is one subnet. */
  readonly publicIpv6Prefix: number;
}

const DEFAULTS: NoOpenRelayConfig = { mostPublicIpv4: 256, publicIpv6Prefix: 64 };

export const NO_OPEN_RELAY: RelayRule<NoOpenRelayConfig> = {
  name: "no-open-relay",
  title: "No open relay",
  description:
    "Clients that do not log in must not relay from a wide part of the Internet, however it is spelt and whatever allowWideRelay says.",
  remedy:
    "Name the servers that relay in remoteIpRanges, take the right away, or narrow the connector with onlyRecipients to accepted domains.",
  level: "mandatory",
  severity: "critical",
  scope: "stack",
  config: {
    mostPublicIpv4: {
      type: "integer",
      minimum: 0,
      maximum: 2 ** 32,
      default: DEFAULTS.mostPublicIpv4,
      description: "How many different public IPv4 addresses may relay without a login, over all connectors together.",
    },
    publicIpv6Prefix: {
      type: "integer",
      minimum: 0,
      maximum: 128,
      default: DEFAULTS.publicIpv6Prefix,
      description: "The same for IPv6, as the length of a prefix that holds that many addresses: 64 is one subnet.",
    },
  },
  judge: (subject, config) => {
    const isMany = manyBy({ ...DEFAULTS, ...config });
    const relays = relayWithoutLogin(subject).map((relay): OpenRelay => ({ relay, open: publicRanges(relay) }));
    const alone = relays.filter(({ open }) => isMany(open));
    if (alone.length > 0) return alone.map((one) => violation(one));
    const together = unionRanges(...relays.map(({ open }) => open));
    if (!isMany(together)) return [];
    return relays.filter(({ open }) => open.length > 0).map((one) => violation(one, together));
  },
};

interface OpenRelay {
  readonly relay: RelayWithoutLogin;
  /** Public clients of it. */
  readonly open: readonly IpRange[];
}

function manyBy({ mostPublicIpv4, publicIpv6Prefix }: NoOpenRelayConfig): (ranges: readonly IpRange[]) => boolean {
  const [most4, most6] = [BigInt(mostPublicIpv4), 1n << BigInt(128 - publicIpv6Prefix)];
  return (ranges) => {
    const { v4, v6 } = countAddresses(ranges);
    return v4 > most4 || v6 > most6;
  };
}

function publicRanges({ ranges }: RelayWithoutLogin): readonly IpRange[] {
  return publicPart(untranslated(ranges));
}

function violation({ relay, open }: OpenRelay, together?: readonly IpRange[]): Finding {
  const all =
    together === undefined ? "" : ` All connectors of the stack together: ${describeCount(together, "public ")}.`;
  return { urn: culpritOf(relay).urn, message: `${describePublicRelay(relay, open)}.${all}` };
}
