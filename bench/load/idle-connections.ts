import { connect, type Socket } from "node:net";
import { once } from "node:events";

/** Opens connections that say EHLO and then nothing; from several local addresses, since one has 28,000 ports only. */
export async function openIdle(port: number, count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Math.min(100, count - sockets.length);
    sockets.push(
      ...(await Promise.all(Array.from({ length: some }, (_, index) => openOne(port, sockets.length + index)))),
    );
  }
  return sockets;
}

async function openOne(port: number, place: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: `127.0.0.${2 + (place % 200)}` });
  socket.on("error", () => undefined);
  await once(socket, "data");
  socket.write("EHLO idle.contoso.com\r\n");
  await once(socket, "data");
  return socket;
}
