import { type AddressFamily, type AddressValue, type IpAddress, formatAddressValue } from "./ip-address";

/** Every address from `first` to `last`, both included; one family. */
export interface IpRange {
  readonly family: AddressFamily;
  readonly first: AddressValue;
  readonly last: AddressValue;
}

/** How range `a` lies to range `b`; `contains` and `inside` are proper. */
export type RangeRelation = "disjoint" | "equal" | "contains" | "inside" | "partial";

export function relateRanges(a: IpRange, b: IpRange): RangeRelation {
  if (a.family !== b.family || a.last < b.first || b.last < a.first) return "disjoint";
  if (a.first === b.first && a.last === b.last) return "equal";
  if (a.first <= b.first && b.last <= a.last) return "contains";
  return b.first <= a.first && a.last <= b.last ? "inside" : "partial";
}

/**
 * Ranges of two connectors on overlapping bindings may be disjoint or nested; equal and partly overlapping ones
 * conflict (New-ReceiveConnector -RemoteIPRanges).
 */
export function rangesConflict(a: IpRange, b: IpRange): boolean {
  const relation = relateRanges(a, b);
  return relation === "equal" || relation === "partial";
}

export function rangeContains(range: IpRange, address: IpAddress): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last;
}

/** How many addresses the range has. */
export function rangeSize(range: IpRange): bigint {
  return BigInt(range.last) - BigInt(range.first) + 1n;
}

/** The shortest spelling: one address, else CIDR where the range is a block, else `first-last`. */
export function formatIpRange(range: IpRange): string {
  const first = formatAddressValue(range.family, range.first);
  if (range.first === range.last) return first;
  const prefix = prefixLength(range);
  return prefix === undefined ? `${first}-${formatAddressValue(range.family, range.last)}` : `${first}/${prefix}`;
}

/** Order of canonical lists: IPv4 before IPv6, then by first address, then the smaller range. */
export function compareRanges(a: IpRange, b: IpRange): number {
  if (a.family !== b.family) return a.family - b.family;
  return compareValues(a.first, b.first) || compareValues(a.last, b.last);
}

/** The CIDR block of this many leading bits that holds the address. */
export function blockAround(address: IpAddress, prefix: number): IpRange {
  const { family } = address;
  const size = 1n << BigInt(bitsOf(family) - prefix);
  const first = (BigInt(address.value) / size) * size;
  return { family, first: toValue(family, first), last: toValue(family, first + size - 1n) };
}

export function bitsOf(family: AddressFamily): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** Prefix length of a range that is a CIDR block, undefined for every other range. */
export function prefixLength(range: IpRange): number | undefined {
  const size = rangeSize(range);
  if ((size & (size - 1n)) !== 0n || BigInt(range.first) % size !== 0n) return undefined;
  return bitsOf(range.family) - (size.toString(2).length - 1);
}

function toValue(family: AddressFamily, value: bigint): AddressValue {
  return family === 4 ? Number(value) : value;
}

function compareValues(a: AddressValue, b: AddressValue): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
