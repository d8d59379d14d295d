import type { FuzzRandom } from "./fuzz-random";

/** Something that reads outside input, and what must hold whatever the input is. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs to begin with: good ones, and bad ones that are nearly good. */
  readonly seeds: readonly Buffer[];
  /** Pieces that a random change puts in. */
  readonly words: readonly string[];
  /** Makes an input by the grammar of what is read. */
  make(random: FuzzRandom): Buffer;
  /**
   * Reads one input. @returns what came of it, in few words: an input with a new one is kept and changed further.
   * @throws FuzzFault when something does not hold, or whatever the code under test throws
   */
  run(input: Buffer, random: FuzzRandom): string | Promise<string>;
}

/** A target that needs something open while it runs. */
export interface OpenTarget extends FuzzTarget {
  close(): Promise<void>;
}

/** A target by name, opened when it is its turn. */
export interface FuzzEntry {
  readonly name: string;
  open(): Promise<OpenTarget>;
}

/** What must hold does not. */
export class FuzzFault extends Error {
  constructor(what: string, seen?: unknown) {
    super(seen === undefined ? what : `${what}: ${JSON.stringify(seen)}`);
    this.name = "FuzzFault";
  }
}

/** @throws FuzzFault */
export function must(holds: boolean, what: string, seen?: unknown): asserts holds {
  if (!holds) throw new FuzzFault(what, seen);
}

/** @throws FuzzFault when the two differ as JSON. */
export function mustEqual(one: unknown, other: unknown, what: string): void {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left !== right) throw new FuzzFault(what, { one, other });
}

/** A target without anything to open. */
export function pureTarget(target: FuzzTarget): FuzzEntry {
  const { name } = target;
  return { name, open: () => Promise.resolve({ ...target, close: () => Promise.resolve() }) };
}

export function textSeeds(...texts: readonly string[]): readonly Buffer[] {
  return texts.map((text) => Buffer.from(text, "utf8"));
}
