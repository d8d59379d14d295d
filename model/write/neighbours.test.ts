import fc from "fast-check";
import { stateOf } from "../snapshot-fixture";
import { applyChanges } from "./apply-changes";
import { neighbours } from "./neighbours";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { findRangeConflict } from "./selector";

type Connector = ObjectRecord<"ReceiveConnector">;

const RANGES = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 8 }))
    .map(([at, more]) => `10.0.0.${at}-10.0.0.${at + more}`),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 }))
    .map(([at, more]) => `2001:db8::${at}-2001:db8::${at + more}`),
);

const CONNECTORS = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d"),
    remoteIpRanges: fc.array(RANGES, { minLength: 1, maxLength: 2 }),
    bindings: fc.constantFrom(["0.0.0.0:25"], ["[::]:25"], ["0.0.0.0:25", "[::]:25"]),
  })
  .map((given) => stateOf({ receiveConnectors: [given] }).receiveConnectors.get(given.id) as Connector);

const STEPS = fc.array(
  fc.record({ put: fc.array(CONNECTORS, { maxLength: 2 }), remove: fc.constantFrom("a", "b", "none") }),
);

test("after any changes the neighbours have all that conflict, and only what is there now", () => {
  fc.assert(
    fc.property(STEPS, CONNECTORS, (steps, { settings }) => {
      let state = stateOf({}) as RecordedState;
      for (const { put, remove } of steps) {
        neighbours(state.receiveConnectors, settings);
        const removed = [{ kind: "ReceiveConnector", id: remove }] as const;
        state = applyChanges(state, { revision: state.revision + 1, put, removed, releases: null });
      }
      const found = neighbours(state.receiveConnectors, settings);
      const present = [...state.receiveConnectors.values()];
      const conflicting = present.filter((other) => findRangeConflict(settings, other.settings) !== undefined);
      expect(found).toEqual(expect.arrayContaining(conflicting));
      expect(present).toEqual(expect.arrayContaining([...found]));
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});
