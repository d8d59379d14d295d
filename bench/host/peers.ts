import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The bare library, listening. */
export interface BarePeer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts smtp-server without its greeting wait, discarding what it takes. */
export async function startBarePeer(): Promise<BarePeer> {
  const child = spawn(process.execPath, [join(__dirname, "..", "peers", "discarding-server.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const stop = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { port: Number(line.split(" ")[1]), pid: child.pid!, stop };
}
