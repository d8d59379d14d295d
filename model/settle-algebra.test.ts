import fc from "fast-check";
import { FIELDS } from "./fields/fields";
import { settle } from "./settle";
import { CRM, EXAMPLES, failuresOf, settled } from "./settle-examples";
import type { Kind } from "./settings";

const KINDS = Object.keys(EXAMPLES) as Kind[];

describe("algebra", () => {
  const hostile = fc.oneof(
    fc.anything(),
    fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  );

  test("settle never throws, whatever it is given", () => {
    const record = (kind: Kind) =>
      fc.record(
        mapFields(kind, () => hostile),
        { requiredKeys: [] },
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS).chain((kind) => fc.tuple(fc.constant(kind), fc.oneof(hostile, record(kind)))),
        ([kind, input]) => {
          const parsed = settle(kind, input);
          for (const failure of parsed.ok ? [] : parsed.failures) expect(failure.message).not.toMatch(/[\p{Cc}]/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a cycle is refused like any object", () => {
    const cycle: Record<string, unknown> = { ...CRM };
    cycle["comment"] = cycle;
    expect(failuresOf("ReceiveConnector", cycle)).toEqual(["comment RELAY_TYPE_INVALID"]);
  });

  const LISTS = {
    bindings: ["0.0.0.0:25", "[::]:25", "192.0.2.1:587", "[2001:DB8::1]:25"],
    remoteIpRanges: ["10.0.0.0/8", "10.0.0.1", "fd00::/8", "192.168.2.55-192.168.2.56", "10.0.0.1/32"],
    permissionGroups: ["anonymoususers", "ExchangeUsers", "Partners", "ExchangeServers"],
    authMechanism: ["tls", "BasicAuth", "BasicAuthRequireTLS"],
  };
  const shuffled = fc.record(
    Object.fromEntries(
      Object.entries(LISTS).map(([name, items]) => [
        name,
        fc
          .shuffledSubarray(items, { minLength: items.length })
          .chain((list) => fc.constant([...list, ...list.slice(0, 1)])),
      ]),
    ),
  );

  test("lists that are equal in any order settle equal", () => {
    const expected = settled("ReceiveConnector", { ...CRM, ...LISTS });
    fc.assert(
      fc.property(shuffled, (lists) => expect(settled("ReceiveConnector", { ...CRM, ...lists })).toEqual(expected)),
    );
  });

  test("settled settings settle to themselves", () => {
    fc.assert(
      fc.property(shuffled, (lists) => {
        const once = settled("ReceiveConnector", { ...CRM, ...lists });
        expect(JSON.stringify(settled("ReceiveConnector", once))).toBe(JSON.stringify(once));
      }),
    );
    for (const kind of KINDS) {
      const once = settled(kind, EXAMPLES[kind]);
      expect(settled(kind, once)).toEqual(once);
    }
  });
});

function mapFields<Value>(kind: Kind, make: () => Value): Record<string, Value> {
  return Object.fromEntries(Object.keys(FIELDS[kind]).map((name) => [name, make()]));
}
