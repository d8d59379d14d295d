import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type ControlClient, createControlClient, hostState, relayHeaders } from "../../client";
import { type ConfigState, TRANSPORT_CONFIG_ID } from "../../model";
import { type CollectionKind, COLLECTIONS, ControlCalls, type ShownObject } from "../../tools/harness/control-calls";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import type { DeclaredObject } from "./declarable";
import { PASSWORD } from "./replay-probe";

const STACK = "acme/random/prod";
const TOKEN = "relay_witness_0123456789abcdefghijklmnopqrstuvwxyz";
/** The API takes an end that is still to come, in whole seconds: how long a write may take until it is there. */
const SOON_MS = 1_000;

const REMOVED = ["ConnectorPermission", "ReceiveConnector", "AcceptedDomain", "RelayUser", "RelayGroup"] as const;

/** A real host, filled through its API by one stack as a program's run does. */
export class LiveHost {
  readonly #api: ControlCalls;
  readonly #client: ControlClient;
  #run = 0;

  private constructor(private readonly host: RelayHost) {
    this.#api = new ControlCalls(host);
    this.#client = createControlClient({ url: host.endpoint, token: host.token, caCert: null });
  }

  static async start(folder: string, flags: readonly string[]): Promise<LiveHost> {
    const dataDir = join(folder, randomUUID());
    const given = ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1", ...flags];
    return new LiveHost(await startRelayHost({ dataDir, token: TOKEN, flags: given }));
  }

  /** Makes a configuration the host's only one. What is to end soon has ended when this is done. */
  async load(objects: readonly DeclaredObject[]): Promise<void> {
    await this.#clear();
    this.#run += 1;
    const connectors = new Map<string, string>();
    const ending: (() => Promise<number>)[] = [];
    for (const object of objects) {
      const made = await this.#declare(object, connectors);
      if (object.kind === "ReceiveConnector") connectors.set(object.name, made.id);
      if (object.ends === "soon") ending.push(() => this.#end(object.kind, made.id));
    }
    let last = 0;
    for (const end of ending) last = await end();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, last + 1 - Date.now())));
  }

  /** What relayctl reads of it. */
  state(): Promise<ConfigState> {
    return hostState(this.#client);
  }

  async stop(): Promise<void> {
    await this.#client.close();
    await this.host.kill();
  }

  // By hand: what a stack lets go of would go on being served for a while.
  async #clear(): Promise<void> {
    for (const kind of REMOVED) {
      for (const { id } of await this.#api.list(kind)) {
        await this.#api.call("DELETE", `/v1/${COLLECTIONS[kind]}/${id}`, undefined, { "if-match": "*" });
      }
    }
  }

  async #declare(object: DeclaredObject, connectors: ReadonlyMap<string, string>): Promise<ShownObject> {
    const { kind, name, settings } = object;
    if (kind === "TransportConfig") return this.#api.change(kind, TRANSPORT_CONFIG_ID, settings);
    const { connector } = settings as { readonly connector?: string };
    const body = {
      settings: connector === undefined ? settings : { ...settings, connector: connectors.get(connector) },
      ...(kind === "RelayUser" ? { secrets: { password: PASSWORD } } : {}),
    };
    const startedAt = Date.now();
    const by = {
      stack: STACK,
      logicalId: `${kind}::${name}`,
      ownerToken: randomUUID(),
      run: { id: `run-${this.#run}`, startedAt, deadline: startedAt + 600_000 },
    };
    const { body: made } = await this.#api.call("POST", `/v1/${COLLECTIONS[kind]}`, body, relayHeaders(by));
    return made as ShownObject;
  }

  /** Answers when it ends, epoch milliseconds. */
  async #end(kind: CollectionKind, id: string): Promise<number> {
    const end = Math.ceil((Date.now() + SOON_MS) / 1000) * 1000;
    await this.#api.change(kind, id, { expiresAt: new Date(end).toISOString() });
    return end;
  }
}
