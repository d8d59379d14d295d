import type { RelayHost } from "./relay-host";

/** An object as the control API shows it. */
export interface ShownObject {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly owner: { readonly stack: string; readonly logicalId: string } | null;
  readonly secretVersion: string | null;
}

/** Where the control API has the objects of a kind, below `/v1/`. */
export const COLLECTIONS = {
  ReceiveConnector: "receive-connectors",
  ConnectorPermission: "connector-permissions",
  AcceptedDomain: "accepted-domains",
  SendConnector: "send-connectors",
  RelayUser: "relay-users",
  RelayGroup: "relay-groups",
  TransportConfig: "transport-config",
} as const;

/** Of the TransportConfig there is one, at the collection's own path. */
function pathOf(kind: CollectionKind, id: string): string {
  return kind === "TransportConfig" ? `/v1/${COLLECTIONS[kind]}` : `/v1/${COLLECTIONS[kind]}/${id}`;
}

/** What no settings hold; null removes. */
export interface GivenSecrets {
  readonly password: string | null;
}

export type CollectionKind = keyof typeof COLLECTIONS;

/** Calls to a host as an administrator makes them by hand: with a token, past every program. */
export class ControlCalls {
  constructor(private readonly host: Pick<RelayHost, "endpoint" | "token">) {}

  async list(kind: CollectionKind): Promise<readonly ShownObject[]> {
    const { body } = await this.call("GET", `/v1/${COLLECTIONS[kind]}`);
    return kind === "TransportConfig" ? [body as ShownObject] : (body as { items: ShownObject[] }).items;
  }

  async find(kind: CollectionKind, isWanted: (object: ShownObject) => boolean): Promise<ShownObject> {
    const found = (await this.list(kind)).find(isWanted);
    if (!found) throw new Error(`the host has no such ${kind}`);
    return found;
  }

  async create(kind: CollectionKind, settings: unknown): Promise<ShownObject> {
    return (await this.call("POST", `/v1/${COLLECTIONS[kind]}`, { settings })).body as ShownObject;
  }

  /** Changes some settings of an object, as it stands now. */
  async change(
    kind: CollectionKind,
    id: string,
    changes: Readonly<Record<string, unknown>>,
    secrets?: GivenSecrets,
  ): Promise<ShownObject> {
    const path = pathOf(kind, id);
    const { body, etag } = await this.call("GET", path);
    const settings = { ...(body as ShownObject).settings, ...changes };
    const written = { settings, ...(secrets && { secrets }) };
    return (await this.call("PUT", path, written, { "if-match": etag })).body as ShownObject;
  }

  async remove(kind: CollectionKind, id: string): Promise<void> {
    const path = pathOf(kind, id);
    const { etag } = await this.call("GET", path);
    await this.call("DELETE", path, undefined, { "if-match": etag });
  }

  /** @throws Error with the host's own words when it answers other than 2xx. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly body: unknown; readonly etag: string }> {
    const response = await fetch(`${this.host.endpoint}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.host.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return { body: text === "" ? undefined : JSON.parse(text), etag: response.headers.get("etag") ?? "" };
  }
}
