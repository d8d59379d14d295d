import { formatIpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import { countPublicAddresses, publicPart, untranslated } from "./public-address";

const count = (...texts: string[]) => countPublicAddresses(texts.map(knownIpRange));

test.each([
  ["10.0.0.0/8", 0n, 0n],
  ["172.16.0.0/12", 0n, 0n],
  ["192.168.0.0/16", 0n, 0n],
  ["127.0.0.0/8", 0n, 0n],
  ["169.254.0.0/16", 0n, 0n],
  ["::1", 0n, 0n],
  ["fc00::/7", 0n, 0n],
  ["fe80::/10", 0n, 0n],
  ["100.64.0.0/10", 1n << 22n, 0n],
  ["64:ff9b::/96", 0n, 1n << 32n],
  ["2002::/16", 0n, 1n << 112n],
  ["203.0.113.0/24", 256n, 0n],
  ["192.167.255.255-192.169.0.0", 2n, 0n],
  ["0.0.0.0/0", (1n << 32n) - (1n << 24n) * 2n - (1n << 20n) - (1n << 16n) * 2n, 0n],
  ["::/0", 0n, (1n << 128n) - (1n << 121n) - (1n << 118n) - 1n],
])("%s has %s public IPv4 and %s public IPv6 addresses", (text, v4, v6) => {
  expect(count(text)).toEqual({ v4, v6 });
});

test("addresses count once, however many ranges hold them", () => {
  expect(count("203.0.113.0/24", "203.0.113.7", "203.0.113.0-203.0.113.9").v4).toBe(256n);
  expect(count("0.0.0.0/1", "128.0.0.0/1")).toEqual(count("0.0.0.0/0"));
});

test.each([
  ["64:ff9b::/96", ["0.0.0.0/0"]],
  ["64:ff9b::c000:200-64:ff9b::c000:2ff", ["192.0.2.0/24"]],
  ["64:ff9a::-64:ff9b::1", ["0.0.0.0/31", "64:ff9a::/32"]],
  ["64:ff9b:1::/48", ["64:ff9b:1::/48"]],
])("behind the NAT64 of %s are %s", (text, behind) => {
  expect(untranslated([knownIpRange(text)]).map(formatIpRange)).toEqual(behind);
});

test("the public part names what is left", () => {
  const part = publicPart([knownIpRange("192.168.0.0/15")]);
  expect(part.map(formatIpRange)).toEqual(["192.169.0.0/16"]);
});
