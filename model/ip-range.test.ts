import fc from "fast-check";
import { formatAddressValue, isMappedValue, parseIpAddress } from "./ip-address";
import { type IpRange, compareRanges, formatIpRange, rangeContains, rangeSize, relateRanges } from "./ip-range";
import { canonicalRanges, knownIpRange, parseIpRange, parseIpRanges } from "./ip-range-text";

function refusalOf(text: unknown): string {
  const parsed = parseIpRange(text, "remoteIpRanges[0]");
  if (parsed.ok) throw new Error(`${String(text)} was accepted`);
  expect(parsed.failures).toHaveLength(1);
  expect(parsed.failures[0]).toMatchObject({ code: "RELAY_ADDRESS_INVALID", property: "remoteIpRanges[0]" });
  return parsed.failures[0]?.message ?? "";
}

describe("parseIpRange", () => {
  test.each([
    ["192.168.2.55", "192.168.2.55"],
    ["192.168.2.55-192.168.2.55", "192.168.2.55"],
    ["192.168.2.55/32", "192.168.2.55"],
    ["192.168.2.55-192.168.2.56", "192.168.2.55-192.168.2.56"],
    ["192.168.2.54-192.168.2.55", "192.168.2.54/31"],
    ["192.168.2.0-192.168.2.255", "192.168.2.0/24"],
    ["192.168.2.0(255.255.255.0)", "192.168.2.0/24"],
    ["192.168.2.55(255.255.255.255)", "192.168.2.55"],
    ["0.0.0.0(0.0.0.0)", "0.0.0.0/0"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["0.0.0.0-255.255.255.255", "0.0.0.0/0"],
    ["0.0.0.0/31", "0.0.0.0/31"],
    ["0.0.0.0-0.0.0.2", "0.0.0.0-0.0.0.2"],
    ["::/0", "::/0"],
    ["::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:db8::(ffff:ffff::)", "2001:db8::/32"],
    ["2001:db8::1-2001:db8::4", "2001:db8::1-2001:db8::4"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::ffff:c000:201", "192.0.2.1"],
    ["::ffff:192.0.2.0/120", "192.0.2.0/24"],
    ["::ffff:0:0/96", "0.0.0.0/0"],
    ["::ffff:192.0.2.1/128", "192.0.2.1"],
    ["::ffff:192.0.2.1-::ffff:192.0.2.3", "192.0.2.1-192.0.2.3"],
    ["::ffff:192.0.2.1-192.0.2.3", "192.0.2.1-192.0.2.3"],
    ["::ffff:192.0.2.0(ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00)", "192.0.2.0/24"],
  ])("reads %s as %s", (text, canonical) => {
    const parsed = parseIpRange(text, "remoteIpRanges[0]");
    expect(parsed.ok ? formatIpRange(parsed.value) : parsed.failures).toBe(canonical);
  });

  test.each<[unknown, ...string[]]>([
    ["192.168.1.1/24", "host bits", "192.168.1.0/24", "192.168.1.1"],
    ["2001:db8::1/64", "host bits", "2001:db8::/64", "2001:db8::1"],
    ["192.168.1.1(255.255.255.0)", "host bits", "192.168.1.0/24"],
    ["::ffff:192.0.2.1/120", "host bits", "192.0.2.0/24", "192.0.2.1"],
    ["128.0.0.0/0", "host bits", "0.0.0.0/0"],
    ["010.0.0.1", "leading zero"],
    ["10.0.0.01/32", "leading zero"],
    ["10.1", "all four numbers"],
    ["2130706433", "all four numbers"],
    ["0x7f.1", "hexadecimal"],
    ["0x7f000001", "hexadecimal"],
    ["10.0.0.256", "above 255"],
    ["::ffff:010.0.0.1", "not an IPv4 or IPv6 address"],
    ["192.168.2.56-192.168.2.55", "reversed", "192.168.2.55-192.168.2.56"],
    ["::2-::1", "reversed", "::1-::2"],
    ["192.168.2.55-56", "192.168.2.55-192.168.2.56"],
    ["10.0.0.1-::2", "mixes"],
    ["::1-10.0.0.1", "mixes"],
    ["::1-::ffff:10.0.0.1", "mixes"],
    ["0.0.0.0", "0.0.0.0/0"],
    ["0.0.0.0/32", "0.0.0.0/0"],
    ["0.0.0.0-0.0.0.0", "0.0.0.0/0"],
    ["0.0.0.0(255.255.255.255)", "0.0.0.0/0"],
    ["::ffff:0.0.0.0", "0.0.0.0/0"],
    ["::", "::/0"],
    ["::/128", "::/0"],
    ["fe80::1%eth0", "zone", "write fe80::1"],
    ["fe80::%11/10", "zone"],
    ["fe80::1%11-fe80::2%11", "zone"],
    ["192.168.2.0(255.0.255.0)", "mask with gaps", "255.0.255.0"],
    ["192.168.2.0(0.0.0.255)", "mask with gaps"],
    ["192.168.2.0(24)", "as mask"],
    ["192.168.2.0()", "as mask"],
    ["192.168.2.0(ffff::)", "other family"],
    ["192.168.2.0/255.255.255.0", "192.168.2.0(255.255.255.0)"],
    ["192.168.2.0/33", "from 0 to 32"],
    ["2001:db8::/129", "from 0 to 128"],
    ["192.168.2.0/024", "from 0 to 32"],
    ["192.168.2.0/-1", "from 0 to 32"],
    ["192.168.2.0/", "from 0 to 32"],
    ["192.168.2.0/24/24", "from 0 to 32"],
    ["192.168.2.0/1e1", "from 0 to 32"],
    ["::ffff:192.0.2.0/95", "wider than IPv4", "192.0.2.0/24"],
    ["::ffff:0:0/0", "wider than IPv4"],
    ["192.168.2.55 ", "space"],
    ["192.168.2.55 - 192.168.2.56", "space"],
    ["192.168.2.55\n", "control character", "\\n"],
    ["192.168.2.55\u0000", "control character", "\\u0000"],
    ["192.168.2.5\u202e5", "\\u{202e}"],
    ["\u0661\u0662.0.0.1", "not an IPv4 or IPv6 address"],
    ["", "empty"],
    ["-", "empty"],
    ["/24", "empty"],
    ["192.168.2.*", "192.168.2.0/24"],
    ["192.168.2.55:25", "port"],
    ["[2001:db8::1]", "brackets"],
    ["crm.contoso.com", "name"],
    ["localhost", "name"],
    ["1:2", "not an IPv4 or IPv6 address"],
    ["1.2.3.4-1.2.3.5-1.2.3.6", "as last address"],
    ["1".repeat(120), "too long"],
    [42, "not a text"],
    [null, "not a text"],
    [undefined, "not a text"],
    [["10.0.0.1"], "not a text"],
    [{ toString: () => "10.0.0.1" }, "not a text"],
    [10n, "not a text"],
    [Symbol("x"), "not a text"],
    [() => "10.0.0.1", "not a text"],
  ])("refuses %p", (text, ...words) => {
    const message = refusalOf(text);
    for (const word of words) expect(message).toContain(word);
    // eslint-disable-next-line no-control-regex -- the point: nothing that could forge a line of a log
    expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(message.length).toBeLessThan(400);
  });

  test("a message names the value", () => {
    expect(refusalOf("192.168.1.1/24")).toBe(
      '"192.168.1.1/24" has host bits set; write 192.168.1.0/24 for the block or 192.168.1.1 for the one address.',
    );
  });

  test("any text is read or refused, never thrown", () => {
    const piece = fc.constantFrom("1", "255", ".", ":", "::", "/", "-", "(", ")", "%", "ffff", "0", "x", " ", "[", "]");
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 20 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(fc.oneof(texts, fc.anything()), (text) => {
        const parsed = parseIpRange(text, "p");
        if (parsed.ok) expect(parseIpRange(formatIpRange(parsed.value), "p")).toEqual(parsed);
        else expect(parsed.failures[0]?.message).toMatch(/; write|; \w+/);
      }),
      { numRuns: 2000 },
    );
  });
});

const ipv4 = fc.oneof(fc.nat(0xffffffff), fc.nat(0xffff), fc.constantFrom(0, 0xffffffff, 0x0a000000));
const ipv6 = fc
  .oneof(fc.bigInt(0n, (1n << 128n) - 1n), fc.bigInt(0n, 70000n), fc.bigInt(0xffffn << 32n, (0x10000n << 32n) - 1n))
  .filter((value) => !isMappedValue(value));
const anyRange: fc.Arbitrary<IpRange> = fc.oneof(
  fc.tuple(ipv4, ipv4).map(([a, b]) => ({ family: 4 as const, first: Math.min(a, b), last: Math.max(a, b) })),
  fc.tuple(ipv6, ipv6).map(([a, b]) => ({ family: 6 as const, first: a < b ? a : b, last: a < b ? b : a })),
  fc.tuple(ipv4, fc.nat(32)).map(([a, prefix]) => {
    const size = 2 ** (32 - prefix);
    const first = Math.floor(a / size) * size;
    return { family: 4 as const, first, last: first + size - 1 };
  }),
);
const rangeOfClients = anyRange.filter(({ last }) => BigInt(last) !== 0n);

describe("formatIpRange", () => {
  test("what it prints reads back as the same range", () => {
    fc.assert(fc.property(rangeOfClients, (range) => void expect(knownIpRange(formatIpRange(range))).toEqual(range)));
  });

  test("every spelling of a block prints as the same CIDR", () => {
    const block = fc.tuple(ipv4, fc.integer({ min: 1, max: 31 }));
    fc.assert(
      fc.property(block, ([address, prefix]) => {
        const mask = (2 ** 32 - 2 ** (32 - prefix)) >>> 0;
        const first = (address & mask) >>> 0;
        const [a, b, m] = [first, first + 2 ** (32 - prefix) - 1, mask].map((value) => formatAddressValue(4, value));
        const spellings = [`${a}/${prefix}`, `${a}-${b}`, `${a}(${m})`, `::ffff:${a}/${prefix + 96}`];
        for (const text of spellings) expect(formatIpRange(knownIpRange(text))).toBe(`${a}/${prefix}`);
      }),
    );
  });
});

describe("relateRanges", () => {
  const mirrored = { disjoint: "disjoint", equal: "equal", contains: "inside", inside: "contains", partial: "partial" };

  test.each([
    ["10.0.0.0/24", "10.0.1.0/24", "disjoint"],
    ["10.0.0.0/24", "::/0", "disjoint"],
    ["10.0.0.0/24", "10.0.0.0-10.0.0.255", "equal"],
    ["10.0.0.0/24", "10.0.0.0/25", "contains"],
    ["10.0.0.128/25", "10.0.0.0/24", "inside"],
    ["10.0.0.0-10.0.0.9", "10.0.0.9-10.0.0.20", "partial"],
  ])("%s and %s are %s", (a, b, relation) => {
    expect(relateRanges(knownIpRange(a), knownIpRange(b))).toBe(relation);
  });

  test("it is the mirror image the other way round", () => {
    fc.assert(fc.property(anyRange, anyRange, (a, b) => relateRanges(b, a) === mirrored[relateRanges(a, b)]));
  });
});

describe("lists", () => {
  test("a list is sorted and rid of duplicates, and neighbours stay apart", () => {
    const texts = ["::1", "10.0.0.0/24", "10.0.1.0/24", "10.0.0.0-10.0.0.255", "10.0.0.0", "9.0.0.0/8"];
    expect(canonicalRanges(texts, "remoteIpRanges")).toEqual({
      ok: true,
      value: ["9.0.0.0/8", "10.0.0.0", "10.0.0.0/24", "10.0.1.0/24", "::1"],
    });
  });

  test("every bad entry is reported at its own index", () => {
    const parsed = canonicalRanges(["10.1", "10.0.0.1", 7], "remoteIpRanges");
    expect(parsed.ok ? [] : parsed.failures.map(({ property }) => property)).toEqual([
      "remoteIpRanges[0]",
      "remoteIpRanges[2]",
    ]);
  });

  test.each([["10.0.0.1"], [null], [{ length: 1 }]])("%p is not a list", (value) => {
    const parsed = parseIpRanges(value, "remoteIpRanges");
    expect(parsed.ok ? "" : parsed.failures[0]?.message).toContain("is not a list");
  });

  test("a hole in a list is refused like any other non-text", () => {
    expect(parseIpRanges(new Array(1), "p").ok).toBe(false);
  });

  test("the canonical list does not depend on the order", () => {
    fc.assert(
      fc.property(fc.array(rangeOfClients, { maxLength: 8 }), (ranges) => {
        const texts = ranges.map(formatIpRange);
        expect(canonicalRanges([...texts].reverse(), "p")).toEqual(canonicalRanges(texts, "p"));
      }),
    );
  });

  test("compareRanges is a total order", () => {
    fc.assert(
      fc.property(
        anyRange,
        anyRange,
        (a, b) => Math.sign(compareRanges(a, b)) === -Math.sign(compareRanges(b, a)) || compareRanges(a, b) === 0,
      ),
    );
  });
});

test("a range contains its ends, and nothing of the other family", () => {
  const range = knownIpRange("192.168.2.55-192.168.2.56");
  const holds = (text: string) => rangeContains(range, parseIpAddress(text)!);
  const texts = ["192.168.2.54", "192.168.2.55", "192.168.2.56", "192.168.2.57", "::ffff:192.168.2.55", "::c0a8:237"];
  expect(texts.map(holds)).toEqual([false, true, true, false, true, false]);
});

test.each<[string, bigint]>([
  ["10.0.0.1", 1n],
  ["0.0.0.0/0", 1n << 32n],
  ["::/0", 1n << 128n],
])("%s has %s addresses", (text, size) => {
  expect(rangeSize(knownIpRange(text))).toBe(size);
});
