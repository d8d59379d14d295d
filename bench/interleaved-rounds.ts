import { median } from "./median";
import type { Measured } from "./section";

export interface Contender {
  readonly name: string;
  /** One round; answers its figure (higher or lower is better as the caller means it). */
  readonly run: () => Promise<number>;
}

export interface RoundOptions {
  readonly unit: string;
  /** @default 5 */
  readonly rounds?: number;
}

/** Runs all contenders in turn, A B C A B C, so that a change of the machine's mood meets each of them. */
export async function interleavedRounds(
  contenders: readonly Contender[],
  { unit, rounds = 5 }: RoundOptions,
): Promise<readonly Measured[]> {
  const seen = contenders.map(() => [] as number[]);
  for (const contender of contenders) await contender.run(); // warm-up, not counted
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) seen[index]!.push(await contender.run());
  }
  return contenders.map(({ name }, index) => ({ name, unit, rounds: seen[index]!, median: median(seen[index]!) }));
}

/** How many times the first contender's figure is another's. */
export function ratioTo(standings: readonly Measured[], place: number): number {
  return standings[0]!.median / standings[place]!.median;
}
