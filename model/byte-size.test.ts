import fc from "fast-check";
import { formatByteSize, parseByteSize } from "./byte-size";

const MB36 = 37_748_736;

test.each<[unknown, number]>([
  [MB36, MB36],
  [0, 0],
  ["37748736", MB36],
  ["36MB", MB36],
  ["36 mb", MB36],
  ["1.5KB", 1536],
  ["2 GB", 2_147_483_648],
  ["100 B", 100],
  ["36 MB (37,748,736 bytes)", MB36],
  ["36 MB (37.748.736 bytes)", MB36],
  ["36 MB (37 748 736 bytes)", MB36],
  ["36 MB (37\u202f748\u202f736 bytes)", MB36],
  ["36 MB (37748736 bytes)", MB36],
  ["35,5 MB (37.224.448 bytes)", 37_224_448],
  ["1.234 MB (1,293,943 bytes)", 1_293_943],
  ["256 KB (262,144 bytes)", 262_144],
  ["1 B (1 byte)", 1],
])("%p is %s bytes", (value, bytes) => {
  expect(parseByteSize(value, "maxMessageSize")).toEqual({ ok: true, value: bytes });
});

test.each<[unknown, string]>([
  [-1, "not negative"],
  [1.5, "whole number of bytes"],
  [Number.NaN, "not a size"],
  [Infinity, "not a size"],
  [2 ** 60, "larger"],
  ["99999999999999999999", "larger"],
  ["9".repeat(70), "larger"],
  ["1.0001KB", "whole number of bytes"],
  ["-36MB", "not a size"],
  ["36M", "not a size"],
  ["36 MiB", "not a size"],
  ["36,5MB", "not a size"],
  ["0x24", "not a size"],
  ["1e6", "not a size"],
  ["", "not a size"],
  ["unlimited", "not a size"],
  ["36 MB (5 bytes)", "two different sizes"],
  ["36 MB (37,74,8736 bytes)", "grouped"],
  ["36 MB (37,748.736 bytes)", "grouped"],
  ["36MB\n", "control character"],
  [null, "not a text"],
  [36n, "not a text"],
])("refuses %p", (value, word) => {
  const parsed = parseByteSize(value, "maxMessageSize");
  const failure = parsed.ok ? undefined : parsed.failures[0];
  expect(failure).toMatchObject({ code: "RELAY_BYTE_SIZE_INVALID", property: "maxMessageSize" });
  expect(failure?.message).toContain(word);
});

test("a size prints as Exchange shows it, and reads back exactly", () => {
  expect(formatByteSize(MB36)).toBe("36 MB (37,748,736 bytes)");
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (bytes) => {
      expect(parseByteSize(formatByteSize(bytes), "p")).toEqual({ ok: true, value: bytes });
    }),
  );
});
