import type { Socket } from "node:net";
import { formatIpAddress, parseSocketAddress, type SessionPolicy } from "../../model";

/** Both ends of a connection as decisions see them: canonical addresses. */
export interface SessionEndpoints {
  readonly local: SessionPolicy["local"];
  readonly client: string;
  readonly clientPort: number;
}

/** The ends of an accepted socket; undefined when it was closed before it was looked at. */
export function socketEndpoints(socket: Socket): SessionEndpoints | undefined {
  const local = canonical(socket.localAddress);
  const client = canonical(socket.remoteAddress);
  const { localPort, remotePort } = socket;
  if (local === undefined || client === undefined || localPort === undefined) return undefined;
  return { local: { address: local, port: localPort }, client, clientPort: remotePort ?? 0 };
}

function canonical(text: string | undefined): string | undefined {
  const address = text === undefined ? undefined : parseSocketAddress(text);
  return address === undefined ? undefined : formatIpAddress(address);
}
