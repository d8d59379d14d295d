import { type Position, StartTree } from "./start-tree";

/** Comparisons of positions that adding an interval and asking about one takes, when this many are there. */
function comparisonsEach(size: number): number {
  let compared = 0;
  const counted = (value: number) => ({ valueOf: () => ((compared += 1), value) }) as unknown as Position;
  const tree = new StartTree();
  for (let n = 0; n < size; n += 1) {
    // Ranges declared in order, disjoint, each with a smaller one inside: the worst order for a tree that is not balanced.
    for (const [first, last] of [
      [10 * n, 10 * n + 9],
      [10 * n + 2, 10 * n + 3],
    ] as const) {
      expect(tree.startsInsideEndsBeyond({ first: counted(first), last: counted(last) })).toBeUndefined();
      tree.add({ first: counted(first), last: counted(last), key: String(n) });
    }
  }
  return compared / size;
}

test("an interval among ten thousand costs little more than one among a thousand", () => {
  expect(comparisonsEach(10_000)).toBeLessThan(2 * comparisonsEach(1_000));
});
