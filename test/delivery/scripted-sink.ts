import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { SecureContextOptions } from "node:tls";
import { SinkSession } from "./sink-session";

export interface ReceivedMessage {
  readonly from: string;
  readonly to: readonly string[];
  /** After dot-unstuffing. */
  readonly body: Buffer;
  /** Number of the connection, from 1. */
  readonly connection: number;
}

/** What the sink answers; a function that returns undefined closes the connection instead. */
export interface SinkScript {
  readonly greeting: () => string | undefined;
  readonly extensions: readonly string[];
  /** Offers STARTTLS and does it with this certificate. */
  readonly tls: (SecureContextOptions & { readonly maxVersion?: "TLSv1.1" }) | undefined;
  /** Offers AUTH PLAIN LOGIN and takes this account; `null`: offers it and takes none. */
  readonly login: { readonly username: string; readonly password: string } | null | undefined;
  readonly mail: (command: string) => string | undefined;
  readonly rcpt: (address: string) => string | undefined;
  /** After the final dot. The message counts as received when this begins with 2. */
  readonly data: (message: ReceivedMessage) => string | undefined;
}

const OBLIGING: SinkScript = {
  greeting: () => "220 sink.example ESMTP",
  extensions: ["PIPELINING", "8BITMIME", "SIZE 50000000"],
  tls: undefined,
  login: undefined,
  mail: () => "250 2.1.0 ok",
  rcpt: () => "250 2.1.5 ok",
  data: () => "250 2.0.0 taken",
};

export interface SinkPlace {
  readonly port?: number;
  readonly address?: string;
}

/** A next hop for tests: says what the script says, keeps what it was given. */
export class ScriptedSink {
  readonly messages: ReceivedMessage[] = [];
  readonly commands: string[] = [];
  /** Addresses that connections came from. */
  readonly clients: string[] = [];
  connections = 0;
  open = 0;
  mostOpen = 0;
  readonly #script: SinkScript;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(script: Partial<SinkScript>) {
    this.#script = { ...OBLIGING, ...script };
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(script: Partial<SinkScript> = {}, place: SinkPlace = {}): Promise<ScriptedSink> {
    const sink = new ScriptedSink(script);
    const { port = 0, address = "127.0.0.1" } = place;
    await new Promise<void>((resolve, reject) => {
      sink.#server.once("error", reject);
      sink.#server.listen(port, address, resolve);
    });
    return sink;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get smartHost(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Cuts every connection, as a crash would. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    this.clients.push(socket.remoteAddress ?? "");
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const session = new SinkSession(socket, { sink: this, script: this.#script, connection: ++this.connections });
    socket.on("close", () => {
      this.open--;
      this.#sockets.delete(socket);
    });
    session.answer(this.#script.greeting());
  }
}
