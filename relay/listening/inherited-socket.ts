/** A listening socket that was open before this process, as a descriptor. */
export interface InheritedSocket {
  readonly fd: number;
  readonly use: SocketUse;
  readonly keeper: SocketKeeper;
}

/** Who is served on a socket. */
export type SocketUse = "smtp" | "api";

/**
 * Who opened a socket and decides when it goes: the host, by its connectors' bindings, or the system (systemd's socket
 * units), which holds it open whatever the host does.
 */
export type SocketKeeper = "host" | "system";

/** Variable in which a host tells its successor which descriptors it has from it. */
export const INHERITED_VARIABLE = "RELAY_INHERITED_SOCKETS";

/** What a successor is told; the descriptors are those that its parent gives it, in this order, from 3 on. */
export function inheritedVariable(sockets: readonly Omit<InheritedSocket, "fd">[]): string {
  return sockets.map(({ use, keeper }) => `${use}:${keeper}`).join(",");
}

/** systemd's first one (sd_listen_fds(3)), and a successor's. */
export const FIRST_DESCRIPTOR = 3;

/**
 * The sockets that this process was started with, by a host that it follows or by systemd (LISTEN_FDS, LISTEN_PID,
 * LISTEN_FDNAMES). The variables are removed: they mean nothing to a process that this one starts.
 */
export function takeInheritedSockets(env: NodeJS.ProcessEnv, pid: number): readonly InheritedSocket[] {
  const own = env[INHERITED_VARIABLE];
  const sockets = own === undefined ? systemSockets(env, pid) : readVariable(own);
  for (const name of [INHERITED_VARIABLE, "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"]) delete env[name];
  return sockets;
}

function readVariable(text: string): readonly InheritedSocket[] {
  const parts = text.split(",").filter((part) => part !== "");
  return parts.map((part, place) => {
    const [use, keeper] = part.split(":");
    return {
      fd: FIRST_DESCRIPTOR + place,
      use: use === "api" ? "api" : "smtp",
      keeper: keeper === "system" ? "system" : "host",
    };
  });
}

// The process that systemd started may have been another one (a shell that began this): then they are not meant for us.
function systemSockets(env: NodeJS.ProcessEnv, pid: number): readonly InheritedSocket[] {
  const count = Number(env["LISTEN_FDS"] ?? 0);
  if (!Number.isInteger(count) || count < 1 || Number(env["LISTEN_PID"]) !== pid) return [];
  const names = (env["LISTEN_FDNAMES"] ?? "").split(":");
  return Array.from({ length: count }, (_, place) => ({
    fd: FIRST_DESCRIPTOR + place,
    use: names[place] === "api" ? "api" : "smtp",
    keeper: "system",
  }));
}
