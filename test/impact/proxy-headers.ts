import { isIPv6 } from "node:net";

export interface ProxiedConnection {
  /** Canonical client address. */
  readonly client: string;
  readonly port: number;
}

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const CLIENT_PORT = 51_000;

/** The header with which a proxy says for whom it connects, in a version of the PROXY protocol. */
export function proxyHeader(version: 1 | 2, connection: ProxiedConnection): Buffer {
  return version === 1 ? version1(connection) : version2(connection);
}

function version1({ client, port }: ProxiedConnection): Buffer {
  const [family, local] = isIPv6(client) ? ["TCP6", "::1"] : ["TCP4", "127.0.0.1"];
  return Buffer.from(`PROXY ${family} ${client} ${local} ${CLIENT_PORT} ${port}\r\n`);
}

// PROXY protocol §2.2: command PROXY over a stream, both addresses, both ports.
function version2({ client, port }: ProxiedConnection): Buffer {
  const isV6 = isIPv6(client);
  const addresses = isV6 ? [...octetsV6(client), ...octetsV6("::1")] : [...octetsV4(client), 127, 0, 0, 1];
  const body = Buffer.from([...addresses, ...octetsOf(CLIENT_PORT), ...octetsOf(port)]);
  return Buffer.concat([SIGNATURE, Buffer.from([0x21, isV6 ? 0x21 : 0x11, ...octetsOf(body.length)]), body]);
}

function octetsOf(number: number): readonly number[] {
  return [number >> 8, number & 0xff];
}

function octetsV4(address: string): readonly number[] {
  return address.split(".").map(Number);
}

function octetsV6(address: string): readonly number[] {
  const [head = [], tail = []] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  return [...head, ...zeros, ...tail].flatMap((group) => octetsOf(Number.parseInt(group, 16)));
}
