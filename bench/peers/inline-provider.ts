import type * as pulumi from "@pulumi/pulumi";

// The peer of the provider bench: the same work for a ReceiveConnector, written the way a program would write it, as one
// `pulumi.dynamic.ResourceProvider` that Pulumi serialises into every resource. It stands alone on purpose: what it
// captured from the model could not be serialised at all.

type Inputs = Record<string, unknown>;

const DEFAULTS: Inputs = {
  enabled: true,
  comment: "",
  permissionGroups: ["None"],
  authMechanism: ["Tls"],
  requireTls: false,
  fqdn: null,
  banner: null,
  maxMessageSize: 37_748_736,
  maxHeaderSize: 262_144,
  maxRecipientsPerMessage: 200,
  maxHopCount: 30,
  maxProtocolErrors: 5,
  connectionTimeout: "00:10:00",
  connectionInactivityTimeout: "00:05:00",
  maxInboundConnection: 5000,
  maxInboundConnectionPerSource: 20,
  tarpitInterval: "00:00:05",
  protocolLoggingLevel: "None",
  allowWideRelay: null,
  owner: null,
  reason: null,
};
const GROUPS = ["None", "AnonymousUsers", "ExchangeUsers", "ExchangeServers", "ExchangeLegacyServers", "Partners"];
const MECHANISMS = ["None", "Tls", "BasicAuth", "BasicAuthRequireTLS", "ExternalAuthoritative"];
const NUMBERS: Record<string, readonly [number, number]> = {
  maxMessageSize: [65_536, 2_147_483_647],
  maxHeaderSize: [1, 2_147_483_647],
  maxRecipientsPerMessage: [1, 512_000],
  maxHopCount: [1, 500],
};
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const settings = { endpoint: "", token: "" };

function addressValue(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  if (!parts || parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith("0")))) return undefined;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

function rangeOf(text: string): readonly [number, number] | undefined {
  const [first = "", last] = text.split("-");
  const [base = "", bits] = first.split("/");
  const start = addressValue(base);
  if (start === undefined) return undefined;
  if (bits !== undefined) {
    const size = 2 ** (32 - Number(bits));
    return Number(bits) >= 0 && Number(bits) <= 32 && start % size === 0 ? [start, start + size - 1] : undefined;
  }
  const end = last === undefined ? start : addressValue(last);
  return end === undefined || end < start ? undefined : [start, end];
}

function canonicalList(values: readonly string[], known: readonly string[], fail: (value: string) => void): string[] {
  const found = values.map((value) => {
    const name = known.find((candidate) => candidate.toLowerCase() === String(value).toLowerCase());
    if (!name && value !== UNKNOWN) fail(String(value));
    return name ?? String(value);
  });
  return [...new Set(found)].sort((a, b) => known.indexOf(a) - known.indexOf(b));
}

function settle(news: Inputs): { inputs: Inputs; failures: { property: string; reason: string }[] } {
  const failures: { property: string; reason: string }[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });
  const inputs: Inputs = { ...DEFAULTS, ...news };
  const name = inputs["name"];
  if (
    name !== UNKNOWN &&
    (typeof name !== "string" || name.length < 1 || name.length > 64 || /[\\\p{Cc}]/u.test(name))
  ) {
    fail("name", `${String(name)} is not a name of 1 to 64 characters without backslash`);
  }
  for (const [index, range] of ((inputs["remoteIpRanges"] ?? []) as string[]).entries()) {
    if (range !== UNKNOWN && !rangeOf(range)) fail(`remoteIpRanges[${index}]`, `${range} is not an address range`);
  }
  for (const [index, binding] of ((inputs["bindings"] ?? []) as string[]).entries()) {
    const [address = "", port = ""] = binding.split(":");
    if (binding !== UNKNOWN && (addressValue(address) === undefined || !(Number(port) > 0 && Number(port) < 65_536))) {
      fail(`bindings[${index}]`, `${binding} is not address:port`);
    }
  }
  for (const [property, [least, most]] of Object.entries(NUMBERS)) {
    const value = inputs[property];
    if (value === UNKNOWN) continue;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      fail(property, `${String(value)} is not a whole number from ${least} to ${most}`);
    }
  }
  inputs["permissionGroups"] = canonicalList(inputs["permissionGroups"] as string[], GROUPS, (value) =>
    fail("permissionGroups", `${value} is not a permission group`),
  );
  inputs["authMechanism"] = canonicalList(inputs["authMechanism"] as string[], MECHANISMS, (value) =>
    fail("authMechanism", `${value} is not a mechanism`),
  );
  const mechanisms = inputs["authMechanism"] as string[];
  const groups = inputs["permissionGroups"] as string[];
  if (mechanisms.includes("ExternalAuthoritative") && !groups.includes("ExchangeServers")) {
    fail("authMechanism", "ExternalAuthoritative needs ExchangeServers in permissionGroups");
  }
  if (inputs["requireTls"] === true && !mechanisms.includes("Tls")) fail("requireTls", "needs Tls in authMechanism");
  inputs["remoteIpRanges"] = [...new Set(inputs["remoteIpRanges"] as string[])].sort(
    (a, b) => (rangeOf(a)?.[0] ?? 0) - (rangeOf(b)?.[0] ?? 0),
  );
  inputs["bindings"] = [...new Set(inputs["bindings"] as string[])].sort();
  return { inputs, failures };
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Inputs> {
  const response = await fetch(`${settings.endpoint}/v1/receive-connectors${path}`, {
    method,
    headers: { authorization: `Bearer ${settings.token}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Inputs;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return { ...answer, etag: response.headers.get("etag") };
}

function declared(inputs: Inputs): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([name]) => name in DEFAULTS || ["name", "bindings", "remoteIpRanges"].includes(name),
    ),
  );
}

/** Serialised by Pulumi into every resource that is made with it. */
export const inlineProvider: pulumi.dynamic.ResourceProvider = {
  async configure({ config }) {
    settings.endpoint = config.require("relay:endpoint");
    settings.token = config.require("relay:token");
  },
  async check(_olds, news: Inputs) {
    return settle(news);
  },
  async diff(_id, olds: Inputs, news: Inputs) {
    const changed = Object.keys(declared(news)).filter(
      (name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
    );
    return changed.length === 0 ? { changes: false } : { changes: true, replaces: [] };
  },
  async create(inputs: Inputs) {
    const object = await call("POST", "", { settings: declared(inputs) });
    return { id: String(object["id"]), outs: { ...declared(inputs), etag: object["etag"] } };
  },
  async read(id, props: Inputs) {
    const object = await call("GET", `/${id}`);
    return { id, props: { ...props, ...(object["settings"] as Inputs), etag: object["etag"] } };
  },
  async update(id, olds: Inputs, news: Inputs) {
    const object = await call("PUT", `/${id}`, { settings: declared(news) }, { "if-match": String(olds["etag"]) });
    return { outs: { ...declared(news), etag: object["etag"] } };
  },
  async delete(id, props: Inputs) {
    await call("DELETE", `/${id}`, undefined, { "if-match": String(props["etag"]) });
  },
};
