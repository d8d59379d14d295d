import type { RelayAnswer, RelayEffects } from "./relay-answer";

/** What answers are compared by: for equal texts they are the same to the world, and decided by the same entry. */
export interface Outcome {
  readonly answer: Pick<RelayAnswer, "verdict" | "connector" | "effects">;
  readonly text: string;
}

export function outcomeOf({ verdict, connector, effects, by }: RelayAnswer): Outcome {
  const text = JSON.stringify([verdict, connector, by.entry ?? null, effects === null ? null : Object.values(effects)]);
  return { answer: { verdict, connector, effects }, text };
}

/** Names of effects that differ; none when one side refuses. */
export function changedEffects(before: Outcome["answer"], after: Outcome["answer"]): readonly (keyof RelayEffects)[] {
  const { effects: old } = before;
  const { effects: now } = after;
  if (old === null || now === null) return [];
  const names = Object.keys(now) as (keyof RelayEffects)[];
  return names.filter((name) => String(old[name]) !== String(now[name]));
}
