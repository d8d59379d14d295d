/** Sets by dimension whose product is a set of points; `key` says what all its points have in common. */
export interface Product {
  readonly key: string;
  /** Sorted numbers without duplicates. */
  readonly parts: readonly (readonly number[])[];
}

/**
 * Joins products of one key that differ in one dimension, dimension by dimension, until none are left to be joined.
 * The products must be disjoint, and stay so.
 */
export function mergeProducts(products: readonly Product[]): readonly Product[] {
  let merged = products;
  for (;;) {
    const count = merged.length;
    for (let dimension = 0; dimension < (products[0]?.parts.length ?? 0); dimension++) {
      merged = mergeAlong(merged, dimension);
    }
    if (merged.length === count) return merged;
  }
}

function mergeAlong(products: readonly Product[], dimension: number): readonly Product[] {
  const texts = new Map<readonly number[], string>();
  const textOf = (part: readonly number[]) => {
    const known = texts.get(part) ?? part.join();
    texts.set(part, known);
    return known;
  };
  const alike = Map.groupBy(products, ({ key, parts }) =>
    [key, ...parts.map((part, place) => (place === dimension ? "" : textOf(part)))].join("\n"),
  );
  return [...alike.values()].map((group) => joinAlong(group, dimension));
}

function joinAlong(group: readonly Product[], dimension: number): Product {
  const [first] = group as readonly [Product];
  if (group.length === 1) return first;
  const joined = group.flatMap(({ parts }) => parts[dimension] ?? []).sort((a, b) => a - b);
  return { key: first.key, parts: first.parts.map((part, place) => (place === dimension ? joined : part)) };
}
