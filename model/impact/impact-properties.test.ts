import fc from "fast-check";
import { intersectRanges, subtractRanges } from "../ip-interval";
import { formatIpRange, rangeSize, relateRanges, type IpRange } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { CONNECTOR_DEFAULTS, type ConnectorFixture, type StateFixture } from "../snapshot-fixture";
import { compareWorlds } from "./compare-worlds";
import { isInBox, isOfPattern } from "./is-in-box-fixture";
import type { MailClass } from "./mail-class";
import { mirrorRow, normalRows } from "./normal-rows-fixture";
import { PROPERTY_RUNS as numRuns, PROPERTY_TIMEOUT } from "./property-runs-fixture";
import { MAILBOXES, RANDOM_PROBE } from "./random-probes-fixture";
import { ADDRESSES, DOMAINS, RANDOM_FIXTURE, RANDOM_PAIR, RANGES, worldOf } from "./random-worlds-fixture";
import type { RelayBox } from "./relay-box";
import { whoCan } from "./who-can";

jest.setTimeout(PROPERTY_TIMEOUT);

test("the way back is the mirror of the way there", () => {
  fc.assert(
    fc.property(RANDOM_PAIR, ({ before, after }) => {
      const there = compareWorlds(before, after).rows;
      const back = compareWorlds(after, before).rows;
      expect(normalRows(back)).toEqual(normalRows(there.map(mirrorRow)));
    }),
    { numRuns },
  );
});

test("the order of objects and ranges makes no difference", () => {
  fc.assert(
    fc.property(RANDOM_FIXTURE, RANDOM_FIXTURE, (one, other) => {
      const rows = compareWorlds(worldOf(one), worldOf(other)).rows;
      expect(normalRows(compareWorlds(worldOf(backwards(one)), worldOf(backwards(other))).rows)).toEqual(
        normalRows(rows),
      );
    }),
    { numRuns },
  );
});

// Of several permissions that grant a right the first is named, so their order is told.
function backwards(fixture: StateFixture): StateFixture {
  const { receiveConnectors = [], acceptedDomains = [], relayGroups = [], relayUsers = [] } = fixture;
  return {
    ...fixture,
    receiveConnectors: receiveConnectors.toReversed().map((connector) => ({
      ...connector,
      bindings: (connector.bindings ?? []).toReversed(),
      remoteIpRanges: (connector.remoteIpRanges ?? []).toReversed(),
      onlySenders: connector.onlySenders?.toReversed() ?? null,
      onlyRecipients: connector.onlyRecipients?.toReversed() ?? null,
      permissionGroups: (connector.permissionGroups ?? []).toReversed(),
    })),
    acceptedDomains: acceptedDomains.toReversed(),
    relayGroups: relayGroups.toReversed(),
    relayUsers: relayUsers.toReversed(),
  };
}

test("a split range changes nothing but where a part is now smaller than another connector's range", () => {
  fc.assert(
    fc.property(RANDOM_FIXTURE, fc.nat(), fc.double({ min: 0, max: 0.99, noNaN: true }), (fixture, place, where) => {
      const connectors = fixture.receiveConnectors ?? [];
      const split = connectors[place % connectors.length];
      const [text] = split?.remoteIpRanges ?? [];
      fc.pre(split !== undefined && text !== undefined && rangeSize(knownIpRange(text)) > 1n);
      const whole = knownIpRange(text);
      const parts = halves(whole, where);
      const texts = [...parts.map(formatIpRange), ...(split?.remoteIpRanges ?? []).slice(1)];
      const receiveConnectors = connectors.map((one) => (one === split ? { ...one, remoteIpRanges: texts } : one));
      const { rows } = compareWorlds(worldOf(fixture), worldOf({ ...fixture, receiveConnectors }));
      const contested = rivalsOf(fixture, split, parts);
      for (const { box } of rows) {
        expect(subtractRanges(box.addresses, intersectRanges([whole], contested))).toEqual([]);
      }
    }),
    { numRuns },
  );
});

function halves({ family, first, last }: IpRange, where: number): readonly [IpRange, IpRange] {
  const size = BigInt(last) - BigInt(first);
  const cut = BigInt(first) + BigInt(Math.floor(Number(size) * where));
  // The address of all zeros alone is no range.
  const end = cut === 0n ? 1n : cut;
  const value = (number: bigint) => (family === 4 ? Number(number) : number);
  return [
    { family, first, last: value(end) },
    { family, first: value(end + 1n), last },
  ];
}

/** Ranges that a part may now win from, or lose to: smaller ones only where a newer one of the stack takes over. */
function rivalsOf(fixture: StateFixture, split: ConnectorFixture, parts: readonly IpRange[]): readonly IpRange[] {
  const others = [
    ...(fixture.receiveConnectors ?? []).filter(({ id }) => id !== split.id),
    ...(fixture.releases ?? []).map((release) => ({ ...release, remoteIpRanges: release.ranges, id: "released" })),
  ];
  return others.flatMap(({ stack, remoteIpRanges = CONNECTOR_DEFAULTS.remoteIpRanges, id }) =>
    remoteIpRanges.map(knownIpRange).filter((rival) =>
      parts.some((part) => {
        const isNear = relateRanges(rival, part) !== "disjoint";
        return isNear && (id === "released" || stack === split.stack || rangeSize(rival) >= rangeSize(part));
      }),
    ),
  );
}

const NAMED = fc.record({
  addresses: fc.uniqueArray(fc.constantFrom(...RANGES.map(knownIpRange)), { maxLength: 3 }),
  senders: fc.uniqueArray(fc.constantFrom(...ADDRESSES, ...DOMAINS, ...DOMAINS.map((domain) => `*.${domain}`)), {
    maxLength: 3,
  }),
  recipients: fc.uniqueArray(fc.constantFrom(...ADDRESSES, ...DOMAINS, ...DOMAINS.map((domain) => `*.${domain}`)), {
    maxLength: 3,
  }),
});

test("no part of a box is partly within a name that was asked for", () => {
  fc.assert(
    fc.property(
      RANDOM_PAIR,
      NAMED,
      fc.array(RANDOM_PROBE, { minLength: 10, maxLength: 10 }),
      ({ before, after }, named, asked) => {
        const boxes = compareWorlds(before, after, { named }).rows.map(({ box }) => box);
        const grants = whoCan(after, { named }).map(({ box }) => box);
        for (const box of [...boxes, ...grants]) expectTold(box, named);
        const plain = compareWorlds(before, after).rows.map(({ box }) => box);
        for (const probe of asked) {
          const count = (all: readonly RelayBox[]) => all.filter((box) => isInBox(box, probe, [before, after])).length;
          expect(count(boxes)).toBe(count(plain));
        }
      },
    ),
    { numRuns },
  );
});

function expectTold(
  box: RelayBox,
  named: {
    readonly addresses: readonly IpRange[];
    readonly senders: readonly string[];
    readonly recipients: readonly string[];
  },
) {
  for (const range of named.addresses) {
    const inside = intersectRanges(box.addresses, [range]);
    expect(inside.length === 0 || subtractRanges(box.addresses, [range]).length === 0).toBe(true);
  }
  for (const [classes, scopes] of [
    [box.senders, named.senders],
    [box.recipients, named.recipients],
  ] as const) {
    for (const scope of scopes) for (const one of classes) expect(isTold(one, scope)).toBe(true);
  }
}

/** Whether all mailboxes of a class are within the scope, or none. */
function isTold({ pattern }: MailClass, scope: string): boolean {
  const members = MAILBOXES.filter((mailbox) => isOfPattern(pattern, mailbox));
  const within = members.filter((mailbox) => isOfScope(scope, mailbox));
  return within.length === 0 || within.length === members.length;
}

function isOfScope(scope: string, mailbox: string): boolean {
  if (scope.includes("@")) return isOfPattern({ kind: "address", address: scope }, mailbox);
  return scope.startsWith("*.")
    ? isOfPattern({ kind: "below", domain: scope.slice(2), except: [] }, mailbox)
    : isOfPattern({ kind: "domain", domain: scope, except: [] }, mailbox);
}
