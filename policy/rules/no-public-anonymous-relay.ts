import { knownIpRange, parseIpRange, publicPart, subtractRanges, untranslated } from "../../model";
import { culpritOf, describePublicRelay, relayWithoutLogin } from "../relay-without-login";
import type { RelayRule } from "../rule";

/** Which public addresses are one's own. */
export interface NoPublicAnonymousRelayConfig {
  readonly except: readonly string[];
}

export const NO_PUBLIC_ANONYMOUS_RELAY: RelayRule<NoPublicAnonymousRelayConfig> = {
  name: "no-public-anonymous-relay",
  title: "No relay without a login from public addresses",
  description: "Clients that do not log in must not relay from any public address, be it a single one.",
  remedy:
    "Let the client log in (usage Client and a RelayUser), bring it in through a private network, or list its address in the rule's except.",
  level: "mandatory",
  severity: "high",
  scope: "stack",
  config: {
    except: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Public addresses and ranges that are one's own: address, CIDR or first-last.",
    },
  },
  judgeConfig: ({ except = [] }) =>
    except.flatMap((text, index) => {
      const parsed = parseIpRange(text, `except[${index}]`);
      return parsed.ok ? [] : parsed.failures.map(({ property, message }) => `${property}: ${message}`);
    }),
  judge: (subject, { except = [] }) =>
    relayWithoutLogin(subject).flatMap((relay) => {
      const ranges = subtractRanges(publicPart(untranslated(relay.ranges)), except.map(knownIpRange));
      if (ranges.length === 0) return [];
      return [{ urn: culpritOf(relay).urn, message: `${describePublicRelay(relay, ranges)}.` }];
    }),
};
