import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROJECT_ROOT } from "./project-root";

export interface RelayHostOptions {
  readonly dataDir: string;
  readonly token: string;
  /** Further flags of `relayctl serve`. */
  readonly flags?: readonly string[];
  /** `address:port`; a free port unless told. */
  readonly api?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A relay host running in a process of its own. */
export interface RelayHost {
  /** Base address of the control API. */
  readonly endpoint: string;
  readonly token: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it wrote to stderr so far. */
  log(): string;
  /** Clean stop; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/** Starts the real `relayctl serve` and waits until it says that it answers. */
export async function startRelayHost(options: RelayHostOptions): Promise<RelayHost> {
  const flags = [
    "serve",
    "--data-dir",
    options.dataDir,
    "--api",
    options.api ?? "127.0.0.1:0",
    ...(options.flags ?? []),
  ];
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "bin", "relayctl.cjs"), ...flags], {
    env: { ...process.env, RELAY_ADMIN_TOKEN: options.token, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-200_000)));
  const endpoint = await readyEndpoint(child, () => log);
  const endAtExit = () => child.kill("SIGKILL");
  process.once("exit", endAtExit);
  child.once("exit", () => process.removeListener("exit", endAtExit));
  return {
    endpoint,
    token: options.token,
    dataDir: options.dataDir,
    process: child,
    log: () => log,
    stop: () => end(child, "SIGTERM"),
    kill: async () => void (await end(child, "SIGKILL")),
  };
}

function readyEndpoint(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill("SIGKILL");
      reject(new Error(`relay host ${why}\n${log()}`));
    };
    const late = setTimeout(() => fail(`not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    child.once("exit", (code) => fail(`ended with ${code} before it was ready`));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const api = /^ready api=(\S+)/.exec(line)?.[1];
      if (!api) return;
      clearTimeout(late);
      child.removeAllListeners("exit");
      resolve(api);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, "exit");
  return child.exitCode;
}
