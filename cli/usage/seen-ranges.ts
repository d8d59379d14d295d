import {
  blockAround,
  countAddresses,
  formatIpRange,
  intersectRanges,
  type IpRange,
  knownIpRange,
  parseIpAddress,
  unionRanges,
} from "../../model";
import type { ConnectorUsage } from "./read-usage";

type RangeUsage = ConnectorUsage["ranges"][number];

/** Ranges that one range may become. More of them say nothing to a reader. */
const MOST_PIECES = 16;

/** What was seen of a range. */
export interface SeenRanges {
  /** Narrower ranges that hold every client seen, canonical; the range itself when nothing narrower does. */
  readonly ranges: readonly string[];
  /** Clients seen, the busiest first. */
  readonly clients: RangeUsage["clients"];
}

/**
 * The narrowest ranges that hold every client of a range that came since `from` (RFC 3339). Many of them become blocks,
 * /24 and /64, within the range; still too many, the range stays.
 */
export function seenRanges({ range, clients }: RangeUsage, from: string): SeenRanges {
  const seen = clients.filter(({ lastUse }) => lastUse !== null && lastUse >= from);
  const whole = knownIpRange(range);
  const pieces = [(place: IpRange) => place, blockOf]
    .map((widen) => intersectRanges([whole], unionRanges(seen.map(({ client }) => widen(knownIpRange(client))))))
    .find(({ length }) => length <= MOST_PIECES);
  const ranges = pieces === undefined || isAll(pieces, whole) ? [range] : pieces.map(formatIpRange);
  return { ranges, clients: seen.toSorted((one, other) => other.messages - one.messages) };
}

function blockOf(place: IpRange): IpRange {
  const text = formatIpRange({ ...place, last: place.first });
  const address = parseIpAddress(text);
  if (address === undefined) return place;
  const block = blockAround(address, place.family === 4 ? 24 : 64);
  return block.last < place.last ? place : block;
}

function isAll(pieces: readonly IpRange[], whole: IpRange): boolean {
  const [mine, all] = [countAddresses(pieces), countAddresses([whole])];
  return mine.v4 === all.v4 && mine.v6 === all.v6;
}
