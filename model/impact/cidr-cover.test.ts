import fc from "fast-check";
import { randomRange } from "../../test/random-worlds/random-clients";
import { unionRanges } from "../ip-interval";
import { rangeSize } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import { cidrCover } from "./cidr-cover";

test.each([
  [[], []],
  [["192.168.2.55"], ["192.168.2.55"]],
  [["192.168.2.55-192.168.2.56"], ["192.168.2.55", "192.168.2.56"]],
  [["192.168.2.54-192.168.2.57"], ["192.168.2.54/31", "192.168.2.56/31"]],
  [["192.168.2.128/25", "192.168.2.0/25"], ["192.168.2.0/24"]],
  [
    ["192.168.2.0/24", "192.168.2.7", "192.168.2.200-192.168.3.1"],
    ["192.168.2.0/24", "192.168.3.0/31"],
  ],
  [["128.0.0.0/1", "0.0.0.0/1"], ["0.0.0.0/0"]],
  [
    ["255.255.255.255", "0.0.0.1"],
    ["0.0.0.1", "255.255.255.255"],
  ],
  [
    ["2001:db8::/33", "2001:db8:8000::/33", "10.0.0.1"],
    ["10.0.0.1", "2001:db8::/32"],
  ],
  [["::/0"], ["::/0"]],
  [["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
])("%j is covered by %j", (ranges, expected) => {
  expect(cidrCover(ranges.map(knownIpRange))).toEqual(expected);
});

test("everything but the two servers of the story needs 30 and some blocks", () => {
  const cover = cidrCover(["0.0.0.1-192.168.2.54", "192.168.2.57-255.255.255.255"].map(knownIpRange));
  expect(cover.length).toBeLessThanOrEqual(2 * 62);
  expect(unionRanges(cover.map(knownIpRange))).toHaveLength(2);
});

test("a cover holds exactly the addresses, in order, and no two of its blocks make a larger one", () => {
  fc.assert(
    fc.property(fc.array(randomRange), (texts) => {
      const ranges = texts.map(knownIpRange);
      const blocks = cidrCover(ranges).map(knownIpRange);
      expect(unionRanges(blocks)).toEqual(unionRanges(ranges));
      for (const [place, block] of blocks.entries()) {
        const next = blocks[place + 1];
        if (next?.family !== block.family) continue;
        expect(next.first > block.last).toBe(true);
        const [size, begin] = [rangeSize(block), BigInt(block.first)];
        const isPair = rangeSize(next) === size && begin + size === BigInt(next.first) && begin % (size * 2n) === 0n;
        expect(isPair).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
