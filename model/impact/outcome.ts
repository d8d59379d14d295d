import type { RelayAnswer } from "./relay-answer";

/** What answers are compared by: for equal texts they are the same to the world, and decided by the same entry. */
export interface Outcome {
  readonly answer: Pick<RelayAnswer, "verdict" | "connector" | "effects">;
  readonly text: string;
  /** Of the effects alone. */
  readonly effects: string;
}

export function outcomeOf({ verdict, connector, effects, by }: RelayAnswer): Outcome {
  const spelt = JSON.stringify(effects);
  const text = JSON.stringify([verdict, connector, by.entry ?? null, spelt]);
  return { answer: { verdict, connector, effects }, text, effects: spelt };
}
