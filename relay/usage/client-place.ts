import { blockAround, formatIpRange, parseIpAddress } from "../../model";

/** Leading bits that are kept of a client, finest first: an address, then ever larger blocks, at last the whole family. */
const PREFIXES = { 4: [32, 24, 16, 8, 0], 6: [128, 64, 48, 32, 0] } as const;

export const COARSEST = PREFIXES[4].length - 1;

/**
 * Where a client belongs at a level: its own address at level 0, `192.168.2.0/24` or `2001:db8:0:1::/64` at level 1.
 * Text that is no address stays as it is.
 * @param client Canonical address, or a block of a finer level.
 */
export function placeAt(level: number, client: string): string {
  if (level === 0) return client;
  const slash = client.indexOf("/");
  const address = parseIpAddress(slash < 0 ? client : client.slice(0, slash));
  if (address === undefined) return client;
  const prefix = PREFIXES[address.family][level] as number;
  return slash >= 0 && Number(client.slice(slash + 1)) <= prefix ? client : formatIpRange(blockAround(address, prefix));
}
