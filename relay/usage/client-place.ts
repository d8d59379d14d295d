import { blockAround, formatIpRange, parseIpAddress } from "../../model";

/** Leading bits that are kept of an IPv6 client, finest first: an address, then ever larger blocks, at last all. */
const IPV6_PREFIXES = [128, 64, 48, 32, 0] as const;

export const COARSEST = IPV6_PREFIXES.length - 1;

/**
 * Where a client belongs at a level: its own address at level 0, `192.168.2.0/24` or `2001:db8:0:1::/64` at level 1, then
 * /16 and /48, /8 and /32, and the whole family. Text that is no address stays as it is.
 * @param client Canonical address, or a block of a finer level.
 */
export function placeAt(level: number, client: string): string {
  if (level === 0) return client;
  const slash = client.indexOf("/");
  const address = slash < 0 ? client : client.slice(0, slash);
  return address.includes(":") ? ipv6Place(level, client, address) : ipv4Place(level, address);
}

// Asked for every message: an octet a level makes it a matter of text.
function ipv4Place(level: number, address: string): string {
  const octets = address.split(".");
  if (octets.length !== 4) return address;
  return `${[...octets.slice(0, 4 - level), ...ZEROS.slice(0, level)].join(".")}/${8 * (4 - level)}`;
}

const ZEROS = ["0", "0", "0", "0"] as const;

const KNOWN = new Map<string, string>();
const MOST_KNOWN = 4096;

function ipv6Place(level: number, client: string, address: string): string {
  const key = `${level} ${client}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const parsed = parseIpAddress(address);
  const place = parsed === undefined ? client : formatIpRange(blockAround(parsed, IPV6_PREFIXES[level] as number));
  KNOWN.set(key, place);
  return place;
}
