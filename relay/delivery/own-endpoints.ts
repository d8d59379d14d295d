import { networkInterfaces } from "node:os";
import { formatIpAddress, parseIpAddress } from "../../model";

/** An open listener of this host. */
export interface OwnListener {
  /** Canonical; `0.0.0.0` or `::` for every address. */
  readonly address: string;
  readonly port: number;
}

/**
 * Tells whether a connection to an address and port of this machine would reach one of the host's own listeners:
 * mail sent there would come straight back.
 */
export function isOwnEndpoint(address: string, port: number, listeners: readonly OwnListener[]): boolean {
  const here = listeners.filter((listener) => listener.port === port);
  if (here.length === 0) return false;
  const own = reached(canonical(address));
  if (here.some((listener) => listener.address === own)) return true;
  return here.some((listener) => isWildcard(listener.address)) && isOwnAddress(own);
}

/** A connection to the unspecified address ends at loopback. */
function reached(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  return address === "::" ? "::1" : address;
}

function isOwnAddress(address: string): boolean {
  if (address.startsWith("127.") || address === "::1") return true;
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return interfaces.some((one) => canonical(one.address) === address);
}

function isWildcard(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

function canonical(address: string): string {
  const parsed = parseIpAddress(address);
  return parsed === undefined ? address : formatIpAddress(parsed);
}
