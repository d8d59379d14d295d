import type { AddressFamily, AddressValue } from "../ip-address";
import { sortedCuts } from "../ip-cuts";
import type { IpRange } from "../ip-range";

/** Addresses from `first` to the next segment's, or to the family's last, and something about them. */
export interface CutSegment<Value> {
  readonly first: AddressValue;
  readonly value: Value;
}

/** Which of the ranges hold an address, as a number: equal exactly when the same ranges do. 0: none. */
export function membershipSegments(family: AddressFamily, ranges: readonly IpRange[]): readonly CutSegment<number>[] {
  const own = ranges.filter((range) => range.family === family);
  const opening = own.map((_, place) => place).sort((a, b) => compare(own[a]?.first ?? 0, own[b]?.first ?? 0));
  const known = new Map([["", 0]]);
  let open: number[] = [];
  let next = 0;
  return sortedCuts(family, own).map((first) => {
    open = open.filter((place) => (own[place]?.last ?? 0) >= first);
    for (; next < opening.length && own[opening[next] ?? 0]?.first === first; next++) open.push(opening[next] ?? 0);
    const name = open.toSorted((a, b) => a - b).join();
    const value = known.get(name) ?? known.size;
    known.set(name, value);
    return { first, value };
  });
}

function compare(a: AddressValue, b: AddressValue): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
