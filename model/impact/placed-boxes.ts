import { answerProbe } from "./answer-probe";
import { unitePlaces } from "./box-places";
import type { ServedPair } from "./clear-auth";
import { outcomeOf } from "./outcome";
import type { PairBox } from "./pair-boxes";
import type { PairPlace } from "./pair-connectors";
import { witnessOf } from "./witness";

/** What was found of a pair. */
export interface AskedPair extends ServedPair {
  readonly boxes: readonly PairBox[];
}

/** A box with every place that it has. */
export interface PlacedBox {
  readonly box: PairBox;
  readonly places: readonly PairPlace[];
}

/** Boxes of all pairs; those that pairs of the same connectors have in common, with the same answers, once. */
export function placedBoxes(pairs: readonly AskedPair[]): readonly PlacedBox[] {
  const byConnectors = Map.groupBy(pairs, ({ sides }) =>
    JSON.stringify(sides.map(({ connector }) => connector?.name ?? null)),
  );
  return [...byConnectors.values()].flatMap(joinPairs);
}

function joinPairs(pairs: readonly AskedPair[]): readonly PlacedBox[] {
  const [first] = pairs as readonly [AskedPair];
  if (pairs.length === 1) return first.boxes.map((box) => ({ box, places: first.places }));
  const found = pairs.flatMap((pair) => pair.boxes.map((box) => ({ box, pair, key: keyOf(box, pair) })));
  return [...Map.groupBy(found, ({ key }) => key).values()].map((alike) => ({
    box: (alike[0] as (typeof alike)[number]).box,
    places: unitePlaces(alike.map(({ pair }) => pair.places)),
  }));
}

/** The box itself and what is answered there. */
function keyOf(box: PairBox, { sides, places }: AskedPair): string {
  const { endpoint, addresses } = places[0] as PairPlace;
  const probe = witnessOf({ ...box, endpoints: [endpoint], addresses });
  return JSON.stringify([...sides.map(({ world }) => outcomeOf(answerProbe(world, probe)).text), box]);
}
