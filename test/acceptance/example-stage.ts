import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { PulumiStack } from "../../tools/harness/pulumi-stack";
import { type ReceivingServer, startReceivingServer } from "../../tools/harness/receiving-server";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { pulumiBin } from "./acceptance-stage";

const TOKEN = "relay_examples_0123456789abcdefghijklmnopqrstuvwxyz";

/** Real hosts and a smart host behind them, on which examples come up one after the other. */
export class ExampleStage {
  private constructor(
    readonly hosts: readonly RelayHost[],
    readonly smartHost: ReceivingServer,
    private readonly folder: string,
  ) {}

  static async set(count: number): Promise<ExampleStage> {
    const folder = mkdtempSync(join(tmpdir(), "relay-examples-"));
    const flags = ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"];
    const start = (index: number) => startRelayHost({ dataDir: join(folder, `host-${index}`), token: TOKEN, flags });
    const hosts = await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
    return new ExampleStage(hosts, await startReceivingServer(), folder);
  }

  /** A new stack of the example on the first host, with the smart host, and `port` under the names in `ports`. */
  async example(name: string, config: ExampleConfig): Promise<Example> {
    const [host] = this.hosts as [RelayHost];
    const stack = new PulumiStack({
      program: join(PROJECT_ROOT, "examples", name),
      pulumiBin: pulumiBin(),
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...config.env?.(host) },
    });
    const route = { smartHost: `127.0.0.1:${this.smartHost.port}`, smartHostRequiresTls: false };
    const lines = Object.entries({ ...route, ...config.plain }).map(
      ([key, value]) => `  ${name}:${key}: ${JSON.stringify(value)}`,
    );
    // As `pulumi config set` writes it, in one go.
    writeFileSync(join(stack.programFolder, "Pulumi.dev.yaml"), `config:\n${lines.join("\n")}\n`);
    await stack.init();
    const secrets = Object.entries({ ...config.secret }).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    if (secrets.length > 0) await stack.expectDone(["config", "set-all", ...secrets]);
    return new Example(stack);
  }

  async strike(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stop()));
    await this.smartHost.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface ExampleConfig {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, string>>;
  readonly env?: (host: RelayHost) => Readonly<Record<string, string>>;
}

/** How a program without relay configuration finds the host. */
export function byEnvironment(host: RelayHost): Readonly<Record<string, string>> {
  return { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: host.token };
}

/** One example's stack. */
export class Example {
  constructor(readonly stack: PulumiStack) {}

  async up(): Promise<void> {
    await this.stack.expectDone(["up", "--yes", "--skip-preview"]);
  }

  /** @throws Error with what would change */
  async expectNoDrift(): Promise<void> {
    await this.stack.expectDone(["preview", "--refresh", "--expect-no-changes", "--diff"]);
  }

  async end(): Promise<void> {
    await this.stack.expectDone(["destroy", "--yes", "--skip-preview"]);
    this.stack.remove();
  }
}

/** The reply that decides about a letter from a client's address; "" when nobody listens. */
export async function write(port: number, client: string, to: string, from = "app@contoso.com"): Promise<string> {
  return sendLetter({ port, proxyFrom: client }, { from, to }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNREFUSED") return "";
    throw error;
  });
}

/** Free ports, each another. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
