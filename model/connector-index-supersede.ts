import { type IpRange, compareRanges } from "./ip-range";

/** What decides between two conflicting entries on one endpoint. */
export interface Claim {
  readonly key: unknown;
  readonly range: IpRange;
  readonly precedence: number;
  readonly group: string;
}

/** Places, in the list given, of an entry and of a newer one of its group that takes over where both match. */
export interface Supersession {
  readonly older: number;
  readonly newer: number;
}

/** Entries with one and the same range. */
interface Bucket {
  readonly range: IpRange;
  readonly places: number[];
}

/**
 * Every pair in which a newer entry of the same group, but another key, has an equal or partly overlapping range; of
 * equal ranges only the newest taker. Costs n log n and the pairs of ranges that partly overlap.
 */
export function findSupersessions(claims: readonly Claim[]): Supersession[] {
  const groups = Map.groupBy(claims.keys(), (place) => claims[place]?.group);
  const found: Supersession[] = [];
  for (const places of groups.values()) if (hasSeveralKeys(claims, places)) findInGroup(claims, places, found);
  return found;
}

function hasSeveralKeys(claims: readonly Claim[], places: readonly number[]): boolean {
  if (places.length < 2) return false;
  const first = claims[places[0] ?? 0]?.key;
  return places.some((place) => claims[place]?.key !== first);
}

function findInGroup(claims: readonly Claim[], places: readonly number[], found: Supersession[]): void {
  // Of the ranges seen so far those that may still reach the next one, the one that ends first at the end.
  const open: Bucket[] = [];
  for (const bucket of bucketsOf(claims, places)) {
    takeoversWithin(claims, bucket, found);
    while ((open.at(-1)?.range.last ?? bucket.range.first) < bucket.range.first) open.pop();
    let below = open.length;
    for (let other = open[below - 1]; other !== undefined; other = open[below - 1]) {
      if (other.range.last >= bucket.range.last) break;
      takeoversBetween(claims, [other, bucket], found);
      below--;
    }
    open.splice(below, 0, bucket);
  }
}

// By first address and then the larger range, so that of two ranges the later one is inside, partly over, or past.
function bucketsOf(claims: readonly Claim[], places: readonly number[]): Bucket[] {
  const whole = (place: number) => claims[place]?.range ?? NOWHERE;
  const buckets: Bucket[] = [];
  for (const place of [...places].sort((a, b) => compareOuterFirst(whole(a), whole(b)))) {
    const previous = buckets.at(-1);
    if (previous !== undefined && compareRanges(previous.range, whole(place)) === 0) previous.places.push(place);
    else buckets.push({ range: whole(place), places: [place] });
  }
  return buckets;
}

const NOWHERE: IpRange = { family: 4, first: 0, last: 0 };

function compareOuterFirst(a: IpRange, b: IpRange): number {
  return a.first === b.first ? compareRanges(b, a) : compareRanges(a, b);
}

function takeoversWithin(claims: readonly Claim[], { places }: Bucket, found: Supersession[]): void {
  if (places.length < 2) return;
  const newestFirst = [...places].sort((a, b) => precedenceAt(claims, b) - precedenceAt(claims, a));
  for (const older of places) {
    const newer = newestFirst.find((place) => claims[place]?.key !== claims[older]?.key);
    if (newer !== undefined && precedenceAt(claims, newer) > precedenceAt(claims, older)) found.push({ older, newer });
  }
}

function takeoversBetween(claims: readonly Claim[], [a, b]: readonly [Bucket, Bucket], found: Supersession[]): void {
  for (const one of a.places) {
    for (const two of b.places) {
      if (claims[one]?.key === claims[two]?.key) continue;
      const age = precedenceAt(claims, one) - precedenceAt(claims, two);
      if (age < 0) found.push({ older: one, newer: two });
      if (age > 0) found.push({ older: two, newer: one });
    }
  }
}

function precedenceAt(claims: readonly Claim[], place: number): number {
  return claims[place]?.precedence ?? 0;
}
