import fc from "fast-check";
import { IPv6 } from "ipaddr.js";
import { formatIpAddress, isMappedValue, parseIpAddress, parseSocketAddress, wordsOf } from "./ip-address";

test.each([
  ["192.168.2.55", "192.168.2.55"],
  ["255.255.255.255", "255.255.255.255"],
  ["0.0.0.0", "0.0.0.0"],
  ["::", "::"],
  ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
  ["::1.2.3.4", "::102:304"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:0201", "192.0.2.1"],
  ["0:0:0:0:0:ffff:c000:201", "192.0.2.1"],
  ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
  ["1::", "1::"],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
  ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
])("%s is %s", (text, canonical) => {
  const address = parseIpAddress(text);
  expect(address && formatIpAddress(address)).toBe(canonical);
});

test.each([
  "010.0.0.1",
  "10.1",
  "0x7f.1",
  "2130706433",
  "1.2.3.4.5",
  "256.0.0.1",
  "1.2.3",
  "::ffff:010.0.0.1",
  "1::2::3",
  "12345::",
  "fe80::1%eth0",
  "fe80::1%",
  " 1.2.3.4",
  "1.2.3.4\n",
  "[::1]",
  "",
  "localhost",
])("%j is no address", (text) => {
  expect(parseIpAddress(text)).toBeUndefined();
});

test.each([[["1.2.3.4"]], [42], [null], [undefined], [{}]])("%j is no address and does not throw", (value) => {
  expect(parseIpAddress(value as unknown as string)).toBeUndefined();
});

test("a socket's address loses the zone that Node adds to link-local peers", () => {
  expect(parseSocketAddress("fe80::1%eth0")).toEqual(parseIpAddress("fe80::1"));
  expect(parseSocketAddress("::ffff:192.168.2.55")).toEqual({ family: 4, value: 0xc0a80237 });
  expect(parseSocketAddress("%eth0")).toBeUndefined();
});

test("every address prints so that it reads back as the same", () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), (value) => {
      expect(parseIpAddress(formatIpAddress({ family: 4, value }))).toEqual({ family: 4, value });
    }),
  );
  const ipv6 = fc.bigInt(0n, (1n << 128n) - 1n).filter((value) => !isMappedValue(value));
  fc.assert(
    fc.property(ipv6, (value) => {
      const address = { family: 6 as const, value, words: wordsOf(value) };
      expect(parseIpAddress(formatIpAddress(address))).toEqual(address);
    }),
  );
});

test("every spelling of an IPv6 address is read as ipaddr.js reads it", () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      // ipaddr.js takes ::a.b.c.d for ::ffff:a.b.c.d; all other spellings are read alike.
      fc.pre(!/^::(0+:)*\d+\./.test(text));
      const address = parseIpAddress(text);
      const expected = IPv6.parse(text);
      const folded = expected.isIPv4MappedAddress() ? expected.toIPv4Address() : expected;
      expect(address && formatIpAddress(address)).toBe(
        "toRFC5952String" in folded ? folded.toRFC5952String() : folded.toString(),
      );
    }),
    { numRuns: 2000 },
  );
});
