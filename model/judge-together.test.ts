import fc from "fast-check";
import { bindingsOverlap, knownBinding } from "./binding";
import { rangesConflict } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import { type Declared, judgeTogether } from "./judge-together";
import { judgeRangesAgainst } from "./range-conflicts";

const SOME = { objects: "some" } as const;

function connector(
  name: string,
  remoteIpRanges: readonly string[],
  bindings: readonly string[] = ["0.0.0.0:25"],
): Declared {
  return { kind: "ReceiveConnector", key: name, label: `"${name}"`, settings: { name, bindings, remoteIpRanges } };
}

function permission(key: string, settings: object, connectorName?: string): Declared {
  const whole = { connector: "5e0d", principal: "NT AUTHORITY\\ANONYMOUS LOGON", access: "Allow", ...settings };
  return { kind: "ConnectorPermission", key, label: `"${key}"`, settings: whole, connectorName };
}

function keysOf(declared: readonly Declared[]): string[] {
  return judgeTogether(declared, SOME).map(({ key, property, code }) => `${key} ${property} ${code}`);
}

describe("ranges of two connectors", () => {
  test("partly overlapping ones name each other, both ranges and the bindings", () => {
    const found = judgeTogether(
      [connector("A", ["10.0.0.0/24"]), connector("B", ["10.1.0.1", "10.0.0.128-10.0.1.5"])],
      SOME,
    );
    expect(found).toEqual([
      {
        key: "B",
        otherKey: "A",
        code: "RELAY_RANGE_CONFLICT",
        property: "remoteIpRanges[1]",
        message:
          'remoteIpRanges[1] is 10.0.0.128-10.0.1.5, which partly overlaps 10.0.0.0/24 of "A" on 0.0.0.0:25: make the ranges disjoint, or one a proper part of the other.',
      },
      {
        key: "A",
        otherKey: "B",
        code: "RELAY_RANGE_CONFLICT",
        property: "remoteIpRanges[0]",
        message:
          'remoteIpRanges[0] is 10.0.0.0/24, which partly overlaps 10.0.0.128-10.0.1.5 of "B" on 0.0.0.0:25: make the ranges disjoint, or one a proper part of the other.',
      },
    ]);
  });

  test.each<{ title: string; other: Declared; conflicts: boolean }>([
    { title: "equal", other: connector("B", ["10.0.0.0/24"]), conflicts: true },
    { title: "nested", other: connector("B", ["10.0.0.1", "10.0.0.0/8"]), conflicts: false },
    { title: "nested with a shared end", other: connector("B", ["10.0.0.0/25"]), conflicts: false },
    { title: "disjoint", other: connector("B", ["10.0.1.0/24"]), conflicts: false },
    { title: "equal on another port", other: connector("B", ["10.0.0.0/24"], ["0.0.0.0:587"]), conflicts: false },
    { title: "equal on a specific address", other: connector("B", ["10.0.0.0/24"], ["192.0.2.1:25"]), conflicts: true },
    {
      title: "equal where only IPv6 bindings meet",
      other: connector("B", ["10.0.0.0/24"], ["[::]:25"]),
      conflicts: false,
    },
  ])("$title: conflicts $conflicts", ({ other, conflicts }) => {
    const one = connector("A", ["10.0.0.0/24"], ["0.0.0.0:25", "[::]:25"]);
    expect(keysOf([one, other]).length > 0).toBe(conflicts);
  });

  test("two specific addresses do not meet, and each meets the wildcard", () => {
    const [a, b] = [connector("A", ["10.0.0.1"], ["192.0.2.1:25"]), connector("B", ["10.0.0.1"], ["192.0.2.2:25"])];
    expect(keysOf([a, b])).toEqual([]);
    expect(new Set(keysOf([a, b, connector("C", ["10.0.0.1"])]).map((line) => line.slice(0, 1)))).toEqual(
      new Set("ABC"),
    );
  });

  test("disabled connectors count, and a connector's own ranges never conflict", () => {
    const off = {
      ...connector("B", ["10.0.0.1"]),
      settings: { ...connector("B", ["10.0.0.1"]).settings, enabled: false },
    };
    expect(keysOf([connector("A", ["10.0.0.1"]), off])).toHaveLength(2);
    expect(keysOf([connector("A", ["10.0.0.0-10.0.0.9", "10.0.0.5-10.0.0.20"])])).toEqual([]);
  });

  const address = fc.integer({ min: 0, max: 40 });
  const range = fc.tuple(address, address).map(([a, b]) => `10.0.0.${Math.min(a, b)}-10.0.0.${Math.max(a, b)}`);
  const endpoint = fc.constantFrom("0.0.0.0:25", "192.0.2.1:25", "192.0.2.2:25", "[::]:25", "192.0.2.1:587");
  const scopes = fc.array(
    fc.record({ bindings: fc.uniqueArray(endpoint, { minLength: 1 }), ranges: fc.array(range, { maxLength: 3 }) }),
    { maxLength: 8 },
  );

  test("the sweep finds exactly the connectors that comparing all pairs finds", () => {
    fc.assert(
      fc.property(scopes, (given) => {
        const declared = given.map(({ bindings, ranges }, index) => connector(String(index), ranges, bindings));
        const inConflict = declared.flatMap((one, index) =>
          given[index]!.ranges.flatMap((text, place) =>
            given.some((other, at) => at !== index && meets(given[index]!, other, text)) ? [`${one.key} ${place}`] : [],
          ),
        );
        const found = judgeTogether(declared, { objects: "some" }).filter(
          ({ code }) => code === "RELAY_RANGE_CONFLICT",
        );
        expect(new Set(found.map(({ key, property }) => `${key} ${property.slice(15, -1)}`))).toEqual(
          new Set(inConflict),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("judging one against the others finds the same ranges of it", () => {
    fc.assert(
      fc.property(scopes, (given) => {
        const holders = given.map(({ bindings, ranges }, index) => ({
          key: String(index),
          label: String(index),
          bindings,
          remoteIpRanges: ranges,
        }));
        const declared = given.map(({ bindings, ranges }, index) => connector(String(index), ranges, bindings));
        const whole = judgeTogether(declared, SOME).filter(({ code }) => code === "RELAY_RANGE_CONFLICT");
        for (const one of holders) {
          const own = new Set(whole.filter(({ key }) => key === one.key).map(({ property }) => property));
          expect(new Set(judgeRangesAgainst(one, holders).map(({ property }) => property))).toEqual(own);
        }
      }),
    );
  });

  test("10,000 connectors without a conflict are judged within two seconds", () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      connector(
        `c${index}`,
        [`10.${index >> 8}.${index & 255}.0/24`, `fd00:${index.toString(16)}::/32`],
        ["0.0.0.0:25", "[::]:25"],
      ),
    );
    many.push(connector("all", ["0.0.0.0/0", "::/0"], ["0.0.0.0:25", "[::]:25"]));
    const before = performance.now();
    expect(judgeTogether(many, SOME)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test("10,000 connectors with one and the same range are still judged, each with a bounded number of failures", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => connector(`c${index}`, ["10.0.0.0/24"]));
    const before = performance.now();
    const found = judgeTogether(many, SOME);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(found.length).toBeLessThanOrEqual(100_000);
    expect(new Set(found.map(({ key }) => key)).size).toBe(10_000);
  });
});

describe("what may be there once", () => {
  const domain = (key: string, domainName: string): Declared => ({
    kind: "AcceptedDomain",
    key,
    label: `"${key}"`,
    settings: { domainName },
  });
  const send = (key: string, name: string): Declared => ({
    kind: "SendConnector",
    key,
    label: key,
    settings: { name },
  });
  const user = (username: string, clientCertificates: readonly string[]): Declared => ({
    kind: "RelayUser",
    key: username,
    label: username,
    settings: { username, clientCertificates },
  });
  const RIGHT = "ms-Exch-SMTP-Accept-Any-Recipient";

  test.each<{ title: string; declared: Declared[]; found: string[] }>([
    {
      title: "names compare without case",
      declared: [
        { ...connector("CRM", ["10.0.0.1"]), key: "a" },
        { ...connector("crm", ["10.0.0.2"]), key: "b" },
      ],
      found: ["a name RELAY_DUPLICATE_NAME", "b name RELAY_DUPLICATE_NAME"],
    },
    {
      title: "a receive and a send connector may share a name",
      declared: [connector("Internet", ["10.0.0.1"]), send("s", "Internet")],
      found: [],
    },
    {
      title: "two send connectors may not",
      declared: [send("s", "Internet"), send("t", "internet")],
      found: ["s name RELAY_DUPLICATE_NAME", "t name RELAY_DUPLICATE_NAME"],
    },
    {
      title: "one client certificate for two accounts",
      declared: [user("crm", ["AB:CD", "AB:EF"]), user("erp", ["AB:EF"]), user("scan", [])],
      found: ["crm clientCertificates RELAY_DUPLICATE_NAME", "erp clientCertificates RELAY_DUPLICATE_NAME"],
    },
    {
      title: "an accepted domain twice",
      declared: [domain("x", "contoso.com"), domain("y", "contoso.com"), domain("z", "*.contoso.com")],
      found: ["x domainName RELAY_DUPLICATE_DOMAIN", "y domainName RELAY_DUPLICATE_DOMAIN"],
    },
    {
      title: "one right in two entries",
      declared: [
        permission("p", { extendedRights: [RIGHT] }),
        permission("q", { extendedRights: ["ms-Exch-SMTP-Submit", RIGHT] }),
        permission("r", { extendedRights: [RIGHT], access: "Deny" }),
        permission("s", { extendedRights: [RIGHT], connector: "another" }),
      ],
      found: ["p extendedRights RELAY_DUPLICATE_PERMISSION", "q extendedRights RELAY_DUPLICATE_PERMISSION"],
    },
  ])("$title", ({ declared, found }) => expect(keysOf(declared)).toEqual(found));

  test("an entry whose connector has no id yet is known by the connector's name", () => {
    const entry = (key: string) => permission(key, { connector: "LATER", extendedRights: [RIGHT] }, "CRM Application");
    const isUnknown = (value: unknown) => value === "LATER";
    const found = judgeTogether([entry("p"), entry("q")], { objects: "some", isUnknown });
    expect(found.map(({ key, code }) => `${key} ${code}`)).toEqual([
      "p RELAY_DUPLICATE_PERMISSION",
      "q RELAY_DUPLICATE_PERMISSION",
    ]);
    expect(
      judgeTogether(
        [
          permission("p", { connector: "LATER", extendedRights: [RIGHT] }),
          permission("q", { connector: "LATER", extendedRights: [RIGHT] }),
        ],
        { objects: "some", isUnknown },
      ),
    ).toEqual([]);
  });

  test("unknown names and lists are not judged, known ranges beside unknown ones are", () => {
    const isUnknown = (value: unknown) => value === "LATER";
    const later = (key: string): Declared => ({ ...connector("LATER", ["LATER", "10.0.0.1"]), key });
    const found = judgeTogether([later("a"), later("b")], { objects: "some", isUnknown });
    expect(found.map(({ key, property }) => `${key} ${property}`)).toEqual([
      "b remoteIpRanges[1]",
      "a remoteIpRanges[1]",
    ]);
  });

  test("settings that hold anything are judged without a fault of our own", () => {
    const kinds = ["ReceiveConnector", "ConnectorPermission", "AcceptedDomain", "SendConnector"] as const;
    const names = [
      "name",
      "bindings",
      "remoteIpRanges",
      "connector",
      "principal",
      "access",
      "extendedRights",
      "domainName",
    ];
    const settings = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.anything(), fc.array(fc.anything())));
    const declared = fc.record({ kind: fc.constantFrom(...kinds), key: fc.string(), label: fc.string(), settings });
    fc.assert(fc.property(fc.array(declared), (given) => void judgeTogether(given, SOME)));
  });

  test("among complete objects an entry needs its connector and the postmaster an accepted domain", () => {
    const config: Declared = {
      kind: "TransportConfig",
      key: "t",
      label: "t",
      settings: { postmaster: "pm@fabrikam.com" },
    };
    const declared = [domain("x", "contoso.com"), config, permission("p", { extendedRights: [RIGHT] })];
    expect(judgeTogether(declared, SOME)).toEqual([]);
    expect(judgeTogether(declared, { objects: "complete" }).map(({ key, code }) => `${key} ${code}`)).toEqual([
      "p RELAY_CONNECTOR_UNKNOWN",
      "t RELAY_DOMAIN_INVALID",
    ]);
    const there = [{ ...connector("CRM", ["10.0.0.1"]), key: "5e0d" }, permission("p", { extendedRights: [RIGHT] })];
    expect(judgeTogether(there, { objects: "complete" })).toEqual([]);
  });

  test("among complete objects an entry for an account or group needs it, whatever its case", () => {
    const account = (kind: "RelayUser" | "RelayGroup", settings: object): Declared => {
      return { kind, key: kind, label: kind, settings: { groups: [], ...settings } };
    };
    const declared = [
      { ...connector("CRM", ["10.0.0.1"]), key: "5e0d" },
      account("RelayUser", { username: "svc-crm" }),
      account("RelayGroup", { name: "Applications" }),
      ...["SVC-CRM", "applications", "nobody"].map((principal) =>
        permission(principal, { principal, extendedRights: [RIGHT] }),
      ),
    ];
    expect(judgeTogether(declared, SOME)).toEqual([]);
    expect(judgeTogether(declared, { objects: "complete" }).map(({ key, code }) => `${key} ${code}`)).toEqual([
      "nobody RELAY_PRINCIPAL_UNKNOWN",
    ]);
  });
});

interface Scope {
  readonly bindings: readonly string[];
  readonly ranges: readonly string[];
}

function meets(one: Scope, other: Scope, text: string): boolean {
  const shared = one.bindings.some((mine) =>
    other.bindings.some((theirs) => {
      const [a, b] = [knownBinding(mine), knownBinding(theirs)];
      return a.family === 4 && bindingsOverlap(a, b);
    }),
  );
  return shared && other.ranges.some((theirs) => rangesConflict(knownIpRange(text), knownIpRange(theirs)));
}
