import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type CommandResult, finish } from "../../tools/harness/pulumi-stack";
import type { RelayHost } from "../../tools/harness/relay-host";

export interface RelayctlOptions {
  /** The host whose endpoint and token the environment names. */
  readonly host?: Pick<RelayHost, "endpoint" | "token">;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs the real relayctl to its end, with nothing of this process's own RELAY environment. */
export async function runRelayctl(args: readonly string[], options: RelayctlOptions = {}): Promise<CommandResult> {
  const { host, env = {}, stdin = "" } = options;
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("RELAY_"));
  const where = host === undefined ? {} : { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: host.token };
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "bin", "relayctl.cjs"), ...args], {
    env: { ...Object.fromEntries(own), ...where, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that reads no stdin may have ended by then.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  return finish(child);
}
