import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

// Below what systems give to outgoing connections (Linux from 32768, others from 49152): a port that is tried and let go
// is taken by nobody's client before it is listened on.
const LOWEST = 15_000;
const HIGHEST = 32_000;
const ATTEMPTS = 50;

/** A TCP port that nobody listened on a moment ago. */
export async function freePort(address = "127.0.0.1"): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port, address)) return port;
  }
  throw new Error(`no port between ${LOWEST} and ${HIGHEST} is free at ${address}`);
}

async function isFree(port: number, address: string): Promise<boolean> {
  const server = createServer();
  server.listen(port, address);
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
