import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

export interface RecordedMessage {
  readonly mail: string;
  /** Bytes after DATA with their end, or of all chunks of BDAT; one letter for each. */
  readonly wire: string;
  readonly by: "DATA" | "BDAT";
}

/** A next hop that takes everything, and keeps the very bytes. For itself only CRLF "." CRLF ends DATA. */
export class WireRecorder {
  readonly messages: RecordedMessage[] = [];
  /** Commands other than those of a mail, which nobody should send. */
  readonly strange: string[] = [];
  /** What a command is answered instead of 250. */
  refuse: (line: string) => string | undefined = () => undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly offers: readonly string[],
  ) {
    server.on("connection", (socket) => this.serve(socket));
  }

  static async start(offers: readonly string[]): Promise<WireRecorder> {
    const server = createServer();
    const recorder = new WireRecorder(server, offers);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return recorder;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    const session = new RecordedSession(this, this.offers, (line) => void socket.write(`${line}\r\n`));
    socket.on("data", (chunk: Buffer) => session.take(chunk.toString("latin1"))).on("error", () => undefined);
    socket.write("220 recorder\r\n");
  }
}

class RecordedSession {
  private input = "";
  private mail = "";
  private chunks = "";
  private mode: "commands" | "data" = "commands";

  constructor(
    private readonly recorder: WireRecorder,
    private readonly offers: readonly string[],
    private readonly say: (line: string) => void,
  ) {}

  take(text: string): void {
    this.input += text;
    while (this.mode === "data" ? this.takeData() : this.takeCommand());
  }

  private takeData(): boolean {
    const end = `\r\n${this.input}`.indexOf("\r\n.\r\n");
    if (end < 0) return false;
    this.keep("DATA", this.input.slice(0, end + 3));
    this.input = this.input.slice(end + 3);
    this.mode = "commands";
    return true;
  }

  private takeCommand(): boolean {
    const end = this.input.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.input.slice(0, end);
    const [, size] = /^BDAT (\d+)/.exec(line) ?? [];
    if (size !== undefined) return this.takeChunk(line, end + 2, Number(size));
    this.input = this.input.slice(end + 2);
    this.run(line);
    return true;
  }

  private takeChunk(line: string, start: number, size: number): boolean {
    if (this.input.length < start + size) return false;
    this.chunks += this.input.slice(start, start + size);
    this.input = this.input.slice(start + size);
    if (!line.endsWith(" LAST")) this.say("250 ok");
    else {
      this.keep("BDAT", this.chunks);
      this.chunks = "";
    }
    return true;
  }

  private run(line: string): void {
    if (line.startsWith("EHLO "))
      return this.say(["250-recorder", ...this.offers.map((name) => `250-${name}`), "250 OK"].join("\r\n"));
    if (line === "DATA") {
      this.mode = "data";
      return this.say("354 go on");
    }
    const refusal = this.recorder.refuse(line);
    if (refusal !== undefined) return this.say(refusal);
    if (line.startsWith("MAIL FROM:")) this.mail = line;
    else if (!/^(?:RCPT TO:|RSET$|QUIT$|NOOP$)/.test(line)) this.recorder.strange.push(line);
    this.say(line === "QUIT" ? "221 bye" : "250 ok");
  }

  private keep(by: "DATA" | "BDAT", wire: string): void {
    this.recorder.messages.push({ mail: this.mail, wire, by });
    this.say("250 2.0.0 taken");
  }
}
