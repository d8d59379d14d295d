import fc from "fast-check";
import { ALL_ADDRESSES, countAddresses, intersectRanges, subtractRanges, unionRanges } from "./ip-interval";
import { type IpRange, formatIpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";

const ranges = (...texts: string[]) => texts.map(knownIpRange);
const texts = (list: readonly IpRange[]) => list.map(formatIpRange);

test.each([
  [["10.0.0.0/25", "10.0.0.128/25"], ["10.0.0.0/24"]],
  [["10.0.0.0/24", "10.0.0.5"], ["10.0.0.0/24"]],
  [
    ["255.255.255.255", "::1"],
    ["255.255.255.255", "::1"],
  ],
  [["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/0"]],
  [
    ["10.0.0.1", "10.0.0.3"],
    ["10.0.0.1", "10.0.0.3"],
  ],
])("the union of %j is %j", (list, union) => {
  expect(texts(unionRanges(ranges(...list)))).toEqual(union);
});

test("what is cut out of the middle leaves both ends", () => {
  expect(texts(subtractRanges(ranges("10.0.0.0/30"), ranges("10.0.0.1-10.0.0.2")))).toEqual(["10.0.0.0", "10.0.0.3"]);
  expect(subtractRanges(ALL_ADDRESSES, ALL_ADDRESSES)).toEqual([]);
  expect(subtractRanges(ALL_ADDRESSES, [])).toEqual(ALL_ADDRESSES);
});

test("two halves count as the whole Internet", () => {
  expect(countAddresses(ranges("0.0.0.0/1", "128.0.0.0/1", "1.2.3.4", "::/0"))).toEqual({
    v4: 1n << 32n,
    v6: 1n << 128n,
  });
});

// Small universes at both ends of each family, against sets of single addresses.
const BASES = { low4: 0, high4: 0xffffffff - 15, low6: 0n, high6: (1n << 128n) - 16n };
const small: fc.Arbitrary<IpRange> = fc
  .tuple(fc.constantFrom<keyof typeof BASES>("low4", "high4", "low6", "high6"), fc.nat(15), fc.nat(15))
  .map(([name, a, b]) => {
    const [base, from, to] = [BASES[name], Math.min(a, b), Math.max(a, b)];
    return typeof base === "number"
      ? { family: 4 as const, first: base + from, last: base + to }
      : { family: 6 as const, first: base + BigInt(from), last: base + BigInt(to) };
  });
const list = fc.array(small, { maxLength: 6 });

function members(of: readonly IpRange[]): Set<string> {
  const found = new Set<string>();
  for (const { family, first, last } of of) {
    for (let value = BigInt(first); value <= BigInt(last); value++) found.add(`${family}/${value}`);
  }
  return found;
}

test("union, intersection and difference are those of sets of addresses", () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const [inA, inB] = [members(a), members(b)];
      expect(members(unionRanges(a, b))).toEqual(new Set([...inA, ...inB]));
      expect(members(intersectRanges(a, b))).toEqual(new Set([...inA].filter((address) => inB.has(address))));
      expect(members(subtractRanges(a, b))).toEqual(new Set([...inA].filter((address) => !inB.has(address))));
      const { v4, v6 } = countAddresses(a);
      expect(Number(v4 + v6)).toBe(members(a).size);
    }),
    { numRuns: 500 },
  );
});

test("equal sets are equal lists", () => {
  fc.assert(
    fc.property(list, list, (a, b) => void expect(unionRanges(b, a)).toEqual(unionRanges(subtractRanges(a, b), b))),
  );
});
