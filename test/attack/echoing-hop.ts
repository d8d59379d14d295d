import { createServer, type AddressInfo, type Socket } from "node:net";
import { waitFor } from "../../tools/harness/wait-for";

/** A smart host that refuses every login and repeats in its reply what it was told. */
export async function startEchoingHop() {
  const sockets = new Set<Socket>();
  let logins = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).write("220 echo\r\n");
    socket.on("data", (bytes: Buffer) => {
      const line = bytes.toString("latin1").trim();
      if (line.startsWith("EHLO")) return socket.write("250-echo\r\n250-AUTH PLAIN\r\n250 OK\r\n");
      if (line.startsWith("AUTH")) logins++;
      socket.write(`535 5.7.8 cannot log in with ${line}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Resolves once somebody has tried to log in. */
    asked: () => waitFor("a login at the smart host", () => logins > 0),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
