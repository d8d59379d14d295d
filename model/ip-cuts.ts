import type { AddressFamily, AddressValue } from "./ip-address";
import type { IpRange } from "./ip-range";

const FIRST = { 4: 0, 6: 0n } as const;
const LAST = { 4: 0xffffffff, 6: (1n << 128n) - 1n } as const;

/** The last address of a family. */
export function lastAddress(family: AddressFamily): AddressValue {
  return LAST[family];
}

/**
 * Where the address line of a family begins anew: its first address, the first of each range, and what follows the last
 * of each. Between two of them no range begins or ends. Sorted, each once; ranges of the other family do not count.
 */
export function sortedCuts(family: AddressFamily, ranges: readonly IpRange[]): AddressValue[] {
  const cuts: AddressValue[] = [FIRST[family]];
  for (const range of ranges) {
    if (range.family !== family) continue;
    cuts.push(range.first);
    if (range.last < LAST[family]) cuts.push(addressAfter(range.last));
  }
  cuts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return cuts.filter((value, place) => value !== cuts[place - 1]);
}

export function addressAfter(value: AddressValue): AddressValue {
  return typeof value === "number" ? value + 1 : value + 1n;
}

export function addressBefore(value: AddressValue): AddressValue {
  return typeof value === "number" ? value - 1 : value - 1n;
}
