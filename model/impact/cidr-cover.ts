import { type AddressFamily, formatAddressValue } from "../ip-address";
import { unionRanges } from "../ip-interval";
import { type IpRange, bitsOf } from "../ip-range";

/**
 * The fewest CIDR blocks that hold exactly these addresses, each in its shortest spelling (one address without `/32` or
 * `/128`), IPv4 first and ascending. At most 62 blocks for an IPv4 range, 254 for an IPv6 one.
 */
export function cidrCover(ranges: readonly IpRange[]): readonly string[] {
  return unionRanges(ranges).flatMap(coverOf);
}

function coverOf({ family, first, last }: IpRange): string[] {
  const blocks: string[] = [];
  const end = BigInt(last);
  for (let start = BigInt(first); start <= end;) {
    const hostBits = largestBlock({ family, start, end });
    blocks.push(formatBlock(family, start, hostBits));
    start += 1n << BigInt(hostBits);
  }
  return blocks;
}

/** Host bits of the largest block that begins at `start` and does not pass `end`. */
function largestBlock({ family, start, end }: { family: AddressFamily; start: bigint; end: bigint }): number {
  const aligned = start === 0n ? bitsOf(family) : trailingZeros(start);
  return Math.min(aligned, (end - start + 1n).toString(2).length - 1);
}

function trailingZeros(value: bigint): number {
  return (value & -value).toString(2).length - 1;
}

function formatBlock(family: AddressFamily, start: bigint, hostBits: number): string {
  const address = formatAddressValue(family, start);
  return hostBits === 0 ? address : `${address}/${bitsOf(family) - hostBits}`;
}
