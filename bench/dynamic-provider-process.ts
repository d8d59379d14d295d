import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PROJECT_ROOT } from "../tools/harness/project-root";

interface ProviderClient extends grpc.Client {
  readonly [rpc: string]: unknown;
}

type Properties = Record<string, unknown>;
const load = createRequire(__filename);
const { ResourceProviderClient } = load("@pulumi/pulumi/proto/provider_grpc_pb") as {
  ResourceProviderClient: new (address: string, credentials: grpc.ChannelCredentials) => ProviderClient;
};
const messages = load("@pulumi/pulumi/proto/provider_pb") as Record<string, new () => Message>;

interface Message {
  [setter: string]: (value: unknown) => unknown;
}

/** The engine's own dynamic-provider process, called over gRPC as the engine calls it. */
export class DynamicProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ProviderClient,
  ) {}

  static async start(config: Readonly<Record<string, string>>): Promise<DynamicProviderProcess> {
    const script = load.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      cwd: PROJECT_ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const started = new DynamicProviderProcess(child, client);
    await started.call("configure", "ConfigureRequest", { args: config });
    return started;
  }

  async check(urn: string, news: Properties): Promise<Properties> {
    const answer = await this.call("check", "CheckRequest", { urn, olds: {}, news });
    const failures = answer["getFailuresList"]?.(undefined) as readonly Message[];
    if (failures.length > 0) throw new Error(`check failed: ${String(failures[0]?.["getReason"]?.(undefined))}`);
    return (answer["getInputs"]?.(undefined) as Struct).toJavaScript();
  }

  /** Whether the provider finds any change. */
  async hasChanges(urn: string, id: string, olds: Properties, news: Properties): Promise<boolean> {
    const answer = await this.call("diff", "DiffRequest", { urn, id, olds, news });
    return answer["getChanges"]?.(undefined) !== 1;
  }

  async create(urn: string, properties: Properties): Promise<{ readonly id: string; readonly outputs: Properties }> {
    const answer = await this.call("create", "CreateRequest", { urn, properties });
    const outputs = (answer["getProperties"]?.(undefined) as Struct).toJavaScript();
    return { id: String(answer["getId"]?.(undefined)), outputs };
  }

  stop(): void {
    this.client.close();
    this.child.kill("SIGKILL");
  }

  private call(rpc: string, request: string, fields: Readonly<Record<string, unknown>>): Promise<Message> {
    const message = new messages[request]!();
    for (const [name, value] of Object.entries(fields)) {
      const setter = `set${name[0]!.toUpperCase()}${name.slice(1)}`;
      message[setter]!(typeof value === "object" ? Struct.fromJavaScript(value as never) : value);
    }
    return new Promise((resolve, reject) => {
      (this.client[rpc] as (...args: unknown[]) => void).call(
        this.client,
        message,
        (error: Error | null, answer: Message) => (error ? reject(error) : resolve(answer)),
      );
    });
  }
}
