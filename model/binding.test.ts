import { bindingsOverlap, canonicalBindings, formatBinding, knownBinding, parseBinding } from "./binding";

describe("parseBinding", () => {
  test.each([
    ["192.0.2.5:587", "192.0.2.5:587", false],
    ["0.0.0.0:25", "0.0.0.0:25", true],
    ["[::]:25", "[::]:25", true],
    ["[2001:DB8:0::1]:65535", "[2001:db8::1]:65535", false],
    ["127.0.0.1:1", "127.0.0.1:1", false],
  ])("reads %s as %s", (text, canonical, isWildcard) => {
    const parsed = parseBinding(text, "bindings[0]");
    expect(parsed.ok && { text: formatBinding(parsed.value), isWildcard: parsed.value.isWildcard }).toEqual({
      text: canonical,
      isWildcard,
    });
  });

  test.each<[unknown, string]>([
    ["0.0.0.0:0", "from 1 to 65535"],
    ["0.0.0.0:65536", "from 1 to 65535"],
    ["0.0.0.0:025", "from 1 to 65535"],
    ["0.0.0.0:+25", "from 1 to 65535"],
    ["0.0.0.0:", "no port"],
    ["0.0.0.0", "write 0.0.0.0:25"],
    ["[::]:", "no port"],
    ["[::]", "not a binding"],
    ["::", "write [::]:25"],
    ["2001:db8::1", "write [2001:db8::1]:25"],
    ["2001:db8:0:0:0:0:0:1:25", "not a binding"],
    [":25", "empty"],
    ["25", "not a binding"],
    ["*:25", "wildcard"],
    ["localhost:25", "name"],
    ["010.0.0.1:25", "leading zero"],
    ["10.1:25", "all four numbers"],
    ["[10.0.0.1]:25", "brackets"],
    ["[::ffff:10.0.0.1]:25", "write 10.0.0.1"],
    ["[::ffff:0.0.0.0]:25", "write 0.0.0.0"],
    ["[fe80::1%11]:25", "zone"],
    ["224.0.0.1:25", "multicast"],
    ["[ff02::1]:25", "multicast"],
    ["255.255.255.255:25", "broadcast"],
    ["0.0.0.0:25 ", "space"],
    ["0.0.0.0:25\r\n", "control character"],
    ["0.0.0.0:٢٥", "from 1 to 65535"],
    ["1".repeat(100), "too long"],
    [25, "not a text"],
    [null, "not a text"],
    [["0.0.0.0:25"], "not a text"],
  ])("refuses %p", (text, word) => {
    const parsed = parseBinding(text, "bindings[0]");
    const failure = parsed.ok ? undefined : parsed.failures[0];
    expect(failure).toMatchObject({ code: "RELAY_BINDING_INVALID", property: "bindings[0]" });
    expect(failure?.message).toContain(word);
  });
});

describe("bindingsOverlap", () => {
  test.each([
    ["0.0.0.0:25", "10.0.0.5:25", true],
    ["10.0.0.5:25", "10.0.0.5:25", true],
    ["0.0.0.0:25", "0.0.0.0:25", true],
    ["[::]:25", "[2001:db8::1]:25", true],
    ["10.0.0.5:25", "10.0.0.6:25", false],
    ["0.0.0.0:25", "10.0.0.5:587", false],
    ["0.0.0.0:25", "[::]:25", false],
  ])("%s and %s: %p", (a, b, expected) => {
    expect(bindingsOverlap(knownBinding(a), knownBinding(b))).toBe(expected);
    expect(bindingsOverlap(knownBinding(b), knownBinding(a))).toBe(expected);
  });
});

test("a list is sorted by family, address and port, without duplicates", () => {
  const texts = ["[::]:25", "10.0.0.10:25", "10.0.0.9:587", "10.0.0.9:25", "[0:0::0]:25"];
  expect(canonicalBindings(texts, "bindings")).toEqual({
    ok: true,
    value: ["10.0.0.9:25", "10.0.0.9:587", "10.0.0.10:25", "[::]:25"],
  });
});

test("every bad entry of a list is reported at its own index", () => {
  const parsed = canonicalBindings(["10.0.0.5:0", "10.0.0.5:25", "x"], "bindings");
  expect(parsed.ok ? [] : parsed.failures.map(({ property }) => property)).toEqual(["bindings[0]", "bindings[2]"]);
});
