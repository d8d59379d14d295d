import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** The first line that a client from this address hears. */
export async function greetingOf(port: number, localAddress: string): Promise<string> {
  const socket = await greeted(port, localAddress);
  socket.destroy();
  return socket.greeting;
}

interface Greeted extends Socket {
  greeting: string;
}

async function greeted(port: number, localAddress: string): Promise<Greeted> {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  socket.on("error", () => undefined);
  const [greeting] = (await once(socket, "data")) as [Buffer];
  return Object.assign(socket, { greeting: greeting.toString() });
}

/** Sessions that stay open. */
export class OpenSessions {
  readonly #sockets: readonly Socket[];

  private constructor(sockets: readonly Socket[]) {
    this.#sockets = sockets;
  }

  static async open(port: number, clients: readonly string[]): Promise<OpenSessions> {
    const sockets: Socket[] = [];
    for (const client of clients) sockets.push(await greeted(port, client));
    return new OpenSessions(sockets);
  }

  /** How many still answer. */
  async answering(): Promise<number> {
    const answers = await Promise.all(
      this.#sockets.map(async (socket) => {
        if (socket.destroyed || !socket.writable) return false;
        socket.write("NOOP\r\n");
        const [reply] = (await Promise.race([once(socket, "data"), once(socket, "close").then(() => [""])])) as [
          Buffer,
        ];
        return reply.toString().startsWith("250");
      }),
    );
    return answers.filter((answer) => answer).length;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
