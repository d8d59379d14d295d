import type { AddressFamily, AddressValue } from "../ip-address";
import { sortedCuts } from "../ip-cuts";
import type { IpRange } from "../ip-range";

/** Addresses from `first` to the next segment's, or to the family's last, and something about them. */
export interface CutSegment<Value> {
  readonly first: AddressValue;
  readonly value: Value;
}

/** Which of the ranges hold each address, as a number: two are equal exactly when the same ranges do. */
export function membershipSegments(
  ranges: readonly IpRange[],
): Readonly<Record<AddressFamily, readonly CutSegment<number>[]>> {
  const known = new Map<string, number>();
  const numberOf = (places: readonly number[]): number => {
    const name = places.toSorted((a, b) => a - b).join();
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  };
  return { 4: segmentsOf(4, ranges, numberOf), 6: segmentsOf(6, ranges, numberOf) };
}

interface PlacedRange {
  readonly place: number;
  readonly range: IpRange;
}

function segmentsOf(
  family: AddressFamily,
  ranges: readonly IpRange[],
  numberOf: (places: readonly number[]) => number,
): readonly CutSegment<number>[] {
  const own = ranges.flatMap((range, place): PlacedRange[] => (range.family === family ? [{ place, range }] : []));
  const coming = own.toSorted((a, b) => (a.range.first < b.range.first ? 1 : a.range.first > b.range.first ? -1 : 0));
  let open: PlacedRange[] = [];
  return sortedCuts(family, ranges).map((first) => {
    open = open.filter(({ range }) => range.last >= first);
    for (let next = coming.at(-1); next?.range.first === first; next = coming.at(-1)) {
      open.push(next);
      coming.pop();
    }
    return { first, value: numberOf(open.map(({ place }) => place)) };
  });
}
