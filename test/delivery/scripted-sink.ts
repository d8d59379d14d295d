import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

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
  readonly mail: (command: string) => string | undefined;
  readonly rcpt: (address: string) => string | undefined;
  /** After the final dot. The message counts as received when this begins with 2. */
  readonly data: (message: ReceivedMessage) => string | undefined;
}

const OBLIGING: SinkScript = {
  greeting: () => "220 sink.example ESMTP",
  extensions: ["PIPELINING", "8BITMIME", "SIZE 50000000"],
  mail: () => "250 2.1.0 ok",
  rcpt: () => "250 2.1.5 ok",
  data: () => "250 2.0.0 taken",
};

/** A next hop for tests: says what the script says, keeps what it was given. */
export class ScriptedSink {
  readonly messages: ReceivedMessage[] = [];
  readonly commands: string[] = [];
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

  static async start(script: Partial<SinkScript> = {}, port = 0): Promise<ScriptedSink> {
    const sink = new ScriptedSink(script);
    await new Promise<void>((resolve) => sink.#server.listen(port, "127.0.0.1", resolve));
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
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const session = new SinkSession(socket, { sink: this, script: this.#script, connection: ++this.connections });
    socket.on("data", (chunk) => session.read(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.open--;
      this.#sockets.delete(socket);
    });
    session.answer(this.#script.greeting());
  }
}

class SinkSession {
  #input = Buffer.alloc(0);
  #inData = false;
  #from = "";
  #to: string[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly parts: { readonly sink: ScriptedSink; readonly script: SinkScript; readonly connection: number },
  ) {}

  answer(reply: string | undefined): void {
    if (reply === undefined) this.socket.destroy();
    else this.socket.write(`${reply}\r\n`);
  }

  read(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    while (this.#inData ? this.#takeBody() : this.#takeLine()) if (this.socket.destroyed) return;
  }

  #takeLine(): boolean {
    const end = this.#input.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.#input.subarray(0, end).toString();
    this.#input = this.#input.subarray(end + 2);
    this.parts.sink.commands.push(line);
    this.#obey(line);
    return true;
  }

  #obey(line: string): void {
    const { script } = this.parts;
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<(.*?)>/.exec(line)?.[1] ?? "";
    if (verb === "EHLO")
      this.answer(["250-sink.example", ...script.extensions.map((name) => `250-${name}`), "250 OK"].join("\r\n"));
    else if (verb === "MAIL") {
      this.#from = address;
      this.#to = [];
      this.answer(script.mail(line));
    } else if (verb === "RCPT") this.#recipient(address);
    else if (verb === "DATA") this.#data();
    else if (verb === "QUIT") this.socket.end("221 bye\r\n");
    else this.answer(verb === "RSET" || verb === "NOOP" ? "250 ok" : "502 5.5.1 unknown command");
  }

  #recipient(address: string): void {
    const reply = this.parts.script.rcpt(address);
    if (reply?.startsWith("2") === true) this.#to.push(address);
    this.answer(reply);
  }

  #data(): void {
    this.#inData = this.#to.length > 0;
    this.answer(this.#inData ? "354 go on" : "554 5.5.1 no valid recipients");
  }

  #takeBody(): boolean {
    const end = this.#input.indexOf("\r\n.\r\n");
    if (end < 0) return false;
    const body = Buffer.from(
      this.#input
        .subarray(0, end + 2)
        .toString("latin1")
        .replace(/^\./gm, ""),
      "latin1",
    );
    this.#input = this.#input.subarray(end + 5);
    this.#inData = false;
    const message = { from: this.#from, to: this.#to, body, connection: this.parts.connection };
    const reply = this.parts.script.data(message);
    if (reply === undefined || reply.startsWith("2")) this.parts.sink.messages.push(message);
    this.answer(reply);
    return true;
  }
}
