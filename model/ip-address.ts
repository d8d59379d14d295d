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
  return spelt && foldMapped(spelt);
}

/** The IPv4 address behind `::ffff:a.b.c.d`, every other address as it is. */
export function foldMapped(address: IpAddress): IpAddress {
  if (address.family === 4 || !isMappedValue(address.value)) return address;
  return { family: 4, value: address.words[3] };
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
  if (family === 6) {
    const words = readIpv6(text);
    return { family, value: joinWords(words), words };
  }
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

// The gate has passed. ipaddr.js is no help here: it reads the IPv4-compatible ::1.2.3.4, as libuv prints ::102:304, as
// the IPv4-mapped ::ffff:1.2.3.4, which would let an IPv6 client in by an IPv4 range.
function readIpv6(text: string): AddressWords {
  const [head = "", tail] = expandDotted(text).split("::");
  const front = groupsOf(head);
  const back = groupsOf(tail ?? "");
  const group = (place: number) => (place < front.length ? front[place] : back[place - 8 + back.length]) ?? 0;
  const word = (place: number) => group(place) * 0x10000 + group(place + 1);
  return [word(0), word(2), word(4), word(6)];
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => parseInt(group, 16));
}

function expandDotted(text: string): string {
  if (!text.includes(".")) return text;
  const start = text.lastIndexOf(":") + 1;
  const value = readIpv4(text.slice(start));
  return `${text.slice(0, start)}${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
}

const JOINING = new DataView(new ArrayBuffer(16));

/** The reverse of `wordsOf`. */
export function joinWords([a, b, c, d]: AddressWords): bigint {
  JOINING.setUint32(0, a);
  JOINING.setUint32(4, b);
  JOINING.setUint32(8, c);
  JOINING.setUint32(12, d);
  return (JOINING.getBigUint64(0) << 64n) | JOINING.getBigUint64(8);
}

function partsOf(value: bigint): number[] {
  return wordsOf(value).flatMap((word) => [word >>> 16, word & 0xffff]);
}
