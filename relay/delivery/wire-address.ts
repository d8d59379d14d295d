import { domainToASCII } from "node:url";

// eslint-disable-next-line no-control-regex -- the range of ASCII is what is meant
const NOT_ASCII = /[^\u0000-\u007f]/;

/** True for an address that needs SMTPUTF8. */
export function isInternational(address: string): boolean {
  return NOT_ASCII.test(address);
}

/** The address as it travels: names as A-labels (RFC 5321 §2.3.5), also to a host that knows no SMTPUTF8. */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 0 || !isInternational(address.slice(at))) return address;
  return `${address.slice(0, at + 1)}${domainToASCII(address.slice(at + 1))}`;
}
