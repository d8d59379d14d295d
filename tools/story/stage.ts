import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../harness/free-port";
import { PROJECT_ROOT } from "../harness/project-root";
import { PulumiStack } from "../harness/pulumi-stack";
import { startReceivingServer, type ReceivingServer } from "../harness/receiving-server";
import { startRelayHost, type RelayHost } from "../harness/relay-host";
import { StoryError } from "./narrator";

/** Everything that plays: a host, a smart host behind it, and a stack. */
export interface Stage {
  readonly host: RelayHost;
  readonly smartHost: ReceivingServer;
  readonly stack: PulumiStack;
  readonly smtpPort: number;
}

const FOLDER = join(PROJECT_ROOT, ".relay");
const PID_FILE = join(FOLDER, "story.pid");

/** Starts from nothing in `.relay/`. */
export async function setStage(pulumiBin: string): Promise<Stage> {
  clearFolder();
  const smtpPort = await freePort();
  const smartHost = await startReceivingServer();
  const host = await startRelayHost({
    dataDir: join(FOLDER, "host"),
    token: `relay_${randomBytes(32).toString("base64url")}`,
    flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
  });
  const stack = new PulumiStack({
    program: join(PROJECT_ROOT, "examples", "crm-application"),
    pulumiBin,
    folder: join(FOLDER, "stack"),
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
  return { host, smartHost, stack, smtpPort };
}

export async function strikeStage(stage: Stage): Promise<void> {
  await stage.host.stop();
  await stage.smartHost.close();
  rmSync(PID_FILE, { force: true });
}

function clearFolder(): void {
  const other = existsSync(PID_FILE) ? Number(readFileSync(PID_FILE, "utf8")) : undefined;
  if (other !== undefined && isAlive(other)) {
    throw new StoryError(`another demonstration (process ${other}) is using .relay/: end it first`);
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(PID_FILE, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
