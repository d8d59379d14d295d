import { createServer, type AddressInfo } from "node:net";

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(address = "127.0.0.1"): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, address, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
