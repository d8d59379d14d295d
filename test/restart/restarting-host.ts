import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { waitFor } from "../../tools/harness/wait-for";

/** Loading a program takes its time on a busy machine. */
const WITHIN = 30_000;

const TOKEN = "restart-tests-admin-token";

export interface RestartingHostOptions {
  readonly dataDir: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors of this process that the host has from 3 on. */
  readonly descriptors?: readonly number[];
  /** Put before the host's own command line. */
  readonly wrapper?: readonly string[];
}

/** `relayctl serve` through several processes: each takes over from the one before. */
export class RestartingHost {
  readonly token = TOKEN;
  readonly #first: ChildProcess;
  readonly #dataDir: string;
  readonly #ready: string[] = [];
  #log = "";

  private constructor({ dataDir, flags = [], env = {}, descriptors = [], wrapper = [] }: RestartingHostOptions) {
    this.#dataDir = dataDir;
    const own = [process.execPath, join(PROJECT_ROOT, "bin", "relayctl.cjs"), "serve", "--data-dir", dataDir];
    const command = [...wrapper, ...own, "--api", "127.0.0.1:0", "--hostname", "relay.test", ...flags];
    this.#first = spawn(command[0] ?? "", command.slice(1), {
      env: { ...process.env, RELAY_ADMIN_TOKEN: TOKEN, ...env },
      stdio: ["ignore", "pipe", "pipe", ...descriptors],
    });
    createInterface({ input: this.#first.stdout! }).on("line", (line) => this.#ready.push(line));
    this.#first.stderr!.setEncoding("utf8").on("data", (text: string) => (this.#log += text));
  }

  static async start(options: RestartingHostOptions): Promise<RestartingHost> {
    const host = new RestartingHost(options);
    await waitFor("the host answers", () => host.#ready.length === 1, WITHIN);
    return host;
  }

  get endpoint(): string {
    return /api=(\S+)/.exec(this.#ready[0] ?? "")?.[1] ?? "";
  }

  get smtp(): string {
    return /smtp=(\S+)/.exec(this.#ready.at(-1) ?? "")?.[1] ?? "";
  }

  /** Of the process that holds the data directory. */
  get pid(): number {
    return Number(readFileSync(join(this.#dataDir, "host.pid"), "utf8"));
  }

  get log(): string {
    return this.#log;
  }

  /** Asks for a successor and waits until it answers and the old process is gone. Milliseconds that took. */
  async restart(): Promise<number> {
    const [old, generation, began] = [this.pid, this.#ready.length, performance.now()];
    process.kill(old, "SIGUSR2");
    await waitFor("the successor answers", () => this.#ready.length > generation, WITHIN);
    const took = performance.now() - began;
    await waitFor("the old process ends", () => !isThere(old), WITHIN);
    return took;
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "if-match": "*",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async stop(): Promise<void> {
    const last = this.pid;
    process.kill(last, "SIGTERM");
    await waitFor("the last process ends", () => !isThere(last), WITHIN);
  }

  /** Whatever is left of it. */
  kill(): void {
    try {
      process.kill(this.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
    this.#first.kill("SIGKILL");
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that nobody has waited for is gone all the same.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
