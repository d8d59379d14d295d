import { isIPv4, isIPv6 } from "node:net";

/** Client that a PROXY header names, as written there. */
export interface ProxiedClient {
  readonly address: string;
  readonly port: number;
}

/**
 * What the first bytes of a connection say (PROXY protocol, versions 1 and 2).
 * - `more`: too short to tell.
 * - `invalid`: not a header that this host takes; `problem` says why.
 * - `header`: `length` bytes long; `client` is null when the proxy speaks for itself (v1 UNKNOWN, v2 LOCAL or AF_UNSPEC).
 */
export type ProxyHeader =
  | { readonly state: "more" }
  | { readonly state: "invalid"; readonly problem: string }
  | { readonly state: "header"; readonly length: number; readonly client: ProxiedClient | null };

const V1_PREFIX = Buffer.from("PROXY ");
/** PROXY protocol §2.1: the longest version 1 line, CRLF included. */
const V1_MAX_LENGTH = 107;
const V2_SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const V2_FIXED_LENGTH = 16;
const V2_ADDRESS_LENGTH = { 1: 12, 2: 36 } as const;

const MORE: ProxyHeader = { state: "more" };

/** Reads a PROXY header from the first bytes of a connection. Call again with more bytes after `more`. */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsAlike(bytes, V2_SIGNATURE)) return bytes.length < V2_FIXED_LENGTH ? MORE : readVersion2(bytes);
  if (startsAlike(bytes, V1_PREFIX)) return readVersion1(bytes);
  return invalid("the connection does not begin with a PROXY header");
}

function startsAlike(bytes: Buffer, prefix: Buffer): boolean {
  const length = Math.min(bytes.length, prefix.length);
  return bytes.compare(prefix, 0, length, 0, length) === 0;
}

function readVersion1(bytes: Buffer): ProxyHeader {
  const lf = bytes.subarray(0, V1_MAX_LENGTH).indexOf(0x0a);
  if (lf < 0) return bytes.length < V1_MAX_LENGTH ? MORE : invalid("the line is longer than 107 bytes");
  if (bytes[lf - 1] !== 0x0d) return invalid("the line does not end in CRLF");
  const line = bytes.toString("latin1", V1_PREFIX.length, lf - 1);
  const client = readVersion1Line(line);
  return typeof client === "string" ? invalid(client) : { state: "header", length: lf + 1, client };
}

// Returns what is wrong as text. Everything after UNKNOWN must be ignored (PROXY protocol §2.1).
function readVersion1Line(line: string): ProxiedClient | null | string {
  if (line === "UNKNOWN" || line.startsWith("UNKNOWN ")) return null;
  const parts = line.split(" ");
  if (parts.length !== 5) return "the line does not have five words after PROXY";
  const [family, source, destination, sourcePort, destinationPort] = parts as [string, string, string, string, string];
  const isFamily = family === "TCP4" ? isIPv4 : family === "TCP6" ? isPlainIPv6 : undefined;
  if (isFamily === undefined) return "the protocol is neither TCP4, TCP6 nor UNKNOWN";
  if (!isFamily(source) || !isFamily(destination)) return "an address does not fit the protocol";
  const port = readPort(sourcePort);
  if (port === undefined || readPort(destinationPort) === undefined) return "a port is not a number from 0 to 65535";
  return { address: source, port };
}

function isPlainIPv6(text: string): boolean {
  return isIPv6(text) && !text.includes("%");
}

function readPort(text: string): number | undefined {
  if (!/^(0|[1-9]\d{0,4})$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}

function readVersion2(bytes: Buffer): ProxyHeader {
  const versionAndCommand = bytes[12] as number;
  const familyAndProtocol = bytes[13] as number;
  const bodyLength = bytes.readUInt16BE(14);
  if (versionAndCommand >> 4 !== 2) return invalid("the version is not 2");
  const command = versionAndCommand & 0x0f;
  if (command > 1) return invalid("the command is neither LOCAL nor PROXY");
  const family = familyAndProtocol >> 4;
  const isLocal = command === 0 || family === 0;
  const problem = isLocal ? undefined : judgeVersion2(family, familyAndProtocol & 0x0f, bodyLength);
  if (problem !== undefined) return invalid(problem);
  const length = V2_FIXED_LENGTH + bodyLength;
  if (bytes.length < length) return MORE;
  return { state: "header", length, client: isLocal ? null : readVersion2Client(bytes, family as 1 | 2) };
}

function judgeVersion2(family: number, protocol: number, bodyLength: number): string | undefined {
  if (family !== 1 && family !== 2) return "the address family is neither IPv4 nor IPv6";
  if (protocol !== 1) return "the transport is not a stream";
  return bodyLength < V2_ADDRESS_LENGTH[family] ? "the header is shorter than its addresses" : undefined;
}

function readVersion2Client(bytes: Buffer, family: 1 | 2): ProxiedClient {
  const addressLength = family === 1 ? 4 : 16;
  const address = bytes.subarray(V2_FIXED_LENGTH, V2_FIXED_LENGTH + addressLength);
  return {
    address: family === 1 ? address.join(".") : spellIPv6(address),
    port: bytes.readUInt16BE(V2_FIXED_LENGTH + 2 * addressLength),
  };
}

function spellIPv6(address: Buffer): string {
  const groups: string[] = [];
  for (let index = 0; index < 16; index += 2) groups.push(address.readUInt16BE(index).toString(16));
  return groups.join(":");
}

function invalid(problem: string): ProxyHeader {
  return { state: "invalid", problem };
}
