import fc from "fast-check";
import { bindingsOverlap, formatIpRange, type IpRange, knownBinding, knownIpRange, rangesConflict } from "../model";
import { ConflictIndex, type ConnectorScope } from "./conflict-index";

const BINDINGS = ["0.0.0.0:25", "10.0.0.1:25", "10.0.0.2:25", "0.0.0.0:587", "[::]:25", "[fd00::1]:25"];

const TEN = 10 * 2 ** 24;
const ULA = 0xfd00n << 112n;

const address = fc.integer({ min: 0, max: 20 });
const range = fc.tuple(fc.boolean(), address, address).map(([isIpv6, a, b]): string => {
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  const ends: IpRange = isIpv6
    ? { family: 6, first: ULA + BigInt(first), last: ULA + BigInt(last) }
    : { family: 4, first: TEN + first, last: TEN + last };
  return formatIpRange(ends);
});
const scope: fc.Arbitrary<ConnectorScope> = fc.record({
  bindings: fc.uniqueArray(fc.constantFrom(...BINDINGS), { minLength: 1, maxLength: 3 }),
  remoteIpRanges: fc.uniqueArray(range, { minLength: 1, maxLength: 4 }),
});

function conflict(a: ConnectorScope, b: ConnectorScope): boolean {
  return a.bindings.some((one) =>
    b.bindings.some((other) => {
      const [left, right] = [knownBinding(one), knownBinding(other)];
      return bindingsOverlap(left, right) && rangesMeet(a, b, left.family);
    }),
  );
}

function rangesMeet(a: ConnectorScope, b: ConnectorScope, family: 4 | 6): boolean {
  const of = ({ remoteIpRanges }: ConnectorScope) =>
    remoteIpRanges.map(knownIpRange).filter((r) => r.family === family);
  return of(a).some((one) => of(b).some((other) => rangesConflict(one, other)));
}

test("finds a conflict exactly when comparing with every connector would, whatever was added, changed and removed", () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 9 }), scope: fc.option(scope) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), scope, (steps, asked) => {
      const index = new ConflictIndex();
      const expected = new Map<string, ConnectorScope>();
      for (const { key, scope: given } of steps) {
        if (given === null) index.delete(String(key));
        else index.set(String(key), given);
        if (given === null) expected.delete(String(key));
        else expected.set(String(key), given);
      }
      const found = index.conflictsOf(asked);
      const all = [...expected].filter(([, other]) => conflict(asked, other)).map(([key]) => key);
      expect(found.size > 0).toBe(all.length > 0);
      for (const key of found) expect(all).toContain(key);
    }),
    { numRuns: 300 },
  );
});
