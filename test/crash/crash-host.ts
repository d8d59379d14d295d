import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(__dirname, "../..");
const TOKEN = "crash-tests-admin-token";
const READY = /^ready api=(\S+) smtp=(\S*)/;

/** A relay host as users run it: a process of its own. */
export interface CrashHost {
  readonly process: ChildProcess;
  readonly dataDir: string;
  readonly apiUrl: string;
  /** Calls the control API as admin. @throws when it answers with a problem. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

export interface CrashHostOptions {
  readonly dataDir: string;
  /** Put before the host's own command line: a tracer. */
  readonly wrapper?: readonly string[];
}

/** Starts a host and waits until it answers. */
export async function startHost({ dataDir, wrapper = [] }: CrashHostOptions): Promise<CrashHost> {
  const command = [...wrapper, process.execPath, join(ROOT, "bin/relayctl.cjs"), "serve"];
  const flags = ["--data-dir", dataDir, "--api", "127.0.0.1:0", "--hostname", "relay.test", "--log-level", "error"];
  const child = spawn(command[0] as string, [...command.slice(1), ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, RELAY_ADMIN_TOKEN: TOKEN },
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const apiUrl = await readyUrl(child, exited);
  return {
    process: child,
    dataDir,
    apiUrl,
    call: (method, path, body, headers = {}) => call(apiUrl, { method, path, body, headers }),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: () => {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

function readyUrl(child: ChildProcess, exited: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    void exited.then((code) => reject(new Error(`The host ended with ${code} before it was ready.`)));
    if (child.stdout === null) return reject(new Error("The host has no stdout."));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const api = READY.exec(line)?.[1];
      if (api !== undefined) resolve(api);
    });
  });
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

async function call(apiUrl: string, { method, path, body, headers }: Call): Promise<unknown> {
  const response = await fetch(`${apiUrl}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** Runs a command of relayctl against a host. */
export async function relayctl(
  host: CrashHost,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(ROOT, "bin/relayctl.cjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, RELAY_ENDPOINT: host.apiUrl, RELAY_TOKEN: TOKEN },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

/** Lets clients on this machine relay anything to one smart host. */
export async function configureRelay(
  host: CrashHost,
  { port, smartHost }: { readonly port: number; readonly smartHost: string },
): Promise<void> {
  const connector = (await host.call("POST", "/receive-connectors", {
    settings: {
      name: "Crash",
      bindings: [`127.0.0.1:${port}`],
      remoteIpRanges: ["127.0.0.1"],
      permissionGroups: ["AnonymousUsers"],
    },
  })) as { readonly id: string };
  await host.call("POST", "/connector-permissions", {
    settings: {
      connector: connector.id,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-SMTP-Accept-Any-Sender"],
    },
  });
  await host.call("POST", "/send-connectors", {
    settings: { name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts: [smartHost], requireTls: false },
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
