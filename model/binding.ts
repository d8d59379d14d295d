import type { Parsed } from "./failure";
import {
  type AddressFamily,
  type IpAddress,
  foldMapped,
  formatIpAddress,
  parseIpAddress,
  parseSpeltAddress,
} from "./ip-address";
import { hintForBadAddress } from "./ip-address-hint";
import { blockAround, rangeContains } from "./ip-range";
import { quoteValue } from "./quote-value";
import { Refusal, type TextShape, gateText, knownOf, parseEach, parsedOf } from "./refusal";

/** A local endpoint that a connector answers on. */
export interface Binding {
  readonly family: AddressFamily;
  /** Canonical, without brackets; `0.0.0.0` or `::` when it is the wildcard. */
  readonly address: string;
  /** True when the binding means every local address of its family. */
  readonly isWildcard: boolean;
  /** 1 to 65535. */
  readonly port: number;
}

const EXAMPLES = "192.0.2.1:25, 0.0.0.0:25 or [2001:db8::1]:25";
const SHAPE: TextShape = { noun: "a binding", examples: EXAMPLES, longest: 60 };

/** Reads `a.b.c.d:port` or `[address]:port` (New-ReceiveConnector -Bindings). */
export function parseBinding(text: unknown, property: string): Parsed<Binding> {
  return parsedOf(readBinding(text), { value: text, property, code: "RELAY_BINDING_INVALID" });
}

/** Reads a binding that the model itself has spelt. @throws TypeError on any other text: a fault of the caller. */
export function knownBinding(text: string): Binding {
  return knownOf(readBinding(text), text);
}

/** The canonical list: sorted, IPv4 before IPv6, without duplicates; every bad entry fails at its own index. */
export function canonicalBindings(texts: unknown, property: string): Parsed<readonly string[]> {
  const wanted = `a list of bindings such as ${EXAMPLES}`;
  const parsed = parseEach(texts, { property, code: "RELAY_BINDING_INVALID", wanted, read: readBinding });
  if (!parsed.ok) return parsed;
  return { ok: true, value: [...new Set(parsed.value.sort(compareBindings).map(formatBinding))] };
}

export function formatBinding({ family, address, port }: Binding): string {
  return family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
}

/** True when one connection could reach both: same family and port, and equal addresses or a wildcard among them. */
export function bindingsOverlap(a: Binding, b: Binding): boolean {
  if (a.family !== b.family || a.port !== b.port) return false;
  return a.isWildcard || b.isWildcard || a.address === b.address;
}

/** Order of canonical lists: IPv4 before IPv6, then by address, then by port. */
export function compareBindings(a: Binding, b: Binding): number {
  if (a.family !== b.family) return a.family - b.family;
  const [valueA, valueB] = [parseIpAddress(a.address)?.value ?? 0, parseIpAddress(b.address)?.value ?? 0];
  return valueA < valueB ? -1 : valueA > valueB ? 1 : a.port - b.port;
}

function readBinding(text: unknown): Binding | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  if (/\s/.test(gated)) return new Refusal("has a space; write it without");
  return readEndpoint(gated);
}

function readEndpoint(text: string): Binding | Refusal {
  if (text.includes("%")) return new Refusal("has a zone; write the address without it");
  if (parseIpAddress(text) !== undefined) return refuseMissingPort(text);
  const parts = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^:]*)$/.exec(text);
  if (!parts) return new Refusal(`is not a binding; write one such as ${EXAMPLES}`);
  const [, bracketed, plain, portText = ""] = parts;
  const address = bracketed === undefined ? readPlain(plain ?? "") : readBracketed(bracketed);
  return address instanceof Refusal ? address : joinPort(address, portText);
}

function refuseMissingPort(text: string): Refusal {
  return new Refusal(`has no port; write ${text.includes(":") ? `[${text}]` : text}:25`);
}

function readPlain(text: string): IpAddress | Refusal {
  const address = parseSpeltAddress(text);
  return address ?? new Refusal(`has ${quoteValue(text)} as address, which ${hintForBadAddress(text)}`);
}

function readBracketed(text: string): IpAddress | Refusal {
  const address = parseSpeltAddress(text);
  if (address === undefined) {
    return new Refusal(`has ${quoteValue(text)} as address, which ${hintForBadAddress(text)}`);
  }
  if (address.family === 4) return new Refusal("has brackets around an IPv4 address; write it without them");
  const folded = foldMapped(address);
  if (folded.family === 6) return address;
  return new Refusal(`is an IPv4 address written as IPv6; write ${formatIpAddress(folded)} and the port`);
}

function joinPort(address: IpAddress, portText: string): Binding | Refusal {
  if (portText === "") return new Refusal("has no port after the colon; write one, such as 25");
  const port = /^[1-9]\d{0,4}$/.test(portText) ? Number(portText) : Infinity;
  if (port > 65_535) return new Refusal(`has the port ${quoteValue(portText)}; write a number from 1 to 65535`);
  const unusable = MANY_HOSTS.find(({ range }) => rangeContains(range, address));
  if (unusable) return new Refusal(`is a ${unusable.name} address, which no host listens on; write ${EXAMPLES}`);
  return { family: address.family, address: formatIpAddress(address), isWildcard: BigInt(address.value) === 0n, port };
}

/** Addresses that never belong to one host (RFC 1112 §4, RFC 919 §7, RFC 4291 §2.7). */
const MANY_HOSTS = (
  [
    ["multicast", "224.0.0.0", 4],
    ["multicast", "ff00::", 8],
    ["broadcast", "255.255.255.255", 32],
  ] as const
).map(([name, address, prefix]) => ({ name, range: block(address, prefix) }));

function block(text: string, prefix: number) {
  const address = parseIpAddress(text);
  if (address === undefined) throw new TypeError(`${text} is not an address`);
  return blockAround(address, prefix);
}
