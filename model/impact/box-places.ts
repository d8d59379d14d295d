import { intersectRanges, unionRanges } from "../ip-interval";
import type { AddressFamily } from "../ip-address";
import { addressBefore, lastAddress } from "../ip-cuts";
import type { IpRange } from "../ip-range";
import { membershipSegments } from "./membership-segments";
import type { PairPlace } from "./pair-connectors";
import type { RelayBox } from "./relay-box";

export type BoxPlace = Pick<RelayBox, "addresses" | "endpoints">;

/** Sets of addresses that no box may be partly in; together they are every address. */
export type Zones = readonly (readonly IpRange[])[];

/** One zone for each way in which addresses lie in the ranges. */
export function zonesOf(ranges: readonly IpRange[]): Zones {
  const zones = new Map<number, IpRange[]>();
  const lines = membershipSegments(ranges);
  for (const family of [4, 6] as const) {
    const segments = lines[family];
    for (const [place, { first, value }] of segments.entries()) {
      const next = segments[place + 1];
      const range = { family, first, last: next === undefined ? lastAddress(family) : addressBefore(next.first) };
      const known = zones.get(value);
      if (known === undefined) zones.set(value, [range]);
      else known.push(range);
    }
  }
  return [...zones.values()];
}

/** Places as products of endpoints and addresses, no address of them in two zones. */
export function boxPlaces(places: readonly PairPlace[], zones: Zones): readonly BoxPlace[] {
  return zones.flatMap((zone) => {
    const within = zones.length === 1 ? places : places.map((place) => cutPlace(place, zone));
    return joinPlaces(within.filter(({ addresses }) => addresses.length > 0));
  });
}

function cutPlace({ endpoint, addresses }: PairPlace, zone: readonly IpRange[]): PairPlace {
  return { endpoint, addresses: intersectRanges(addresses, zone) };
}

/** Endpoints of the same addresses together, then a product of each family side by side: no client is of both. */
function joinPlaces(places: readonly PairPlace[]): readonly BoxPlace[] {
  const byAddresses = [...Map.groupBy(places, ({ addresses }) => spell(addresses)).values()].map((group) => ({
    endpoints: group.map(({ endpoint }) => endpoint),
    addresses: group[0]?.addresses ?? [],
  }));
  const ofFamily = (family: AddressFamily) => byAddresses.filter(({ addresses }) => addresses[0]?.family === family);
  const [v4, v6] = [ofFamily(4), ofFamily(6)];
  return Array.from({ length: Math.max(v4.length, v6.length) }, (_, place) => {
    const [one, other] = [v4[place], v6[place]];
    return {
      endpoints: [...(one?.endpoints ?? []), ...(other?.endpoints ?? [])],
      addresses: [...(one?.addresses ?? []), ...(other?.addresses ?? [])],
    };
  });
}

function spell(ranges: readonly IpRange[]): string {
  return ranges.map(({ family, first, last }) => `${family} ${first} ${last}`).join();
}

/** The places of several pairs that share none, each endpoint once. */
export function unitePlaces(lists: readonly (readonly PairPlace[])[]): readonly PairPlace[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  const byEndpoint = Map.groupBy(lists.flat(), ({ endpoint: { address, port } }) => `${address} ${port}`);
  return [...byEndpoint.values()].map((places) => ({
    endpoint: (places[0] as PairPlace).endpoint,
    addresses: unionRanges(...places.map(({ addresses }) => addresses)),
  }));
}
