import { blockAround, formatIpAddress, type IpAddress, parseIpAddress, rangeContains } from "../../model";
import type { ProxiedClient } from "./proxy-header";
import type { SessionEndpoints } from "./socket-endpoints";

const NO_CLIENTS = [
  block("0.0.0.0", 32),
  block("::", 128),
  block("224.0.0.0", 4),
  block("ff00::", 8),
  block("255.255.255.255", 32),
];

/**
 * The endpoints behind a PROXY header: the client it names, on the socket's port, with the socket's own address when the
 * families agree, else the wildcard of the client's family. Undefined for a source that is no single host's.
 */
export function proxiedEndpoints(socket: SessionEndpoints, proxied: ProxiedClient): SessionEndpoints | undefined {
  const client = parseIpAddress(proxied.address);
  if (client === undefined || NO_CLIENTS.some((range) => rangeContains(range, client))) return undefined;
  return {
    client: formatIpAddress(client),
    clientPort: proxied.port,
    local: { port: socket.local.port, address: localAddressFor(client, socket.local.address) },
  };
}

function localAddressFor(client: IpAddress, localAddress: string): string {
  if (parseIpAddress(localAddress)?.family === client.family) return localAddress;
  return client.family === 4 ? "0.0.0.0" : "::";
}

function block(text: string, prefix: number) {
  return blockAround(parseIpAddress(text) as IpAddress, prefix);
}
