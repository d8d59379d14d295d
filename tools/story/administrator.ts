import type { RelayHost } from "../harness/relay-host";
import { StoryError } from "./narrator";

interface StoredConnector {
  readonly id: string;
  readonly settings: { readonly name: string; readonly remoteIpRanges: readonly string[] };
}

/** What setup leaves on every host: a connector for everybody, that takes mail for our own domains only. */
export async function createDefaultConnector(host: RelayHost, port: number): Promise<void> {
  await call(host, "POST", "/v1/receive-connectors", {
    settings: {
      name: "Default Frontend",
      bindings: [`0.0.0.0:${port}`],
      remoteIpRanges: ["0.0.0.0/0"],
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
    },
  });
}

/** The change that nobody reviewed. */
export async function addRangeByHand(host: RelayHost, name: string, range: string): Promise<void> {
  const { body } = await call(host, "GET", "/v1/receive-connectors");
  const connector = (body as { items: StoredConnector[] }).items.find((item) => item.settings.name === name);
  if (!connector) throw new StoryError(`the host has no connector "${name}"`);
  const path = `/v1/receive-connectors/${connector.id}`;
  const { etag } = await call(host, "GET", path);
  const remoteIpRanges = [...connector.settings.remoteIpRanges, range];
  await call(host, "PUT", path, { settings: { ...connector.settings, remoteIpRanges } }, { "if-match": etag });
}

async function call(
  host: RelayHost,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly body: unknown; readonly etag: string }> {
  const response = await fetch(`${host.endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new StoryError(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return { body: await response.json(), etag: response.headers.get("etag") ?? "" };
}
