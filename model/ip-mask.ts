import type { IpAddress } from "./ip-address";
import { bitsOf } from "./ip-range";

/** Prefix length of a mask, or undefined when its set bits do not all come first (`255.0.255.0`). */
export function readMaskLength(mask: IpAddress): number | undefined {
  const bits = bitsOf(mask.family);
  const hostBits = (1n << BigInt(bits)) - 1n - BigInt(mask.value);
  // Contiguous exactly when the inverted mask is one below a power of two.
  if ((hostBits & (hostBits + 1n)) !== 0n) return undefined;
  return bits - (hostBits === 0n ? 0 : hostBits.toString(2).length);
}
