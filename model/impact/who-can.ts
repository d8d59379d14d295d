import { Analysis } from "./analysis";
import { answerProbe } from "./answer-probe";
import { boxPlaces, zonesOf } from "./box-places";
import type { NamedValues } from "./named-values";
import type { Outcome } from "./outcome";
import { pairConnectors } from "./pair-connectors";
import { placedBoxes } from "./placed-boxes";
import type { RelayVerdict } from "./relay-answer";
import type { RelayBox } from "./relay-box";
import type { RelayGrant } from "./relay-grant";
import type { RelayWorld } from "./relay-world";
import { witnessOf } from "./witness";

export interface WhoCanOptions {
  readonly named?: NamedValues;
  /** @default accept and relay */
  readonly verdicts?: readonly RelayVerdict[];
}

/**
 * Everybody whose mail a world takes, or who gets one of some verdicts. Exact: a probe lies in the box of one grant when
 * answerProbe gives it one of the verdicts, and in none otherwise. What is no probe is as in compareWorlds.
 */
export function whoCan(
  world: RelayWorld,
  { named = {}, verdicts = ["accept", "relay"] }: WhoCanOptions = {},
): readonly RelayGrant[] {
  const wanted = {
    judge: ([outcome]: readonly Outcome[]) =>
      outcome !== undefined && verdicts.includes(outcome.answer.verdict) ? outcome.text : undefined,
    refusals: verdicts.includes("refuse"),
  };
  const analysis = new Analysis({ worlds: [world], named, wanted });
  const pairs = pairConnectors(world.snapshot, world.snapshot).map((pair) => {
    const sides = analysis.sidesOf(pair);
    return { sides, boxes: analysis.boxesOf(sides), places: pair.places };
  });
  const zones = zonesOf(named.addresses ?? []);
  return placedBoxes(pairs).flatMap(({ box, places }) =>
    boxPlaces(places, zones).map((place) => grantOf(world, { ...place, ...box })),
  );
}

function grantOf(world: RelayWorld, box: RelayBox): RelayGrant {
  const witness = witnessOf(box);
  return { box, answer: answerProbe(world, witness), witness };
}
