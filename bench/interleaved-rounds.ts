import { median } from "./median";

export interface Contender {
  readonly name: string;
  /** One round; answers its figure (higher or lower is better as the caller means it). */
  readonly run: () => Promise<number>;
}

export interface Standing {
  readonly name: string;
  readonly rounds: readonly number[];
  readonly median: number;
}

/** Runs all contenders in turn, A B C A B C, so that a change of the machine's mood meets each of them. */
export async function interleavedRounds(contenders: readonly Contender[], rounds = 5): Promise<readonly Standing[]> {
  const seen = contenders.map(() => [] as number[]);
  for (const contender of contenders) await contender.run(); // warm-up, not counted
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) seen[index]!.push(await contender.run());
  }
  return contenders.map(({ name }, index) => ({ name, rounds: seen[index]!, median: median(seen[index]!) }));
}
