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
  /** Share of the mail beside the others, 1 to 1000; 0: only while no host with a share works. */
  readonly weight: number;
}

const EXAMPLES = "smarthost.contoso.com:25, 192.0.2.1:25;3 or [2001:db8::1]:25";
const SHAPE: TextShape = { noun: "a smart host", examples: EXAMPLES, longest: 300 };
const DEFAULT_PORT = 25;
const DEFAULT_WEIGHT = 1;
const HEAVIEST = 1000;

/**
 * Reads `host:port;weight`; the port is 25 and the weight 1 when left out, IPv6 stands in brackets (New-SendConnector
 * -SmartHosts, with port and weight).
 */
export function parseSmartHost(text: unknown, property: string): Parsed<SmartHost> {
  return parsedOf(readSmartHost(text), { value: text, property, code: "RELAY_SMART_HOST_INVALID" });
}

/** Reads a smart host that the model itself has spelt. @throws TypeError on any other text: a fault of the caller. */
export function knownSmartHost(text: string): SmartHost {
  return knownOf(readSmartHost(text), text);
}

/** The canonical spelling, always with its port, with a weight other than 1. */
export function formatSmartHost(smartHost: SmartHost): string {
  const { weight } = smartHost;
  return weight === DEFAULT_WEIGHT ? formatHostPort(smartHost) : `${formatHostPort(smartHost)};${weight}`;
}

/** `host:port`, IPv6 in brackets. */
export function formatHostPort({ host, port }: Pick<SmartHost, "host" | "port">): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function readSmartHost(text: unknown): SmartHost | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  if (parseIpAddress(gated)?.family === 6) return new Refusal(`has no brackets; write [${gated}]:${DEFAULT_PORT}`);
  const parts = /^(?:\[([^[\]]*)\]|([^[\]:;]*))(?::([^:;]*))?(?:;(.*))?$/.exec(gated);
  if (!parts) return new Refusal(`is not a smart host; write one such as ${EXAMPLES}`);
  const [, bracketed, plain = "", portText, weightText] = parts;
  const host = bracketed === undefined ? readHost(plain) : readBracketed(bracketed);
  return host instanceof Refusal ? host : joinNumbers(host, { portText, weightText });
}

type Host = Pick<SmartHost, "host" | "family">;

interface NumberTexts {
  readonly portText: string | undefined;
  readonly weightText: string | undefined;
}

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

function joinNumbers(host: Host, { portText, weightText }: NumberTexts): SmartHost | Refusal {
  const port = wholeNumber(portText, DEFAULT_PORT);
  if (!(port >= 1 && port <= 65_535)) return new Refusal("has no port from 1 to 65535 after the colon; write one");
  const weight = wholeNumber(weightText, DEFAULT_WEIGHT);
  if (!(weight <= HEAVIEST)) {
    return new Refusal("has no weight from 0 to 1000 after the semicolon; write one, or leave it out for 1");
  }
  return { ...host, port, weight };
}

/** Infinity for a text that is no whole number in its one spelling. */
function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return /^(?:0|[1-9]\d{0,4})$/.test(text) ? Number(text) : Infinity;
}
