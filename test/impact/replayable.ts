import type { FixturePair } from "../../model/impact/random-worlds-fixture";
import { MOMENT } from "../../model/impact/random-worlds-fixture";
import type { StateFixture } from "../../model/snapshot-fixture";

const PAST = "2001-01-01T00:00:00Z";
const FUTURE = "2999-01-01T00:00:00Z";

export interface LiveFixtures {
  readonly before: StateFixture;
  readonly after: StateFixture;
}

export interface LivePlace {
  readonly port: number;
  /** Fingerprints of true certificates by the names that random worlds give them. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

/** A random pair as two hosts on this machine can have it now: on their port, without delays, with true certificates. */
export function replayable({ before, after, at }: FixturePair, place: LivePlace): LiveFixtures {
  return { before: liveFixture(before, { ...place, at: MOMENT }), after: liveFixture(after, { ...place, at }) };
}

function liveFixture(fixture: StateFixture, place: LivePlace & { readonly at: number }): StateFixture {
  const { at, fingerprints } = place;
  const expire = <Settings extends object>(settings: Settings): Settings => ({
    ...settings,
    ...expiryOf(settings, at),
  });
  return {
    ...fixture,
    receiveConnectors: (fixture.receiveConnectors ?? []).map((one) => ({ ...expire(one), ...manners(one, place) })),
    connectorPermissions: (fixture.connectorPermissions ?? []).map(expire),
    relayUsers: (fixture.relayUsers ?? []).map((user) => ({
      ...user,
      clientCertificates: (user.clientCertificates ?? []).map((name) => fingerprints.get(name) ?? name),
    })),
    transportConfig: { ...fixture.transportConfig, trustedProxies: ["127.0.0.0/8"] },
    releases: (fixture.releases ?? [])
      .filter(({ until }) => until > at)
      .map((release) => ({
        ...release,
        until: Date.parse(FUTURE),
        settings: { ...expire(release.settings), ...manners(release.settings, place) },
      })),
  };
}

function expiryOf(settings: object, at: number): { readonly expiresAt?: string | null } {
  const { expiresAt } = settings as { readonly expiresAt?: string | null };
  if (expiresAt == null) return {};
  return { expiresAt: Date.parse(expiresAt) <= at ? PAST : FUTURE };
}

function manners({ bindings = [] }: { readonly bindings?: readonly string[] }, { port }: LivePlace) {
  return {
    bindings: [...new Set(bindings.map((binding) => localBinding(binding, port)))],
    tarpitInterval: "00:00:00",
    authTarpitInterval: "00:00:00",
    // Every witness comes from a client of its own, more than one a minute.
    messageRateLimit: "unlimited" as const,
    maxInboundConnectionPercentagePerSource: 100,
  };
}

function localBinding(binding: string, port: number): string {
  if (binding.startsWith("[")) return `[::]:${port}`;
  return binding.startsWith("10.0.0.5") ? `127.0.0.5:${port}` : `0.0.0.0:${port}`;
}
