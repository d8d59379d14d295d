import type { Socket } from "node:net";
import { readProxyHeader, type ProxiedClient } from "./proxy-header";

export interface ProxyGateOptions {
  /** Milliseconds a trusted proxy has for its header; then the connection is closed without a greeting. */
  readonly headerTimeout: number;
  /** Called with the client of the header, null when the proxy speaks for itself. */
  readonly onHeader: (socket: Socket, client: ProxiedClient | null) => void;
  readonly onRefused: (socket: Socket, problem: string) => void;
}

/** Reads the PROXY header off connections from trusted proxies; what follows it stays in the socket for the session. */
export class ProxyGate {
  private readonly waiting = new Set<Socket>();
  private onEmpty: (() => void) | undefined;

  constructor(private readonly options: ProxyGateOptions) {}

  /** Waits for the header of a connection from a trusted proxy. */
  read(socket: Socket): void {
    let received: Buffer = Buffer.alloc(0);
    this.waiting.add(socket);
    const timer = setTimeout(() => refuse("no header came in time"), this.options.headerTimeout).unref();
    const leave = () => {
      clearTimeout(timer);
      this.waiting.delete(socket);
      if (this.waiting.size === 0) this.onEmpty?.();
      socket.off("readable", onReadable).off("error", onError).off("end", onEnd).off("close", onEnd);
    };
    const refuse = (problem: string) => {
      leave();
      socket.on("error", () => undefined).destroy();
      this.options.onRefused(socket, problem);
    };
    const onError = (error: Error) => refuse(error.message);
    const onEnd = () => refuse("the connection ended before its header");
    const onReadable = () => {
      for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      }
      const header = readProxyHeader(received);
      if (header.state === "invalid") return refuse(header.problem);
      if (header.state === "more") return;
      leave();
      if (header.length < received.length) socket.unshift(received.subarray(header.length));
      this.options.onHeader(socket, header.client);
    };
    socket.on("readable", onReadable).on("error", onError).on("end", onEnd).on("close", onEnd);
  }

  /** Resolves when no connection waits for its header any more. */
  whenEmpty(): Promise<void> {
    if (this.waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
    });
  }

  /** Drops every connection whose header has not come. */
  close(): void {
    for (const socket of [...this.waiting]) socket.destroy();
  }
}
