import fc from "fast-check";
import { answerProbe } from "./answer-probe";
import { compareWorlds } from "./compare-worlds";
import { findFault, PROBES } from "./find-fault-fixture";
import type { ImpactRow } from "./impact-report";
import { isInBox } from "./is-in-box-fixture";
import { RANDOM_PAIR, RANDOM_WORLD, type WorldPair } from "./random-worlds-fixture";
import type { RelayProbe } from "./relay-probe";
import { PROPERTY_RUNS as numRuns, PROPERTY_TIMEOUT } from "./property-runs-fixture";

jest.setTimeout(PROPERTY_TIMEOUT);

function rowsWith(rows: readonly ImpactRow[], pair: WorldPair, probe: RelayProbe) {
  return rows.filter(({ box }) => isInBox(box, probe, [pair.before, pair.after]));
}

test("nothing differs between a world and itself", () => {
  fc.assert(
    fc.property(RANDOM_WORLD, (world) => {
      expect(compareWorlds(world, world)).toEqual({
        rows: [],
        routes: [],
        proxies: { added: [], removed: [] },
        unknowns: [],
      });
    }),
    { numRuns },
  );
});

test("a probe is in a row exactly when the two worlds answer it differently, and the row says how", () => {
  fc.assert(
    fc.property(RANDOM_PAIR, PROBES, (pair, asked) => {
      expect(findFault(pair, asked)).toBeUndefined();
    }),
    { numRuns },
  );
});

test("the witness of a row is in it alone, and is answered as the row says", () => {
  fc.assert(
    fc.property(RANDOM_PAIR, (pair) => {
      const { rows } = compareWorlds(pair.before, pair.after);
      for (const row of rows) {
        expect(rowsWith(rows, pair, row.witness)).toEqual([row]);
        expect(answerProbe(pair.before, row.witness)).toEqual(row.before);
        expect(answerProbe(pair.after, row.witness)).toEqual(row.after);
      }
    }),
    { numRuns },
  );
});
