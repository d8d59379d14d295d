import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

type Values = Readonly<Record<string, unknown>>;
type Struct = Parameters<messages.CheckRequest["setOlds"]>[0];
type Credentials = ConstructorParameters<typeof ResourceProviderClient>[1];

// The very copies that the dynamic provider process itself uses.
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));
const { credentials } = fromPulumi("@grpc/grpc-js") as { credentials: { createInsecure(): Credentials } };
const structs = fromPulumi("google-protobuf/google/protobuf/struct_pb") as {
  readonly Struct: { fromJavaScript(values: Values): Struct };
};

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
    private readonly client: ResourceProviderClient,
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
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
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
    const answer = await this.call<messages.CheckResponse>((done) => this.client.check(request, done));
    const failures = answer
      .getFailuresList()
      .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
    return { inputs: values(answer.getInputs()), failures };
  }

  async diff(id: string, olds: Values, news: Values) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.call<messages.DiffResponse>((done) => this.client.diff(request, done));
    const kinds = ["unknown", "none", "some"] as const;
    return { changes: kinds[answer.getChanges()], replaces: answer.getReplacesList() };
  }

  async create(properties: Values) {
    const request = new messages.CreateRequest();
    request.setProperties(struct(properties));
    const answer = await this.call<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), outs: values(answer.getProperties()) };
  }

  async read(id: string, properties: Values) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(properties));
    const answer = await this.call<messages.ReadResponse>((done) => this.client.read(request, done));
    return { id: answer.getId(), props: values(answer.getProperties()), inputs: values(answer.getInputs()) };
  }

  async update(id: string, olds: Values, news: Values) {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.call<messages.UpdateResponse>((done) => this.client.update(request, done));
    return { outs: values(answer.getProperties()) };
  }

  async delete(id: string, properties: Values): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(properties));
    await this.call((done) => this.client.delete(request, done));
  }

  private async configure(config: Readonly<Record<string, string>>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(config));
    await this.call((done) => this.client.configure(request, done));
  }

  private call<Answer>(ask: (done: (error: ServiceError | null, answer: Answer) => void) => unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      ask((error, answer) => {
        if (error === null) resolve(answer);
        else reject(new CallError(error.details, readInitFailure(error)));
      });
    });
  }
}

function struct(given: Values): Struct {
  return structs.Struct.fromJavaScript(given);
}

function values(message: Struct): Values {
  return message?.toJavaScript() ?? {};
}

function readInitFailure(error: ServiceError): InitFailure | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (bytes === undefined) return undefined;
  const [detail] = Status.deserializeBinary(Buffer.from(bytes)).getDetailsList();
  if (detail === undefined) return undefined;
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failure.getId(), properties: values(failure.getProperties()), reasons: failure.getReasonsList() };
}
