import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { once } from "node:events";

export interface ConversationOptions {
  readonly host?: string;
  readonly port: number;
  readonly localAddress?: string;
  /** Milliseconds until a reply that does not come is an error. @default 5000 */
  readonly patience?: number;
}

export interface ClientTls {
  /** PEM, shown when the server asks for a certificate. */
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  /** Of an earlier connection, to be taken up again. */
  readonly session?: Buffer;
}

/** A client that may send any bytes and waits for whole replies; can change to TLS on the way. */
export class SmtpConversation {
  private received = "";
  private isEnded = false;
  private wake: () => void = () => undefined;
  private current: Socket;

  private constructor(
    socket: Socket,
    private readonly patience: number,
  ) {
    this.current = socket;
    this.listen(socket);
  }

  /** Connects without reading the greeting. */
  static async open(options: ConversationOptions): Promise<SmtpConversation> {
    const { host = "127.0.0.1", port, localAddress } = options;
    const socket = connect({
      host,
      port,
      noDelay: true,
      allowHalfOpen: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    const conversation = new SmtpConversation(socket, options.patience ?? 5000);
    await once(socket, "connect");
    return conversation;
  }

  /** The next whole reply, its lines joined by `\n`; "" when the connection ended before. */
  async reply(): Promise<string> {
    const deadline = Date.now() + this.patience;
    for (;;) {
      const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.received);
      if (whole) {
        this.received = this.received.slice(whole[0].length);
        return whole[0].trimEnd().replaceAll("\r\n", "\n");
      }
      if (this.isEnded) return "";
      await this.more(deadline);
    }
  }

  /** Sends one command line and waits for its reply. */
  async say(command: string): Promise<string> {
    this.write(`${command}\r\n`);
    return this.reply();
  }

  /** Sends a text in latin1, or bytes, as they are. */
  write(bytes: string | Uint8Array): void {
    this.current.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  }

  /** Sends chunks one packet after the other, each read by the server on its own. */
  async writeChunks(chunks: readonly (string | Uint8Array)[]): Promise<void> {
    for (const chunk of chunks) {
      if (chunk.length > 0) this.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Everything that came and is no reply yet. */
  get unread(): string {
    return this.received;
  }

  /** Changes to TLS after a 220 to STARTTLS, with a certificate of its own if it is asked for one. */
  async startTls(own: ClientTls = {}): Promise<TLSSocket> {
    const secure = connectTls({ socket: this.detach(), rejectUnauthorized: false, ...own });
    this.current = secure;
    this.listen(secure);
    await once(secure, "secureConnect");
    return secure;
  }

  /** Resolves once the server has closed the connection. */
  async closed(): Promise<void> {
    const deadline = Date.now() + this.patience;
    while (!this.isEnded) await this.more(deadline);
  }

  /** Hands the socket over; the conversation hears no more. */
  detach(): Socket {
    this.current.removeAllListeners();
    return this.current;
  }

  /** Closes the client's side and goes on reading. */
  finish(): void {
    this.current.end();
  }

  /** Drops the connection. */
  end(): void {
    this.current.destroy();
  }

  private listen(socket: Socket): void {
    socket.on("data", (chunk: Buffer) => {
      this.received += chunk.toString("latin1");
      this.wake();
    });
    const end = () => {
      this.isEnded = true;
      this.wake();
    };
    socket.on("end", end).on("close", end).on("error", end);
  }

  private async more(deadline: number): Promise<void> {
    const left = deadline - Date.now();
    if (left <= 0)
      throw new Error(`no reply within ${this.patience} ms; received so far: ${JSON.stringify(this.received)}`);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, left);
    });
    clearTimeout(timer);
  }
}
