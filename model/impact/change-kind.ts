import type { ImpactKind } from "./impact-report";
import type { Outcome } from "./outcome";
import type { RelayVerdict } from "./relay-answer";

const RANKS: Readonly<Record<RelayVerdict, number>> = { refuse: 0, accept: 1, relay: 2 };

/** What a change of answers is; undefined: nothing for the world. Two refusals never differ. */
export function changeKind(before: Outcome, after: Outcome): ImpactKind | undefined {
  const [old, now] = [before.answer, after.answer];
  const rise = RANKS[now.verdict] - RANKS[old.verdict];
  if (rise !== 0) return rise > 0 ? "widened" : "narrowed";
  if (now.verdict === "refuse") return undefined;
  if (old.connector !== now.connector) return "moved";
  return before.effects === after.effects ? undefined : "side-effect";
}
