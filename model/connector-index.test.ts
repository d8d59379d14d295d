import fc from "fast-check";
import { bindingsOverlap, knownBinding } from "./binding";
import { type IndexEntry, buildConnectorIndex } from "./connector-index";
import { type IpAddress, formatAddressValue, parseIpAddress } from "./ip-address";
import { formatIpRange, rangeContains, rangeSize, rangesConflict } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import type { LocalEndpoint } from "./snapshot";

interface Row {
  readonly key: string;
  readonly on?: string;
  readonly range: string;
  readonly precedence?: number;
  readonly group?: string;
}

const entry = ({ key, on = "0.0.0.0:25", range, precedence = 1, group = "stack" }: Row): IndexEntry<string> => ({
  key,
  name: key,
  binding: knownBinding(on),
  range: knownIpRange(range),
  precedence,
  group,
});

const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

const LOCAL = { address: "10.0.0.5", port: 25 };
const selectFrom = (rows: readonly Row[], client: string, local: LocalEndpoint = LOCAL) =>
  buildConnectorIndex(rows.map(entry)).select(local, address(client))?.key;

describe("select", () => {
  const three: Row[] = [
    { key: "everyone", range: "0.0.0.0/0" },
    { key: "office", range: "192.168.2.0/24" },
    { key: "crm", range: "192.168.2.55-192.168.2.56" },
  ];

  test.each([
    ["192.168.2.55", "crm"],
    ["192.168.2.56", "crm"],
    ["192.168.2.57", "office"],
    ["192.168.2.54", "office"],
    ["192.168.1.255", "everyone"],
    ["0.0.0.1", "everyone"],
    ["255.255.255.255", "everyone"],
    ["2001:db8::1", undefined],
  ])("%s goes to %s", (client, expected) => {
    expect(selectFrom(three, client)).toBe(expected);
  });

  test("nothing answers on another port, outside every range, or on another address", () => {
    expect(selectFrom(three, "10.0.0.1", { address: "10.0.0.5", port: 587 })).toBeUndefined();
    expect(selectFrom([{ key: "crm", range: "192.168.2.55" }], "192.168.2.54")).toBeUndefined();
    expect(selectFrom([{ key: "crm", on: "10.0.0.6:25", range: "0.0.0.0/0" }], "192.168.2.54")).toBeUndefined();
    expect(selectFrom([], "192.168.2.54")).toBeUndefined();
  });

  test("a tight range on the wildcard beats a wide one on the specific address", () => {
    const rows = [
      { key: "wide", on: "10.0.0.5:25", range: "192.168.0.0/16" },
      { key: "tight", range: "192.168.2.0/24" },
    ];
    expect(selectFrom(rows, "192.168.2.1")).toBe("tight");
    expect(selectFrom(rows, "192.168.3.1")).toBe("wide");
    expect(selectFrom(rows, "192.168.3.1", { address: "10.0.0.6", port: 25 })).toBeUndefined();
  });

  test("of equal ranges the specific address wins, then the lower name", () => {
    const [wild, specific] = [
      { key: "a", range: "192.168.2.0/24", group: "1" },
      { key: "b", on: "10.0.0.5:25", range: "192.168.2.0-192.168.2.255", group: "2" },
    ];
    expect(selectFrom([wild, specific], "192.168.2.1")).toBe("b");
    expect(
      selectFrom(
        [
          { ...wild, key: "z" },
          { ...wild, key: "y", group: "3" },
        ],
        "192.168.2.1",
      ),
    ).toBe("y");
  });

  test("IPv6 is chosen among IPv6 ranges, and a mapped client is IPv4", () => {
    const rows = [
      { key: "v6", on: "[::]:25", range: "::/0" },
      { key: "net", on: "[::]:25", range: "2001:db8::/32" },
      { key: "here", on: "[2001:db8::5]:25", range: "2001:db8::/48" },
      { key: "v4", range: "0.0.0.0/0" },
    ];
    const local = { address: "2001:db8::5", port: 25 };
    expect(selectFrom(rows, "2001:db8::1", local)).toBe("here");
    expect(selectFrom(rows, "2001:db8::1", { ...local, address: "2001:DB8:0:0:0:0:0:5" })).toBe("here");
    expect(selectFrom(rows, "2001:db8:1::1", local)).toBe("net");
    expect(selectFrom(rows, "2001:db8::1", { ...local, address: "2001:db8::6" })).toBe("net");
    expect(selectFrom(rows, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", local)).toBe("v6");
    expect(selectFrom(rows, "::ffff:192.0.2.1", local)).toBe("v4");
    expect(selectFrom(rows, "192.0.2.1", { address: "::ffff:10.0.0.5", port: 25 })).toBe("v4");
  });

  test("a range counts only for bindings of its own family", () => {
    expect(selectFrom([{ key: "none", on: "[::]:25", range: "0.0.0.0/0" }], "192.0.2.1")).toBeUndefined();
  });
});

describe("a newer connector of the same stack", () => {
  const older = { key: "older", range: "192.168.2.0/24", precedence: 1 };
  const newer = { key: "newer", range: "192.168.2.0-192.168.3.10", precedence: 2 };

  test("takes over where a partly overlapping range of its own matches, though it is larger", () => {
    const partly = { ...newer, range: "192.168.2.128-192.168.4.255" };
    expect(selectFrom([older, partly], "192.168.2.200")).toBe("newer");
    expect(selectFrom([older, partly], "192.168.2.100")).toBe("older");
  });

  test("takes over an equal range, whatever the names", () => {
    const rows = [
      { ...older, key: "a" },
      { ...older, key: "b", precedence: 2 },
    ];
    expect(selectFrom(rows, "192.168.2.1")).toBe("b");
    expect([...buildConnectorIndex(rows.map(entry)).superseded]).toEqual(["a"]);
  });

  test("does not take over a nested range", () => {
    expect(selectFrom([older, newer], "192.168.2.1")).toBe("older");
  });

  test("of another stack takes nothing over", () => {
    const partly = { ...newer, range: "192.168.2.128-192.168.4.255", group: "other" };
    expect(selectFrom([older, partly], "192.168.2.200")).toBe("older");
  });

  test("takes over from the wildcard only on its own address", () => {
    const rows = [
      older,
      { ...older, key: "newer", precedence: 2, range: "192.168.2.8-192.168.3.7", on: "10.0.0.5:25" },
    ];
    expect(selectFrom(rows, "192.168.2.9")).toBe("newer");
    expect(selectFrom(rows, "192.168.2.9", { address: "10.0.0.6", port: 25 })).toBe("older");
  });

  test("of one stack leaves those of another alone, where both take over on one address", () => {
    const rows = [
      older,
      { ...older, key: "newer", precedence: 2, range: "192.168.2.8-192.168.3.7", on: "10.0.0.5:25" },
      { ...older, key: "their older", range: "10.1.0.0/24", group: "theirs" },
      { ...older, key: "their newer", precedence: 2, range: "10.1.0.8-10.1.2.7", group: "theirs" },
    ];
    expect(selectFrom(rows, "192.168.2.9")).toBe("newer");
    expect(selectFrom(rows, "10.1.0.9")).toBe("their newer");
    expect(selectFrom(rows, "10.1.0.7")).toBe("their older");
  });

  test("is not itself: a connector's own ranges may overlap", () => {
    const rows = [older, { key: "older", range: "192.168.2.128-192.168.3.10", precedence: 1 }];
    expect(buildConnectorIndex(rows.map(entry)).select(LOCAL, address("192.168.2.200"))?.range).toEqual(
      knownIpRange("192.168.2.128-192.168.3.10"),
    );
  });
});

test("candidates lists every match, the best first, and who took over", () => {
  const rows: Row[] = [
    { key: "everyone", range: "0.0.0.0/0" },
    { key: "old", range: "192.168.2.55", precedence: 1 },
    { key: "new", range: "192.168.2.55", precedence: 2 },
    { key: "elsewhere", range: "192.168.2.55", on: "10.0.0.6:25" },
  ];
  const found = buildConnectorIndex(rows.map(entry)).candidates(LOCAL, address("192.168.2.55"));
  expect(found.map(({ key, verdict, supersededBy }) => ({ key, verdict, supersededBy }))).toEqual([
    { key: "new", verdict: "winner", supersededBy: undefined },
    { key: "old", verdict: "superseded", supersededBy: "new" },
    { key: "everyone", verdict: "larger", supersededBy: undefined },
  ]);
});

// The rule as DESIGN words it, one line a sentence, over every entry.
function selectLinearly(entries: readonly IndexEntry<string>[], local: LocalEndpoint, client: IpAddress) {
  const here = { family: client.family, address: local.address, isWildcard: false, port: local.port };
  const candidates = entries.filter(
    ({ binding, range }) =>
      bindingsOverlap(binding, here) && rangeContains(range, client) && range.family === binding.family,
  );
  const remaining = candidates.filter(
    (one) =>
      !candidates.some(
        (two) =>
          two.key !== one.key &&
          two.group === one.group &&
          two.precedence > one.precedence &&
          rangesConflict(one.range, two.range),
      ),
  );
  return remaining.sort(
    (a, b) =>
      Number(rangeSize(a.range) - rangeSize(b.range)) ||
      Number(a.binding.isWildcard) - Number(b.binding.isWildcard) ||
      (a.name === b.name ? 0 : (a.name ?? "") < (b.name ?? "") ? -1 : 1),
  )[0];
}

// A universe of 24 addresses at each end of each family, so that conflicts, ties and nesting are common.
const BASES = {
  low4: 1,
  high4: 0xffffffff - 23,
  low6: 1n,
  high6: (1n << 128n) - 24n,
  word6: (0x20010db8n << 96n) - 12n,
};
type Base = keyof typeof BASES;
const at = (base: Base, offset: number) => {
  const start = BASES[base];
  return typeof start === "number"
    ? formatAddressValue(4, start + offset)
    : formatAddressValue(6, start + BigInt(offset));
};
const someEntries = (base: Base) => {
  const isV4 = base.endsWith("4");
  const bindings = isV4
    ? ["0.0.0.0:25", "10.0.0.5:25", "10.0.0.6:25", "0.0.0.0:587", "[::]:25"]
    : ["[::]:25", "[2001:db8::5]:25", "[2001:db8::6]:25", "[::]:587", "0.0.0.0:25"];
  const row = fc.record({
    owner: fc.nat(8),
    on: fc.constantFrom(...bindings),
    ends: fc.tuple(fc.nat(23), fc.nat(23)),
  });
  return fc
    .tuple(fc.array(row, { maxLength: 24 }), fc.array(fc.nat(3), { minLength: 9, maxLength: 9 }))
    .map(([rows, ages]) =>
      rows.map(({ owner, on, ends }) =>
        entry({
          key: `c${owner}`,
          on,
          range: `${at(base, Math.min(...ends))}-${at(base, Math.max(...ends))}`,
          precedence: ages[owner] ?? 0,
          group: `stack${owner % 3}`,
        }),
      ),
    );
};

describe.each<Base>(["low4", "high4", "low6", "high6", "word6"])("over random connectors at %s", (base) => {
  const isV4 = base.endsWith("4");
  const locals = (
    isV4 ? ["10.0.0.5", "10.0.0.6", "10.0.0.7", "0.0.0.0"] : ["2001:db8::5", "2001:db8::6", "2001:db8::7", "::"]
  ).flatMap((local) => [25, 587, 26].map((port) => ({ address: local, port })));
  const clients = Array.from({ length: 24 }, (_, offset) => address(at(base, offset)));

  test("the index agrees with the rule, client by client, and candidates with both", () => {
    fc.assert(
      fc.property(someEntries(base), (entries) => {
        const index = buildConnectorIndex(entries);
        for (const local of locals) {
          const shown = (one: IndexEntry<string> | undefined) =>
            one && `${one.key} ${formatIpRange(one.range)} ${one.binding.address}`;
          const winner = (client: IpAddress) =>
            index.candidates(local, client).find(({ verdict }) => verdict === "winner");
          const expected = clients.map((client) => shown(selectLinearly(entries, local, client)));
          expect(clients.map((client) => shown(index.select(local, client)))).toEqual(expected);
          expect(clients.map((client) => shown(winner(client)))).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });
});
