import type { FuzzRandom } from "./fuzz-random";
import type { FuzzTarget } from "./fuzz-target";

/** Bytes that parsers stumble over. */
const SHARP = [
  "\r",
  "\n",
  "\0",
  "\r\n",
  ".",
  "\t",
  " ",
  '"',
  "\\",
  "<",
  ">",
  "@",
  ":",
  "%",
  "\u00e9",
  "\u2028",
  "\ufeff",
];
const LONGEST = 64 * 1024;

type Change = (input: Buffer, target: FuzzTarget, random: FuzzRandom) => Buffer;

const CHANGES: readonly Change[] = [
  // A byte becomes another.
  (input, _, random) => replaced(input, random.below(input.length + 1), 1, random.bytes(1)),
  (input, _, random) => replaced(input, random.below(input.length + 1), random.count(8), Buffer.alloc(0)),
  (input, _, random) => replaced(input, random.below(input.length + 1), 0, Buffer.from(random.pick(SHARP))),
  (input, _, random) => replaced(input, random.below(input.length + 1), 1, Buffer.from(random.pick(SHARP))),
  (input, { words }, random) =>
    replaced(input, random.below(input.length + 1), random.count(6), Buffer.from(random.pick(words))),
  // A part is there twice, or many times.
  (input, _, random) => {
    const from = random.below(input.length + 1);
    const part = input.subarray(from, from + random.between(1, 40));
    const times = random.oneIn(50) ? 500 : random.between(1, 3);
    return replaced(input, from, 0, Buffer.concat(Array.from({ length: times }, () => part)));
  },
  // Two inputs cross.
  (input, target, random) => {
    const other = target.make(random);
    return Buffer.concat([
      input.subarray(0, random.below(input.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]);
  },
  (input, _, random) => input.subarray(0, random.below(input.length + 1)),
];

/** A few random changes of an input. */
export function changeInput(input: Buffer, target: FuzzTarget, random: FuzzRandom): Buffer {
  let changed = input;
  for (let left = random.between(1, 4); left > 0; left--) changed = random.pick(CHANGES)(changed, target, random);
  return changed.subarray(0, LONGEST);
}

function replaced(input: Buffer, at: number, length: number, by: Buffer): Buffer {
  return Buffer.concat([input.subarray(0, at), by, input.subarray(at + length)]);
}
