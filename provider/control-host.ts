import type * as Client from "../client";
import type { ConnectionSettings } from "./connection-settings";
import { explainRefusal, explainSilence } from "./explain-refusal";
import { Gate } from "./gate";
import { programCommit } from "./program-commit";
import { ProviderError } from "./provider-error";
import type {
  Creation,
  HostObject,
  Installation,
  KnownObject,
  Ownership,
  Reading,
  RelayHost,
  ResourceKind,
  UpdateTarget,
} from "./relay-host";
import type { Run } from "./run";
import { version } from "./version";

/** What a client of the control API is made of. */
export interface ControlHostParts {
  /** The module, loaded late. */
  readonly client: typeof Client;
  readonly settings: ConnectionSettings;
  readonly run: Run;
  /** Repeats what fails. */
  readonly patient: Client.ControlClient;
  /** Gives up at once. */
  readonly hasty: Client.ControlClient;
}

const MOST_AT_A_TIME = 16;

// The collections are alike in the OpenAPI document; one stands for all in the types of the client.
type Collection = "/v1/receive-connectors";
type Settings = Client.components["schemas"]["ReceiveConnectorInput"];

const COLLECTIONS: Readonly<Record<ResourceKind, string>> = {
  ReceiveConnector: "/v1/receive-connectors",
  ConnectorPermission: "/v1/connector-permissions",
  AcceptedDomain: "/v1/accepted-domains",
  SendConnector: "/v1/send-connectors",
  RelayUser: "/v1/relay-users",
  RelayGroup: "/v1/relay-groups",
  TransportConfig: "/v1/transport-config",
};

/** A relay host behind its control API. */
export class ControlHost implements RelayHost {
  readonly endpoint: string;
  private readonly commit = programCommit(process.cwd());
  private readonly gate = new Gate(MOST_AT_A_TIME);

  constructor(private readonly parts: ControlHostParts) {
    this.endpoint = parts.patient.endpoint.url;
  }

  create(kind: ResourceKind, settings: object, options: Creation) {
    return this.answered(async ({ dataOf }, { api }) => {
      const { adoptExisting, declaredAt } = options;
      const headers = this.writeHeaders(options, { adoptExisting, declaredAt });
      const body = { settings: settings as Settings, ...(options.secrets && { secrets: options.secrets }) };
      return dataOf(api.POST(collection(kind), { headers, body }));
    });
  }

  read(kind: ResourceKind, { id, known }: Reading) {
    return this.unlessGone(async ({ dataOf, relayHeaders }, { api }) => {
      const headers =
        known === undefined
          ? {}
          : relayHeaders({ stack: known.stack, ownerToken: known.ownerToken, installation: spell(known.installation) });
      return hostObject(await dataOf(api.GET(pathOf(kind), { params: { path: { id } }, headers })));
    });
  }

  update(kind: ResourceKind, settings: object, target: UpdateTarget) {
    return this.answered(async ({ dataOf }, { api }) => {
      const { id, revokeEntries, secrets } = target;
      const revocations = revokeEntries.length === 0 ? {} : { revokeEntries: [...revokeEntries] };
      return dataOf(
        api.PUT(pathOf(kind), {
          params: { path: { id } },
          headers: { ...this.updateHeaders(target), "If-Match": entityTag(target) },
          body: { settings: settings as Settings, ...revocations, ...(secrets && { secrets }) },
        }),
      );
    });
  }

  async delete(kind: ResourceKind, known: KnownObject) {
    return this.unlessGone(async ({ dataOf }, { api }) => {
      const headers = { ...this.writeHeaders(known), "If-Match": entityTag(known) };
      const path = { id: known.id };
      const { deleted } = await dataOf(api.DELETE(pathOf(kind), { params: { path }, headers }));
      return deleted ? ("deleted" as const) : ("kept" as const);
    });
  }

  list(kind: ResourceKind) {
    return this.call(this.parts.hasty, async ({ dataOf }, { api }) => {
      const answer: unknown = await dataOf(api.GET(collection(kind)));
      return itemsOf(answer).map(hostObject);
    });
  }

  state() {
    return this.call(this.parts.hasty, ({ hostState }, control) => hostState(control));
  }

  certificates() {
    return this.call(
      this.parts.hasty,
      async ({ dataOf }, { api }) => (await dataOf(api.GET("/v1/certificates"))).items,
    );
  }

  freeze() {
    return this.call(this.parts.hasty, async ({ dataOf }, { api }) => (await dataOf(api.GET("/v1/freeze"))).frozen);
  }

  async declare(stack: string, declared: readonly { readonly kind: ResourceKind; readonly logicalId: string }[]) {
    await this.call(this.parts.hasty, ({ dataOf }, { api }) => {
      const { id, startedAt } = this.parts.run.stampWrite();
      const body = { run: id, runStarted: startedAt, declared: [...declared] };
      return dataOf(api.PUT("/v1/stacks/{stack}/declarations", { params: { path: { stack } }, body }));
    });
  }

  private updateHeaders({ stack, ownerToken, declaredAs, declaredAt }: UpdateTarget): Record<string, string> {
    const { logicalId, stack: declaredStack } = declaredAs;
    const moved = declaredStack === stack ? {} : { declaredStack };
    return this.writeHeaders({ stack, logicalId, ownerToken }, { ...moved, declaredAt });
  }

  private writeHeaders(by: Ownership, more: MoreHeaders = {}): Record<string, string> {
    const { stack, logicalId, ownerToken } = by;
    const program = `pulumi-smtp-relay ${version()}`;
    const { breakGlass } = this.parts.settings;
    const run = this.parts.run.stampWrite();
    return this.parts.client.relayHeaders({
      stack,
      logicalId,
      ownerToken,
      run,
      commit: this.commit,
      program,
      breakGlass,
      ...more,
    });
  }

  private async answered(call: Call<unknown>): Promise<HostObject> {
    return hostObject(await this.call(this.parts.patient, call));
  }

  // Gone is only what the right installation says is gone: any other 404 comes from something else.
  private async unlessGone<Answer>(call: Call<Answer>): Promise<Answer | "gone"> {
    return this.call(this.parts.patient, async (client, control) => {
      try {
        return await call(client, control);
      } catch (error) {
        if (error instanceof client.ControlProblem && error.code === "RELAY_NOT_FOUND") return "gone";
        throw error;
      }
    });
  }

  private async call<Answer>(control: Client.ControlClient, call: Call<Answer>): Promise<Answer> {
    const { client, settings } = this.parts;
    try {
      return await this.gate.pass(() => call(client, control));
    } catch (error) {
      if (error instanceof client.ControlProblem) throw explainRefusal(error, this.endpoint, settings);
      if (error instanceof client.ControlUnreachable) throw explainSilence(error, settings);
      if (this.parts.run.cli.isGone()) throw new ProviderError("The Pulumi command has ended.", { cause: error });
      throw error;
    }
  }
}

type MoreHeaders = Pick<Client.DeclaredBy, "adoptExisting" | "declaredAt" | "declaredStack">;

type Call<Answer> = (client: typeof Client, control: Client.ControlClient) => Promise<Answer>;

function collection(kind: ResourceKind): Collection {
  return COLLECTIONS[kind] as Collection;
}

// Of the TransportConfig there is one, at the path itself.
function pathOf(kind: ResourceKind): `${Collection}/{id}` {
  return (kind === "TransportConfig" ? collection(kind) : `${collection(kind)}/{id}`) as `${Collection}/{id}`;
}

function itemsOf(answer: unknown): readonly unknown[] {
  const { items } = answer as { readonly items?: readonly unknown[] };
  return items ?? [answer];
}

function hostObject(answer: unknown): HostObject {
  return answer as HostObject;
}

function spell({ id, epoch }: Installation): string {
  return `${id}.${epoch}`;
}

function entityTag({ installation, revision }: KnownObject): string {
  return `"${spell(installation)}.${revision}"`;
}
