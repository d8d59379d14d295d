import fc from "fast-check";
import { randomPlace } from "../../test/random-worlds/random-probe";
import { randomRange } from "../../test/random-worlds/random-clients";
import { randomPair } from "../../test/random-worlds/random-world";
import { parseIpAddress } from "../ip-address";
import { ALL_ADDRESSES, subtractRanges, unionRanges } from "../ip-interval";
import { type IpRange, formatIpRange, rangeContains } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import type { LocalEndpoint, Snapshot } from "../snapshot";
import { CONNECTOR_DEFAULTS, type ConnectorFixture, type StateFixture, snapshotOf } from "../snapshot-fixture";
import type { Release } from "../stored-object";
import { type ConnectorPair, pairConnectors } from "./pair-connectors";

const DEFAULT: ConnectorFixture = { id: "default", remoteIpRanges: ["0.0.0.0/0"] };
const CRM: ConnectorFixture = { id: "crm", remoteIpRanges: ["192.168.2.55-192.168.2.56"] };

function paired(before: StateFixture, after: StateFixture, cutAt: readonly string[] = []) {
  const pairs = pairConnectors(snapshotOf(before), snapshotOf(after), { cutAt: cutAt.map(knownIpRange) });
  return pairs.flatMap(spelt);
}

function spelt({ before, after, places }: ConnectorPair): string[] {
  return places.map(({ endpoint, addresses }) => {
    const who = `${before?.id ?? "nobody"} -> ${after?.id ?? "nobody"}`;
    return `${who} at ${endpoint.address}:${endpoint.port}: ${addresses.map(formatIpRange).join(", ")}`;
  });
}

const connectors = (...receiveConnectors: readonly ConnectorFixture[]) => ({ receiveConnectors });

test("a widened range takes its new clients from who served them", () => {
  const after = connectors(DEFAULT, { ...CRM, remoteIpRanges: ["192.168.2.0/24"] });
  expect(paired(connectors(DEFAULT, CRM), after)).toEqual([
    "default -> default at 0.0.0.0:25: 0.0.0.0-192.168.1.255, 192.168.3.0-255.255.255.255",
    "default -> crm at 0.0.0.0:25: 192.168.2.0-192.168.2.54, 192.168.2.57-192.168.2.255",
    "crm -> crm at 0.0.0.0:25: 192.168.2.55-192.168.2.56",
  ]);
});

test("nobody stands for every client that no range holds, and for all of them where only one side is bound", () => {
  const before = connectors({ ...CRM, bindings: ["10.0.0.5:25"] });
  expect(paired(before, connectors({ ...CRM, bindings: ["[::]:25"], remoteIpRanges: ["2001:db8::/32"] }))).toEqual([
    "nobody -> nobody at 10.0.0.5:25: 0.0.0.0-192.168.2.54, 192.168.2.57-255.255.255.255",
    "nobody -> nobody at :::25: ::-2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "crm -> nobody at 10.0.0.5:25: 192.168.2.55-192.168.2.56",
    "nobody -> crm at :::25: 2001:db8::/32",
  ]);
});

test("at a specific address its own connectors and the wildcard's count together", () => {
  const own = { id: "own", bindings: ["10.0.0.5:25"], remoteIpRanges: ["192.168.2.0/24"] };
  const before = connectors(DEFAULT, CRM);
  expect(paired(before, connectors(DEFAULT, CRM, own)).filter((line) => line.includes("at 10.0.0.5"))).toEqual([
    "default -> default at 10.0.0.5:25: 0.0.0.0-192.168.1.255, 192.168.3.0-255.255.255.255",
    "crm -> crm at 10.0.0.5:25: 192.168.2.55-192.168.2.56",
    "default -> own at 10.0.0.5:25: 192.168.2.0-192.168.2.54, 192.168.2.57-192.168.2.255",
  ]);
});

test("a disabled connector serves nobody, and a newer one of the stack takes over", () => {
  const older = { ...CRM, id: "older", stack: "s", selectionRevision: 1 };
  const newer = { ...older, id: "newer", selectionRevision: 2 };
  expect(paired(connectors(older), connectors(older, newer))).toContain(
    "older -> newer at 0.0.0.0:25: 192.168.2.55-192.168.2.56",
  );
  expect(paired(connectors(CRM), connectors({ ...CRM, enabled: false }))).toContain(
    "crm -> nobody at 0.0.0.0:25: 192.168.2.55-192.168.2.56",
  );
});

test("clients that keep relay while it is withheld are apart from the others", () => {
  const limited = { ...CRM, remoteIpRanges: ["192.168.2.0/24"], relayLimitedTo: ["192.168.2.8/29", "192.168.2.64/26"] };
  const pairs = paired(connectors(limited), connectors(limited));
  expect(pairs).toContain("crm -> crm at 0.0.0.0:25: 192.168.2.8/29, 192.168.2.64/26");
  expect(pairs).toContain("crm -> crm at 0.0.0.0:25: 192.168.2.0/29, 192.168.2.16-192.168.2.63, 192.168.2.128/25");
});

test("while a range is held its clients are apart by who takes over", () => {
  const release: Release = {
    connectorId: "old",
    settings: { ...CONNECTOR_DEFAULTS, name: "old" },
    ranges: ["192.168.2.0/24"],
    stack: "s",
    revision: 5,
    until: 30_000,
  };
  const before = { ...connectors({ ...DEFAULT, remoteIpRanges: ["192.168.0.0/16"] }), releases: [release] };
  const after = connectors(DEFAULT);
  expect(paired(before, after)).toContain("old -> default at 0.0.0.0:25: 192.168.2.0/24");
});

test("no pair lies both inside and outside a range to cut at", () => {
  const cutAt = ["192.168.2.56-192.168.2.60", "192.168.2.0/24", "2001:db8::1"];
  expect(paired(connectors(CRM), connectors(CRM), cutAt).filter((line) => line.startsWith("crm"))).toEqual([
    "crm -> crm at 0.0.0.0:25: 192.168.2.55",
    "crm -> crm at 0.0.0.0:25: 192.168.2.56",
  ]);
});

const held: fc.Arbitrary<readonly Release[]> = fc.array(
  fc.record({
    connectorId: fc.constantFrom("Default", "CRM", "gone"),
    settings: fc.constantFrom(["0.0.0.0:25"], ["10.0.0.5:25", "[::]:25"]).map((bindings) => ({
      ...CONNECTOR_DEFAULTS,
      bindings,
    })),
    ranges: fc.array(randomRange, { minLength: 1, maxLength: 2 }),
    stack: fc.constant("acme/mail/prod"),
    revision: fc.integer({ min: 1, max: 4 }),
    until: fc.constantFrom(0, 30_000),
  }),
  { maxLength: 2 },
);

const sides = fc
  .tuple(randomPair, held)
  .map(([[before, after], releases]) => [{ ...before, releases }, after] as const);

const cuts = fc.array(randomRange.map(knownIpRange), { maxLength: 3 });

/** The endpoint that stands for a local address. */
function endpointFor(local: LocalEndpoint, endpoints: readonly LocalEndpoint[]): LocalEndpoint | undefined {
  const wildcard = local.address.includes(":") ? "::" : "0.0.0.0";
  const onPort = endpoints.filter(({ port }) => port === local.port);
  return onPort.find(({ address }) => address === local.address) ?? onPort.find(({ address }) => address === wildcard);
}

const endpointsOf = (pairs: readonly ConnectorPair[]) =>
  pairs.flatMap(({ places }) => places.map(({ endpoint }) => endpoint));

test("every client at every endpoint is in exactly one pair, served on both sides as select says", () => {
  fc.assert(
    fc.property(sides, cuts, fc.array(randomPlace, { minLength: 1, maxLength: 20 }), (pair, cutAt, probes) => {
      const [before, after] = [snapshotOf(pair[0]), snapshotOf(pair[1])];
      const pairs = pairConnectors(before, after, { cutAt });
      for (const { client, local } of probes) {
        const holding = pairs.filter((one) => holds(one, client, endpointFor(local, endpointsOf(pairs))));
        const expected = [before, after].map((snapshot) => snapshot.select(local, client)?.connector);
        if (holding.length === 0) expect(expected).toEqual([undefined, undefined]);
        else expect(holding.map((found) => [found.before ?? undefined, found.after ?? undefined])).toEqual([expected]);
      }
    }),
    { numRuns: 500 },
  );
});

function holds({ places }: ConnectorPair, client: string, endpoint: LocalEndpoint | undefined): boolean {
  const address = parseIpAddress(client)!;
  return places.some((place) => {
    const isHere = place.endpoint.address === endpoint?.address && place.endpoint.port === endpoint.port;
    return isHere && place.addresses.some((range) => rangeContains(range, address));
  });
}

test("the pairs cover each endpoint of either side once, in merged ranges, and are alike inside", () => {
  fc.assert(
    fc.property(sides, cuts, (pair, cutAt) => {
      const [before, after] = [snapshotOf(pair[0]), snapshotOf(pair[1])];
      const pairs = pairConnectors(before, after, { cutAt });
      const byEndpoint = Map.groupBy(
        pairs.flatMap(({ places }) => places),
        ({ endpoint }) => JSON.stringify(endpoint),
      );
      expect(new Set(byEndpoint.keys()).size).toBe(new Set([...before.bindings, ...after.bindings]).size);
      for (const [endpoint, places] of byEndpoint) {
        const whole = ALL_ADDRESSES[endpoint.includes("::") || endpoint.includes("db8") ? 1 : 0] as IpRange;
        const all = places.flatMap(({ addresses }) => addresses);
        expect(subtractRanges([whole], all)).toEqual([]);
        expect(all.reduce((sum, { first, last }) => sum + BigInt(last) - BigInt(first) + 1n, 0n)).toBe(
          BigInt(whole.last) + 1n,
        );
      }
      for (const one of pairs) expectAlike(one, [before, after], cutAt);
    }),
    { numRuns: 300 },
  );
});

function expectAlike({ places }: ConnectorPair, snapshots: readonly Snapshot[], cutAt: readonly IpRange[]): void {
  const standings = places.flatMap(({ endpoint, addresses }) => {
    expect(unionRanges(addresses)).toEqual(addresses);
    return addresses.flatMap((range) =>
      [range.first, range.last].map((value) => standing({ ...range, first: value, last: value }, endpoint, snapshots)),
    );
  });
  expect([...new Set(standings)]).toHaveLength(1);

  function standing(range: IpRange, endpoint: LocalEndpoint, sidesOf: readonly Snapshot[]): string {
    const client = formatIpRange(range);
    const served = sidesOf.map((snapshot) => {
      const selection = snapshot.select(endpoint, client);
      const all = [selection?.connector, selection?.held?.successor?.connector];
      return all.map((connector) => `${connector?.id} ${connector?.mayRelayUnauthenticated(client)}`);
    });
    return JSON.stringify([served, cutAt.map((cut) => subtractRanges([range], [cut]).length === 0)]);
  }
}
