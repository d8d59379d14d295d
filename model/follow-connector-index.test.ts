import fc from "fast-check";
import { knownBinding } from "./binding";
import { type ConnectorIndex, type IndexEntry, buildConnectorIndex } from "./connector-index";
import { type ConnectorEntries, type FollowedIndex, followConnectorIndex } from "./follow-connector-index";
import { type AddressFamily, type IpAddress, formatAddressValue, parseIpAddress } from "./ip-address";
import { formatIpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";

// Small parts, so that there are many of them, and a history cuts and joins them.
const SIZE = { largest: 16, usual: 8 };

function follow(lists: readonly ConnectorEntries[], before?: FollowedIndex): FollowedIndex {
  const steps = followConnectorIndex(lists, before, SIZE);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const BASES = { 4: 0x0a000000, 6: 0x20010db8n << 96n } as const;

function spell(family: AddressFamily, offset: number): string {
  const base = BASES[family];
  return formatAddressValue(family, typeof base === "number" ? base + offset : base + BigInt(offset));
}

const BINDINGS = {
  4: ["0.0.0.0:25", "10.0.0.5:25", "0.0.0.0:587"],
  6: ["[::]:25", "[2001:db8::5]:25", "[::]:587"],
} as const;

interface Standing {
  readonly family: AddressFamily;
  readonly on: number;
  readonly ranges: readonly (readonly [number, number])[];
  readonly stack: number;
}

function entriesOf(key: string, precedence: number, { family, on, ranges, stack }: Standing): ConnectorEntries {
  const binding = knownBinding(BINDINGS[family][on % 3] ?? "");
  return ranges.map(([first, length]): IndexEntry<string> => {
    const range = knownIpRange(`${spell(family, first)}-${spell(family, first + length)}`);
    return { key, name: key, binding, range, precedence, group: `stack${stack}` };
  });
}

// Small clients in a row, and among them whatever a history brings.
const CROWD = 40;
const SPREAD = CROWD * 4;
const crowd = ([4, 6] as const).flatMap((family) =>
  Array.from({ length: CROWD }, (_, place) =>
    entriesOf(`crowd ${family} ${place}`, 0, { family, on: 0, ranges: [[place * 4, place % 3]], stack: 9 }),
  ),
);

const someRange = fc.oneof(
  fc.tuple(fc.nat(SPREAD), fc.nat(6)),
  fc.tuple(fc.nat(SPREAD), fc.nat(SPREAD)),
  fc.tuple(fc.constantFrom(0, CROWD, CROWD * 2), fc.constantFrom(0, CROWD, SPREAD)),
);
const someStanding = fc.record({
  family: fc.constantFrom<AddressFamily>(4, 6),
  on: fc.nat(2),
  ranges: fc.array(someRange, { maxLength: 4 }),
  stack: fc.nat(2),
});
/** At each turn some of ten connectors come, change, stay as they are under a new object, or go. */
const someHistory = fc.array(
  fc.array(fc.tuple(fc.nat(9), fc.oneof(someStanding, fc.constantFrom("gone", "same"))), {
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 1, maxLength: 8 },
);
type History = typeof someHistory extends fc.Arbitrary<infer Value> ? Value : never;

function* replay(history: History): Generator<readonly ConnectorEntries[]> {
  const declared = new Map<string, ConnectorEntries>();
  for (const [turn, changes] of history.entries()) {
    for (const [place, change] of changes) {
      const key = `c${place}`;
      if (change === "gone") declared.delete(key);
      else if (change !== "same") declared.set(key, entriesOf(key, turn, change));
      else if (declared.has(key))
        declared.set(
          key,
          [...(declared.get(key) ?? [])].map((entry) => ({ ...entry })),
        );
    }
    const some = [...declared.values()];
    yield [...some.slice(0, 3), ...crowd, ...some.slice(3)];
  }
}

const LOCALS = {
  4: [25, 587].flatMap((port) => ["10.0.0.5", "10.0.0.6"].map((address) => ({ address, port }))),
  6: [25, 587].flatMap((port) => ["2001:db8::5", "2001:db8::6"].map((address) => ({ address, port }))),
};

const shown = (entry: IndexEntry<string> | undefined) =>
  entry && `${entry.key} ${formatIpRange(entry.range)} ${entry.binding.address} ${entry.precedence}`;

function segmentsOf(index: ConnectorIndex<string>, family: AddressFamily) {
  return LOCALS[family].map((local) =>
    index.segments(local, family).map(({ first, entry }) => `${formatAddressValue(family, first)} ${shown(entry)}`),
  );
}

function clientsAt(lists: readonly ConnectorEntries[], family: AddressFamily): readonly IpAddress[] {
  const own = lists.filter(([first]) => first?.key.startsWith("c") === true && !first.key.startsWith("crowd"));
  const ends = own.flat().flatMap(({ range }) => [range.first, range.last]);
  const texts = [
    ...ends.map((value) => formatAddressValue(family, value)),
    spell(family, 1),
    spell(family, SPREAD * 3),
  ];
  return texts.map((text) => parseIpAddress(text)).filter((client) => client !== undefined);
}

test("followed through any history, the index is the one that would be built anew", () => {
  fc.assert(
    fc.property(someHistory, (history) => {
      let followed: FollowedIndex | undefined;
      for (const lists of replay(history)) {
        followed = follow(lists, followed);
        const { index } = followed;
        const fresh = buildConnectorIndex(lists.flat());
        expect([...index.superseded].sort()).toEqual([...fresh.superseded].sort());
        for (const family of [4, 6] as const) {
          expect(segmentsOf(index, family)).toEqual(segmentsOf(fresh, family));
          const ofFamily = lists.filter(([first]) => first?.range.family === family);
          for (const client of clientsAt(ofFamily, family)) {
            for (const local of LOCALS[family]) {
              expect(shown(index.select(local, client))).toBe(shown(fresh.select(local, client)));
              const verdicts = (of: ConnectorIndex<string>) =>
                of
                  .candidates(local, client)
                  .map((one) => `${shown(one)} ${one.verdict} ${one.supersededBy}`)
                  .join();
              expect(verdicts(index)).toBe(verdicts(fresh));
            }
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("a change builds anew only where its clients are, and nothing where it moves nobody", () => {
  const before = follow(crowd);
  expect(before.index.shards[4].length).toBeGreaterThan(3);
  const list = entriesOf("c0", 1, { family: 4, on: 0, ranges: [[5, 0]], stack: 0 });
  const after = follow([...crowd, list], before);
  const kept = after.index.shards[4].filter((shard) => before.index.shards[4].includes(shard));
  expect(kept).toHaveLength(before.index.shards[4].length - 1);
  expect(after.index.shards[6]).toBe(before.index.shards[6]);
  const again = list.map((entry) => ({ ...entry }));
  expect(follow([...crowd, again], after).index).toBe(after.index);
});

test("what few connectors are left in is made of few parts again", () => {
  const many = entriesOf("c0", 1, {
    family: 4,
    on: 0,
    ranges: Array.from({ length: 200 }, (_, at) => [at, 0]),
    stack: 0,
  });
  const [few, before] = [crowd.slice(0, 10), follow([...crowd, many])];
  const middle = crowd[3] ?? [];
  expect(before.index.shards[4].length).toBeGreaterThan(20);
  expect(
    follow(
      few.filter((list) => list !== middle),
      before,
    ).index.shards[4].length,
  ).toBeLessThan(3);
});
