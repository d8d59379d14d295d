import { Analysis } from "./analysis";
import { answerProbe } from "./answer-probe";
import { boxPlaces, unitePlaces, zonesOf } from "./box-places";
import type { NamedValues } from "./named-values";
import { outcomeOf, type Outcome } from "./outcome";
import type { PairBox } from "./pair-boxes";
import { pairConnectors, type PairPlace } from "./pair-connectors";
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
  const drafts = new Map<string, GrantDraft>();
  for (const pair of pairConnectors(world.snapshot, world.snapshot)) {
    for (const box of analysis.boxesOf(analysis.sidesOf(pair))) collect(drafts, { world, box, places: pair.places });
  }
  const zones = zonesOf(named.addresses ?? []);
  return [...drafts.values()].flatMap(({ box, places }) =>
    boxPlaces(unitePlaces(places), zones).map((place) => grantOf(world, { ...place, ...box })),
  );
}

interface GrantDraft {
  readonly box: PairBox;
  readonly places: (readonly PairPlace[])[];
}

interface Found {
  readonly world: RelayWorld;
  readonly box: PairBox;
  readonly places: readonly PairPlace[];
}

function collect(drafts: Map<string, GrantDraft>, { world, box, places }: Found): void {
  const { endpoint, addresses } = places[0] as PairPlace;
  const probe = witnessOf({ ...box, endpoints: [endpoint], addresses });
  const key = JSON.stringify([outcomeOf(answerProbe(world, probe)).text, box]);
  const known = drafts.get(key);
  if (known === undefined) drafts.set(key, { box, places: [places] });
  else known.places.push(places);
}

function grantOf(world: RelayWorld, box: RelayBox): RelayGrant {
  const witness = witnessOf(box);
  return { box, answer: answerProbe(world, witness), witness };
}
