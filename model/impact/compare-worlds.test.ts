import fc from "fast-check";
import { answerProbe } from "./answer-probe";
import { changeKind } from "./change-kind";
import { compareWorlds } from "./compare-worlds";
import type { ImpactRow } from "./impact-report";
import { isInBox } from "./is-in-box-fixture";
import { outcomeOf } from "./outcome";
import { RANDOM_PROBE } from "./random-probes-fixture";
import { RANDOM_PAIR, RANDOM_WORLD, type WorldPair } from "./random-worlds-fixture";
import type { RelayProbe } from "./relay-probe";
import { PROPERTY_RUNS as numRuns } from "./property-runs-fixture";

const probes = fc.array(RANDOM_PROBE, { minLength: 60, maxLength: 60 });

function answersOf({ before, after }: WorldPair, probe: RelayProbe) {
  return [outcomeOf(answerProbe(before, probe)), outcomeOf(answerProbe(after, probe))] as const;
}

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
    fc.property(RANDOM_PAIR, probes, (pair, asked) => {
      const { rows } = compareWorlds(pair.before, pair.after);
      for (const probe of asked) {
        const [before, after] = answersOf(pair, probe);
        const kind = changeKind(before.answer, after.answer);
        const found = rowsWith(rows, pair, probe);
        expect({ probe, kinds: found.map((row) => row.kind) }).toEqual({
          probe,
          kinds: kind === undefined ? [] : [kind],
        });
        for (const row of found) {
          expect([outcomeOf(row.before).text, outcomeOf(row.after).text]).toEqual([before.text, after.text]);
        }
      }
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
