import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ControlCalls } from "../harness/control-calls";
import { PROJECT_ROOT } from "../harness/project-root";
import { type CommandResult, finish, PulumiStack } from "../harness/pulumi-stack";
import { type RelayHost, startRelayHost } from "../harness/relay-host";
import { createDefaultConnector } from "../story/administrator";

const TOKEN = "relay_pictures_0123456789abcdefghijklmnopqrstuvwxyz";
/** The same at every making, so that pictures differ only where the programs do. */
const SMTP_PORT = 2525;
const API = "127.0.0.1:8025";

/** A host with a Default connector, and the CRM example up on it. */
export class PictureStage {
  private constructor(
    readonly host: RelayHost,
    readonly stack: PulumiStack,
    private readonly folder: string,
  ) {}

  static async set(pulumiBin: string): Promise<PictureStage> {
    const folder = mkdtempSync(join(tmpdir(), "relay-pictures-"));
    const flags = ["--hostname", "relay.contoso.com"];
    const host = await startRelayHost({ dataDir: join(folder, "host"), token: TOKEN, flags, api: API });
    await createDefaultConnector(host, SMTP_PORT);
    const program = join(PROJECT_ROOT, "examples", "crm-application");
    const stack = new PulumiStack({
      program,
      pulumiBin,
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: host.token },
    });
    await stack.init({ "relay:endpoint": host.endpoint, smtpPort: String(SMTP_PORT), smartHost: "127.0.0.1:2526" });
    await stack.setConfig({ smartHostRequiresTls: "false" });
    await stack.expectDone(["up", "--yes", "--skip-preview"]);
    installRelayctl(join(folder, "bin"));
    return new PictureStage(host, stack, folder);
  }

  /** The edit of a pull request. */
  edit(text: string, replacement: string): void {
    const file = join(this.stack.programFolder, "index.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace(text, replacement));
  }

  /** Calls of an administrator who has a token of her own. */
  async anna(): Promise<ControlCalls> {
    const { host } = this;
    const response = await fetch(`${host.endpoint}/v1/tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${host.token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "anna", scopes: ["admin"] }),
    });
    const { token } = (await response.json()) as { readonly token: string };
    return new ControlCalls({ endpoint: host.endpoint, token });
  }

  /** Runs a line of shell in the program's folder as in a terminal, with colours. */
  async onTerminal(line: string): Promise<CommandResult> {
    return finish(
      spawn("script", ["--quiet", "--return", "--command", `stty cols 150; ${line}`, "/dev/null"], this.#options()),
    );
  }

  /** Runs it as in a pipe. */
  async inPipe(line: string): Promise<CommandResult> {
    return finish(spawn("bash", ["-c", line], this.#options()));
  }

  async strike(): Promise<void> {
    await this.host.stop();
    this.stack.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #options() {
    const environment = this.stack.environment();
    const relayctl = join(this.folder, "bin");
    const PATH = [relayctl, environment["PATH"]].join(delimiter);
    return { cwd: this.stack.programFolder, env: { ...environment, PATH, TERM: "xterm-256color" } };
  }
}

function installRelayctl(folder: string): void {
  mkdirSync(folder);
  const start = `#!/bin/sh\nexec node "${join(PROJECT_ROOT, "bin", "relayctl.cjs")}" "$@"\n`;
  writeFileSync(join(folder, "relayctl"), start, { mode: 0o755 });
}
