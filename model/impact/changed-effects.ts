import type { RelayAnswer, RelayEffects } from "./relay-answer";

/** Names of effects that differ; none when one side refuses. */
export function changedEffects({
  before,
  after,
}: {
  readonly before: RelayAnswer;
  readonly after: RelayAnswer;
}): readonly string[] {
  const { effects: old } = before;
  const { effects: now } = after;
  if (old === null || now === null) return [];
  const names = Object.keys(now) as (keyof RelayEffects)[];
  return names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
}
