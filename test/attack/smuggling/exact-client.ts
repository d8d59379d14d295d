import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { connect, type Socket } from "node:net";
import { once } from "node:events";

/** A client whose every write is read by the server, in the same process, as one chunk: the next one waits for that. */
export class ExactClient {
  private received = "";
  private wake: () => void = () => undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly server: Socket,
  ) {
    socket.on("data", (chunk: Buffer) => {
      this.received += chunk.toString("latin1");
      this.wake();
    });
    socket.on("close", () => this.wake()).on("error", () => this.wake());
  }

  static async open(port: number): Promise<ExactClient> {
    const accepted = new Promise<Socket>((resolve) => {
      const take = (message: unknown): void => {
        const { socket } = message as { readonly socket: Socket };
        if (socket.localPort !== port) return;
        unsubscribe("net.server.socket", take);
        resolve(socket);
      };
      subscribe("net.server.socket", take);
    });
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    const client = new ExactClient(socket, await accepted);
    await client.reply();
    return client;
  }

  /** Sends each piece once the server has read the one before. */
  async write(pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) {
      if (piece === "") continue;
      const goal = this.server.bytesRead + piece.length;
      this.socket.write(piece, "latin1");
      while (this.server.bytesRead < goal && !this.server.destroyed) await new Promise((next) => setImmediate(next));
    }
  }

  async say(line: string): Promise<string> {
    await this.write([`${line}\r\n`]);
    return this.reply();
  }

  /** The next whole reply; "" once the connection is closed. */
  async reply(): Promise<string> {
    const deadline = Date.now() + 5000;
    for (;;) {
      const [whole] = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3} [^\r\n]*\r\n/.exec(this.received) ?? [];
      if (whole !== undefined) {
        this.received = this.received.slice(whole.length);
        return whole.trimEnd();
      }
      if (this.socket.closed) return "";
      if (Date.now() > deadline) throw new Error(`no reply; received so far: ${JSON.stringify(this.received)}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 500).unref();
      });
    }
  }

  /** What came and nobody asked for. */
  get unread(): string {
    return this.received;
  }

  end(): void {
    this.socket.destroy();
  }
}
