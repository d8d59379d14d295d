import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { PROJECT_ROOT } from "./project-root";

export interface PulumiStackOptions {
  /** Folder of the Pulumi program; it is copied, so that a test may edit its copy. */
  readonly program: string;
  /** Folder that holds the CLI. */
  readonly pulumiBin: string;
  /** Folder for copy, state and Pulumi's own home; a fresh temporary one unless told. */
  readonly folder?: string;
  readonly stack?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout and stderr in the order they came. */
  readonly output: string;
}

/** One stack of one program on a file backend of its own, driven by the real CLI. */
export class PulumiStack {
  readonly folder: string;
  readonly programFolder: string;
  readonly stack: string;

  constructor(private readonly options: PulumiStackOptions) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), "relay-stack-"));
    this.programFolder = join(this.folder, "program");
    this.stack = options.stack ?? "dev";
    for (const name of ["program", "state", "home"]) mkdirSync(join(this.folder, name), { recursive: true });
    cpSync(options.program, this.programFolder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    const modules = join(this.programFolder, "node_modules");
    if (!existsSync(modules)) symlinkSync(join(PROJECT_ROOT, "node_modules"), modules, "dir");
  }

  async init(
    config: Readonly<Record<string, string>> = {},
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.expectDone(["stack", "init", this.stack]);
    await this.setConfig(config);
    for (const [key, value] of Object.entries(secrets)) {
      await this.expectDone(["config", "set", "--secret", key, value]);
    }
  }

  async setConfig(config: Readonly<Record<string, string>>): Promise<void> {
    const pairs = Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    if (pairs.length > 0) await this.expectDone(["config", "set-all", ...pairs]);
  }

  up(...flags: readonly string[]): Promise<CommandResult> {
    return this.run(["up", "--yes", ...flags]);
  }

  preview(...flags: readonly string[]): Promise<CommandResult> {
    return this.run(["preview", ...flags]);
  }

  refresh(...flags: readonly string[]): Promise<CommandResult> {
    return this.run(["refresh", "--yes", ...flags]);
  }

  destroy(...flags: readonly string[]): Promise<CommandResult> {
    return this.run(["destroy", "--yes", ...flags]);
  }

  run(args: readonly string[]): Promise<CommandResult> {
    return finish(this.start(args));
  }

  /** Starts a command without waiting: for tests that kill it. */
  start(args: readonly string[]): ChildProcess {
    return spawn(join(this.options.pulumiBin, "pulumi"), [...args, "--non-interactive", "--color=never"], {
      cwd: this.programFolder,
      env: this.environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async expectDone(args: readonly string[]): Promise<CommandResult> {
    const result = await this.run(args);
    if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
    return result;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a user would have to export to run the same commands by hand. */
  exports(): Readonly<Record<string, string>> {
    return {
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "relay",
    };
  }

  /** What the CLI runs with. */
  environment(): NodeJS.ProcessEnv {
    const path = [join(PROJECT_ROOT, "node_modules", ".bin"), this.options.pulumiBin, process.env["PATH"]];
    return {
      ...process.env,
      ...this.exports(),
      PATH: path.join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Every command starts Node twice and loads the same SDK.
      NODE_COMPILE_CACHE: join(PROJECT_ROOT, "node_modules", ".cache", "node-compile"),
      ...this.options.env,
    };
  }
}

/** Waits for a started command and collects what it said. */
export function finish(child: ChildProcess): Promise<CommandResult> {
  let stdout = "";
  let stderr = "";
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => ((stdout += text), (output += text)));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => ((stderr += text), (output += text)));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr, output }));
  });
}
