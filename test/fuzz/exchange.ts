import { connect } from "node:net";

/** Milliseconds until a server that says nothing more is taken for hung. */
const PATIENCE = 5000;

/** Sends pieces, each in a write of its own, closes that side, and returns all that the server says until it closes. */
export function exchange(port: number, pieces: readonly (Buffer | string)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the server keeps the connection open after ${JSON.stringify(received.slice(-200))}`));
    }, PATIENCE);
    const done = (): void => {
      clearTimeout(timer);
      resolve(received);
    };
    socket.on("data", (chunk: Buffer) => void (received += chunk.toString("latin1")));
    socket.once("data", () => void writeAll(socket, pieces));
    // A server that ends the session may leave bytes unread, which resets the connection.
    socket.on("error", () => undefined).once("close", done);
    socket.once("end", () => socket.end());
  });
}

async function writeAll(socket: ReturnType<typeof connect>, pieces: readonly (Buffer | string)[]): Promise<void> {
  for (const piece of pieces) {
    if (!socket.writable) return;
    socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
}
