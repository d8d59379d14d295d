import { parseIpAddress } from "./ip-address";

interface Mistake {
  readonly pattern: RegExp;
  /** Why and what to do, to follow the quoted value. */
  readonly hint: string;
}

const MISTAKES: readonly Mistake[] = [
  { pattern: /^$/, hint: "is empty; write an address such as 192.168.2.55" },
  { pattern: /%/, hint: "has a zone, which means something else on every host; write the address without it" },
  { pattern: /^\[.*\]$/, hint: "has brackets; write the address without them" },
  { pattern: /^\d+(\.\d+){3}:\d*$/, hint: "has a port; write the address without it" },
  { pattern: /\*/, hint: "has a wildcard; write the block as CIDR, such as 192.168.2.0/24" },
  {
    pattern: /(^|\.)0[xX]/,
    hint: "has a hexadecimal number; write four decimal numbers, such as 192.168.2.55",
  },
  {
    pattern: /^[\d.]*(^|\.)0\d/,
    hint: "has a leading zero, which some programs read as octal; write four decimal numbers without leading zeros",
  },
  { pattern: /^\d+(\.\d+){0,2}$/, hint: "is not a whole address; write all four numbers, such as 192.168.2.55" },
  { pattern: /^\d+(\.\d+){3}$/, hint: "has a number above 255; write four numbers from 0 to 255" },
  { pattern: /^[^:]*[g-z][^:]*$/i, hint: "is a name, and names are not looked up here; write its addresses" },
];

/** What is wrong with a text that parseIpAddress refuses, and the remedy, to follow the quoted value. */
export function hintForBadAddress(text: string): string {
  const zone = text.indexOf("%");
  const withoutZone = zone < 0 ? "" : text.slice(0, zone);
  if (parseIpAddress(withoutZone) !== undefined) {
    return `has a zone, which means something else on every host; write ${withoutZone}`;
  }
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(text));
  return mistake?.hint ?? "is not an IPv4 or IPv6 address; write one such as 192.168.2.55 or 2001:db8::1";
}
