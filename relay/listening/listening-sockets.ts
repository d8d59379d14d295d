import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type Binding, formatBinding, knownBinding } from "../../model";
import type { InheritedSocket, SocketKeeper } from "./inherited-socket";

interface OpenSocket {
  readonly endpoint: Binding;
  readonly server: Server;
  readonly keeper: SocketKeeper;
}

/** A listening socket that another process may go on with. */
export interface ListeningDescriptor {
  readonly fd: number;
  readonly keeper: SocketKeeper;
}

/** What takes accepted connections. Nothing has been read from them. */
export type AcceptConnection = (socket: Socket) => void;

const BACKLOG = 4096;

/**
 * The SMTP sockets of a process. They outlive whoever serves their connections: while nobody does, connections are
 * accepted and kept, with every byte of theirs, until somebody does again or they are handed to another process.
 */
export class ListeningSockets {
  readonly #open = new Map<string, OpenSocket>();
  readonly #held = new Set<Socket>();
  #accept: AcceptConnection | undefined;

  /** Goes on with sockets that were open before this process. @throws Error when one is no listening TCP socket */
  async adopt(inherited: readonly InheritedSocket[]): Promise<void> {
    for (const { fd, keeper } of inherited) {
      const server = this.#createServer();
      server.listen({ fd, backlog: BACKLOG });
      await once(server, "listening");
      this.#keep(endpointOf(server), server, keeper);
    }
  }

  /** From now on connections go there; first those that were kept. */
  serve(accept: AcceptConnection): void {
    this.#accept = accept;
    for (const socket of this.takeHeld()) accept(socket);
  }

  /** From now on connections are kept. */
  hold(): void {
    this.#accept = undefined;
  }

  /** Takes the kept connections away, for somebody else to serve. Those that have ended meanwhile are not among them. */
  takeHeld(): readonly Socket[] {
    const held = [...this.#held];
    this.#held.clear();
    return held.filter((socket) => !socket.destroyed);
  }

  /** Serves or keeps a connection that another process accepted. */
  take(socket: Socket): void {
    if (this.#accept !== undefined) return this.#accept(socket);
    // One that breaks while nobody looks at it must not take the process along.
    socket.on("error", () => undefined);
    this.#held.add(socket);
  }

  /** Opens an endpoint, unless it is. Resolves with the system's error when it cannot be. */
  open(endpoint: Binding): Promise<NodeJS.ErrnoException | undefined> {
    if (this.#open.has(formatBinding(endpoint))) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const server = this.#createServer();
      server.once("error", resolve);
      server.listen({ ...listenAddress(endpoint), backlog: BACKLOG }, () => {
        server.off("error", resolve);
        this.#keep(endpoint, server, "host");
        resolve(undefined);
      });
    });
  }

  /**
   * Closes an endpoint. Its address is free again at once; connections go on. One that the system keeps stays open: there,
   * who serves nobody says so to each client.
   */
  close(endpoint: Binding): void {
    const key = formatBinding(endpoint);
    const open = this.#open.get(key);
    if (open === undefined || open.keeper === "system") return;
    open.server.close();
    this.#open.delete(key);
  }

  /** Accepts nothing more in this process. Where another one listens on the same sockets, clients notice nothing. */
  stopListening(): void {
    for (const { server } of this.#open.values()) server.close();
    this.#open.clear();
  }

  /** Closes every endpoint in this process; connections that are kept end. */
  closeAll(): void {
    this.stopListening();
    for (const socket of this.takeHeld()) socket.destroy();
  }

  /** Endpoints that are open. */
  endpoints(): readonly Binding[] {
    return [...this.#open.values()].map(({ endpoint }) => endpoint);
  }

  /** Whether the system keeps an endpoint open. */
  isSystems(endpoint: Binding): boolean {
    return this.#open.get(formatBinding(endpoint))?.keeper === "system";
  }

  descriptors(): readonly ListeningDescriptor[] {
    return [...this.#open.values()].map(({ server, keeper }) => ({ fd: descriptorOf(server), keeper }));
  }

  #createServer(): Server {
    // Paused: what a client sends stays in the system until its session reads it, in whichever process.
    const server = createServer({ noDelay: true, allowHalfOpen: true, pauseOnConnect: true });
    return server.on("connection", (socket) => this.take(socket));
  }

  #keep(endpoint: Binding, server: Server, keeper: SocketKeeper): void {
    // Errors of single accepts (out of descriptors) pass: the socket stays open.
    server.on("error", () => undefined);
    this.#open.set(formatBinding(endpoint), { endpoint, server, keeper });
  }
}

function listenAddress({ address, port, family }: Binding) {
  return { host: address, port, ipv6Only: family === 6, exclusive: true };
}

function endpointOf(server: Server): Binding {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("an inherited socket is not a TCP socket");
  return knownBinding(spell(address));
}

function spell({ address, family, port }: AddressInfo): string {
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Descriptor of a listening server, which Node keeps on its handle. */
export function descriptorOf(server: Server): number {
  const { fd } = (server as unknown as { readonly _handle: { readonly fd: number } })._handle;
  return fd;
}
