import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

type Values = Readonly<Record<string, unknown>>;

// The very copies that the dynamic provider process itself uses.
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = fromPulumi("@grpc/grpc-js");
const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb");
const { ResourceProviderClient } = fromPulumi("./proto/provider_grpc_pb");
const messages = fromPulumi("./proto/provider_pb");
const { Status } = fromPulumi("./proto/status_pb");

/** What a call that failed partly left behind. */
export interface InitFailure {
  readonly id: string;
  readonly properties: Values;
  readonly reasons: readonly string[];
}

/** A call that the process answered with an error. */
export class CallError extends Error {
  constructor(
    message: string,
    readonly initFailure: InitFailure | undefined,
  ) {
    super(message);
  }
}

/** The dynamic provider process of `@pulumi/pulumi`, started and called as the engine does. */
export class ProviderProcess {
  private constructor(
    readonly child: ChildProcess,
    private readonly client: any,
    private readonly folder: string,
    /** Everything that it printed, as a user sees it. */
    readonly printed: string[],
  ) {}

  /** Starts it in a program's folder that has the package installed, with this stack configuration. */
  static async start(config: Readonly<Record<string, string>>): Promise<ProviderProcess> {
    const built = join(PROJECT_ROOT, "dist", "provider", "index.js");
    if (!existsSync(built)) throw new Error("the provider is not built: run npm run build");
    const folder = mkdtempSync(join(tmpdir(), "relay-provider-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PROJECT_ROOT, join(folder, "node_modules", "pulumi-smtp-relay"), "dir");
    const main = fromPulumi.resolve("./cmd/dynamic-provider");
    const env = { ...process.env, PULUMI_NODEJS_PROJECT: "crm" };
    const child = spawn(process.execPath, [main, "127.0.0.1:1"], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed: string[] = [];
    const lines = createInterface({ input: child.stdout });
    const [port] = (await once(lines, "line")) as [string];
    lines.on("line", (line) => printed.push(line));
    createInterface({ input: child.stderr }).on("line", (line) => printed.push(line));
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const started = new ProviderProcess(child, client, folder, printed);
    await started.configure(config);
    return started;
  }

  async stop(): Promise<void> {
    this.client.close();
    this.child.kill("SIGKILL");
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async check(olds: Values, news: Values) {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.call("check", request);
    const failures = answer
      .getFailuresList()
      .map((one: any) => ({ property: one.getProperty(), reason: one.getReason() }));
    return {
      inputs: answer.getInputs().toJavaScript() as Values,
      failures: failures as { property: string; reason: string }[],
    };
  }

  async diff(id: string, olds: Values, news: Values) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.call("diff", request);
    const kinds = ["unknown", "none", "some"] as const;
    return { changes: kinds[answer.getChanges() as 0 | 1 | 2], replaces: answer.getReplacesList() as string[] };
  }

  async create(properties: Values) {
    const request = new messages.CreateRequest();
    request.setProperties(struct(properties));
    const answer = await this.call("create", request);
    return { id: answer.getId() as string, outs: answer.getProperties().toJavaScript() as Values };
  }

  async read(id: string, properties: Values) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(properties));
    const answer = await this.call("read", request);
    const inputs = answer.getInputs()?.toJavaScript() as Values | undefined;
    return { id: answer.getId() as string, props: answer.getProperties().toJavaScript() as Values, inputs };
  }

  async update(id: string, olds: Values, news: Values) {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    return { outs: (await this.call("update", request)).getProperties().toJavaScript() as Values };
  }

  async delete(id: string, properties: Values): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(properties));
    await this.call("delete", request);
  }

  private async configure(config: Readonly<Record<string, string>>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(config));
    await this.call("configure", request);
  }

  private call(method: string, request: unknown): Promise<any> {
    return new Promise((resolve, reject) => {
      this.client[method](request, (error: any, answer: unknown) => {
        if (error === null || error === undefined) resolve(answer);
        else reject(new CallError(error.details, readInitFailure(error)));
      });
    });
  }
}

function struct(values: Values): unknown {
  return Struct.fromJavaScript(values);
}

function readInitFailure(error: any): InitFailure | undefined {
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (bytes === undefined) return undefined;
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failure.getId(), properties: failure.getProperties().toJavaScript(), reasons: failure.getReasonsList() };
}
