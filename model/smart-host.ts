import { parseDomainName } from "./domain-name";
import type { Parsed } from "./failure";
import { type IpAddress, formatIpAddress, parseIpAddress } from "./ip-address";
import { Refusal, type TextShape, gateText, knownOf, parsedOf } from "./refusal";

/** Where a send connector hands mail to. */
export interface SmartHost {
  /** A domain name in A-labels, or an address without brackets. */
  readonly host: string;
  readonly family: 4 | 6 | null;
  /** 1 to 65535. */
  readonly port: number;
}

const EXAMPLES = "smarthost.contoso.com:25, 192.0.2.1:25 or [2001:db8::1]:25";
const SHAPE: TextShape = { noun: "a smart host", examples: EXAMPLES, longest: 300 };
const DEFAULT_PORT = 25;

/** Reads `host:port`; the port is 25 when left out, IPv6 stands in brackets (New-SendConnector -SmartHosts, with a port). */
export function parseSmartHost(text: unknown, property: string): Parsed<SmartHost> {
  return parsedOf(readSmartHost(text), { value: text, property, code: "RELAY_SMART_HOST_INVALID" });
}

/** Reads a smart host that the model itself has spelt. @throws TypeError on any other text: a fault of the caller. */
export function knownSmartHost(text: string): SmartHost {
  return knownOf(readSmartHost(text), text);
}

/** The canonical spelling, always with its port. */
export function formatSmartHost({ host, family, port }: SmartHost): string {
  return family === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function readSmartHost(text: unknown): SmartHost | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  if (parseIpAddress(gated)?.family === 6) return new Refusal(`has no brackets; write [${gated}]:${DEFAULT_PORT}`);
  const parts = /^(?:\[([^[\]]*)\]|([^[\]:]*))(?::([^:]*))?$/.exec(gated);
  if (!parts) return new Refusal(`is not a smart host; write one such as ${EXAMPLES}`);
  const [, bracketed, plain = "", portText] = parts;
  const host = bracketed === undefined ? readHost(plain) : readBracketed(bracketed);
  return host instanceof Refusal ? host : joinPort(host, portText);
}

type Host = Pick<SmartHost, "host" | "family">;

function readBracketed(text: string): Host | Refusal {
  const address = parseIpAddress(text);
  if (address !== undefined) return readAddress(address);
  return new Refusal(`has something other than an address in brackets; write one such as ${EXAMPLES}`);
}

function readHost(text: string): Host | Refusal {
  const address = parseIpAddress(text);
  if (address !== undefined) return readAddress(address);
  const name = parseDomainName(text, "");
  return name.ok
    ? { host: name.value, family: null }
    : new Refusal(`is not a smart host; write one such as ${EXAMPLES}`);
}

function readAddress(address: IpAddress): Host | Refusal {
  if (BigInt(address.value) === 0n) return new Refusal("is no host's address; write the smart host's own");
  return { host: formatIpAddress(address), family: address.family };
}

function joinPort(host: Host, portText: string | undefined): SmartHost | Refusal {
  if (portText === undefined) return { ...host, port: DEFAULT_PORT };
  const port = /^[1-9]\d{0,4}$/.test(portText) ? Number(portText) : Infinity;
  return port <= 65_535 ? { ...host, port } : new Refusal("has no port from 1 to 65535 after the colon; write one");
}
