import fc from "fast-check";
import { type Kind, settle } from "../../model";
import { EXAMPLES } from "../../model/settle-examples";
import { RANDOM_VALUES, type Wish } from "./random-values";
import { SURROUNDINGS } from "./surroundings";

const PROPERTIES = Object.entries(RANDOM_VALUES).flatMap(([kind, values]) =>
  Object.entries(values as Readonly<Record<string, fc.Arbitrary<Wish>>>).map(
    ([property, wishes]) => [kind as Kind, property, wishes] as const,
  ),
);

test.each(PROPERTIES)("%s.%s: every random value is accepted", (kind, property, wishes) => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const given = { ...EXAMPLES[kind], ...wish };
      if (given[property] === SURROUNDINGS.certificate) return;
      const settled = settle(kind, given);
      expect(settled.ok ? [] : settled.failures.map(({ message }) => message)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
