import type { ImpactKind } from "./impact-report";
import { changedEffects, type Outcome } from "./outcome";
import type { RelayVerdict } from "./relay-answer";

const RANKS: Readonly<Record<RelayVerdict, number>> = { refuse: 0, accept: 1, relay: 2 };

/** What a change of answers is; undefined: nothing for the world. Two refusals never differ. */
export function changeKind(before: Outcome["answer"], after: Outcome["answer"]): ImpactKind | undefined {
  const rise = RANKS[after.verdict] - RANKS[before.verdict];
  if (rise !== 0) return rise > 0 ? "widened" : "narrowed";
  if (after.verdict === "refuse") return undefined;
  if (before.connector !== after.connector) return "moved";
  return changedEffects(before, after).length === 0 ? undefined : "side-effect";
}
