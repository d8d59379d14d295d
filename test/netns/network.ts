import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Two namespaces joined by a virtual cable: the host's side, and the side of its clients with real addresses. */
export interface Network {
  readonly hostSide: string;
  readonly clientSide: string;
  remove(): void;
}

export const HOST_ADDRESS = "192.168.2.1";

/** Why no namespace can be made here, or undefined. */
export function whyNoNetwork(): string | undefined {
  if (process.platform !== "linux") return "network namespaces need Linux";
  if (process.getuid?.() !== 0) return "network namespaces need root";
  if (!existsSync("/usr/sbin/ip") && !existsSync("/sbin/ip")) return "ip (Debian package iproute2) is missing";
  const probe = `relay-probe-${process.pid}`;
  const made = spawnSync("ip", ["netns", "add", probe], { encoding: "utf8" });
  spawnSync("ip", ["netns", "delete", probe], { stdio: "ignore" });
  return made.status === 0 ? undefined : `ip netns add failed: ${made.stderr.trim()}`;
}

export function makeNetwork(clients: readonly string[]): Network {
  const hostSide = `relay-host-${process.pid}`;
  const clientSide = `relay-clients-${process.pid}`;
  const remove = () =>
    [hostSide, clientSide].forEach((name) => spawnSync("ip", ["netns", "delete", name], { stdio: "ignore" }));
  try {
    for (const name of [hostSide, clientSide]) ip("netns", "add", name);
    ip("link", "add", "cable-h", "netns", hostSide, "type", "veth", "peer", "name", "cable-c", "netns", clientSide);
    join(hostSide, "cable-h", [HOST_ADDRESS]);
    join(clientSide, "cable-c", clients);
    return { hostSide, clientSide, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function join(namespace: string, cable: string, addresses: readonly string[]): void {
  for (const address of addresses) ip("-n", namespace, "address", "add", `${address}/24`, "dev", cable);
  ip("-n", namespace, "link", "set", cable, "up");
  ip("-n", namespace, "link", "set", "lo", "up");
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}
