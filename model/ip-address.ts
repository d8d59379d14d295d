import { isIP } from "node:net";
import { IPv6 } from "ipaddr.js";

export type AddressFamily = 4 | 6;

/** An address as a number: a plain one for IPv4, a bigint for IPv6. Values of one family compare with `<`. */
export type AddressValue = number | bigint;

export interface Ipv4Address {
  readonly family: 4;
  readonly value: number;
}

export interface Ipv6Address {
  readonly family: 6;
  readonly value: bigint;
  /** The same value in four words of 32 bits, highest first: what look-ups compare without bigint arithmetic. */
  readonly words: AddressWords;
}

export type AddressWords = readonly [number, number, number, number];

/** One address without port or zone. IPv4-mapped IPv6 does not exist here: it is IPv4. */
export type IpAddress = Ipv4Address | Ipv6Address;

const MAPPED_PREFIX = 0xffffn;

/**
 * Reads an address, or returns undefined for anything that is not exactly one: zones, leading zeros and short forms
 * included, which ipaddr.js would read as something else (`010.0.0.1` as 8.0.0.1).
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  const spelt = parseSpeltAddress(text);
  if (spelt === undefined || spelt.family === 4) return spelt;
  return isMappedValue(spelt.value) ? { family: 4, value: Number(spelt.value & 0xffffffffn) } : spelt;
}

/** Reads an address as a socket reports it: Node adds the zone to link-local peers (`fe80::1%eth0`), which is dropped. */
export function parseSocketAddress(text: string): IpAddress | undefined {
  const zone = text.indexOf("%");
  return parseIpAddress(zone < 0 ? text : text.slice(0, zone));
}

/** Reads an address in the family it is spelt in: `::ffff:192.0.2.1` stays IPv6. For prefixes, which count its bits. */
export function parseSpeltAddress(text: string): IpAddress | undefined {
  if (typeof text !== "string" || text.includes("%")) return undefined;
  const family = isIP(text);
  if (family === 4) return { family, value: readIpv4(text) };
  if (family === 6) return ipv6FromParts(IPv6.parse(text).parts);
  return undefined;
}

/** The canonical spelling: dotted decimal, or RFC 5952. */
export function formatIpAddress(address: IpAddress): string {
  return formatAddressValue(address.family, address.value);
}

export function formatAddressValue(family: AddressFamily, value: AddressValue): string {
  if (family === 4) {
    const number = Number(value);
    return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
  }
  return new IPv6(partsOf(BigInt(value))).toRFC5952String();
}

/** True for the values of `::ffff:0:0/96` (RFC 4291 §2.5.5.2). */
export function isMappedValue(value: bigint): boolean {
  return value >> 32n === MAPPED_PREFIX;
}

/** The bigint of an IPv6 address in four words of 32 bits, highest first. */
export function wordsOf(value: bigint): AddressWords {
  const word = (shift: bigint) => Number((value >> shift) & 0xffffffffn);
  return [word(96n), word(64n), word(32n), word(0n)];
}

// The gate has passed: four decimal numbers without leading zeros.
function readIpv4(text: string): number {
  let value = 0;
  let octet = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      value = value * 256 + octet;
      octet = 0;
    } else octet = octet * 10 + (code - 48);
  }
  return value * 256 + octet;
}

function ipv6FromParts(parts: readonly number[]): Ipv6Address {
  const word = (index: number) => (parts[index] ?? 0) * 0x10000 + (parts[index + 1] ?? 0);
  const words: AddressWords = [word(0), word(2), word(4), word(6)];
  return { family: 6, value: joinWords(words), words };
}

function joinWords([a, b, c, d]: AddressWords): bigint {
  return (BigInt(a) << 96n) | (BigInt(b) << 64n) | (BigInt(c) << 32n) | BigInt(d);
}

function partsOf(value: bigint): number[] {
  return wordsOf(value).flatMap((word) => [word >>> 16, word & 0xffff]);
}
