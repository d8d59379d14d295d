import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findProcess } from "../../provider/process-identity";
import { PROVIDER_SOURCE } from "../../sdk/provider-source";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { waitFor } from "../../tools/harness/wait-for";
import { type CallError, ProviderProcess } from "./provider-process";

type Kind = keyof typeof PROVIDER_SOURCE;

/** An answer of the control API about one object, or about a collection. */
interface OnHost {
  readonly id: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly items: readonly OnHost[];
}

const TOKEN = "relay_provider_0123456789abcdefghijklmnopqrstuvwxyz";
const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";

jest.setTimeout(60_000);

let folder: string;
let host: RelayHost;
let port: number;
let running: ProviderProcess[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-host-"));
  host = await startHost("data");
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  port = await freePort();
  running = [];
});

afterEach(async () => {
  for (const one of running) await one.stop();
  for (const collection of ["connector-permissions", "receive-connectors", "accepted-domains"]) {
    for (const { id } of (await onHost(collection)).items) {
      await onHost(`${collection}/${id}`, { method: "DELETE", headers: { "if-match": "*" } });
    }
  }
});

function startHost(data: string): Promise<RelayHost> {
  return startRelayHost({ dataDir: join(folder, data), token: TOKEN });
}

async function startProvider(config: object = {}): Promise<ProviderProcess> {
  const started = await ProviderProcess.start({ "relay:endpoint": host.endpoint, "relay:token": TOKEN, ...config });
  running.push(started);
  return started;
}

function declared(kind: Kind, name: string, args: object, preview = false): Record<string, unknown> {
  const hidden = { logicalId: `${kind}::${name}`, stack: "acme/crm/dev", preview, __provider: PROVIDER_SOURCE[kind] };
  return { ...args, ...hidden };
}

function crm(args: object = {}): Record<string, unknown> {
  const own = { name: "CRM Application", bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["192.168.2.55"] };
  return declared("ReceiveConnector", "crm", { ...own, ...args });
}

async function up(provider: ProviderProcess, declaration: Record<string, unknown>) {
  const { inputs, failures } = await provider.check({}, declaration);
  expect(failures).toEqual([]);
  return { inputs, ...(await provider.create(inputs)) };
}

async function onHost(path: string, options: RequestInit = {}) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...options.headers };
  const answer = await fetch(`${host.endpoint}/v1/${path}`, { ...options, headers });
  return (await answer.json()) as OnHost;
}

describe("the dynamic provider process and a relay host", () => {
  test("create, refresh, change and delete a connector", async () => {
    const provider = await startProvider();
    const { id, outs, inputs } = await up(provider, crm());
    expect(outs).toMatchObject({ __provider: PROVIDER_SOURCE.ReceiveConnector, remoteIpRanges: ["192.168.2.55"] });
    const found = await provider.read(id, outs);
    expect(found).toMatchObject({ id, inputs, props: outs });
    expect(await provider.diff(id, found.props, inputs)).toEqual({ changes: "none", replaces: [] });
    const { inputs: news } = await provider.check(inputs, crm({ remoteIpRanges: ["192.168.2.56", "192.168.2.55"] }));
    expect(await provider.diff(id, outs, news)).toEqual({ changes: "unknown", replaces: [] });
    const { outs: after } = await provider.update(id, outs, news);
    expect((await onHost(`receive-connectors/${id}`)).settings["remoteIpRanges"]).toEqual([
      "192.168.2.55",
      "192.168.2.56",
    ]);
    await provider.delete(id, after);
    await provider.delete(id, after);
    expect((await provider.read(id, after)).id).toBe("");
  });

  test("the first calls may come many at once", async () => {
    const provider = await startProvider();
    const domains = Array.from({ length: 50 }, (_, n) =>
      declared("AcceptedDomain", `d${n}`, { domainName: `d${n}.test` }),
    );
    const made = await Promise.all(domains.map((domain) => up(provider, domain)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(50);
    expect((await onHost("accepted-domains")).items).toHaveLength(50);
  });

  test("a create that is repeated after a crash finds its object again", async () => {
    const first = await up(await startProvider(), crm());
    const again = await up(await startProvider(), crm({ comment: "again" }));
    expect(again.id).toBe(first.id);
    const late = await startProvider();
    await late.delete(first.id, first.outs);
    expect((await onHost(`receive-connectors/${first.id}`)).settings["comment"]).toBe("again");
  });

  test("a stale plan is refused with who changed what since", async () => {
    const provider = await startProvider();
    const { id, outs, inputs } = await up(provider, crm());
    const { settings } = await onHost(`receive-connectors/${id}`);
    const body = JSON.stringify({ settings: { ...settings, comment: "by hand" } });
    await onHost(`receive-connectors/${id}`, { method: "PUT", headers: { "if-match": "*" }, body });
    const update = provider.update(id, outs, { ...inputs, comment: "by program" });
    await expect(update).rejects.toThrow(/comment.*RELAY_REVISION_STALE.*pulumi up --refresh/);
  });

  test("a right that somebody made by hand is drift, and an update takes it away", async () => {
    const provider = await startProvider();
    const { id, outs, inputs } = await up(provider, crm());
    const settings = { connector: id, principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] };
    await onHost("connector-permissions", { method: "POST", body: JSON.stringify({ settings }) });
    const { props } = await provider.read(id, outs);
    expect(props["unmanagedEntries"]).toMatchObject([{ principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] }]);
    expect(await provider.diff(id, props, inputs)).toEqual({ changes: "unknown", replaces: [] });
    await provider.update(id, props, inputs);
    expect((await onHost("connector-permissions")).items).toEqual([]);
  });

  test("a permission that moves to another connector is created before the old one is deleted", async () => {
    const provider = await startProvider();
    const first = await up(provider, crm());
    const other = declared("ReceiveConnector", "other", { ...crm(), name: "Other", remoteIpRanges: ["10.0.0.1"] });
    const second = await up(provider, other);
    const entry = { principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] };
    const permission = (connector: string) => declared("ConnectorPermission", "relay", { ...entry, connector });
    const old = await up(provider, permission(first.id));
    const { inputs } = await provider.check(old.inputs, permission(second.id));
    expect(await provider.diff(old.id, old.outs, inputs)).toEqual({ changes: "unknown", replaces: ["connector"] });
    await provider.create(inputs);
    await provider.delete(old.id, old.outs);
    const { items } = await onHost("connector-permissions");
    expect(items.map(({ settings }) => settings["connector"])).toEqual([second.id]);
  });

  test("another installation is an error, never gone", async () => {
    const { id, outs, inputs } = await up(await startProvider(), crm());
    const other = await startHost("other");
    const provider = await startProvider({ "relay:endpoint": other.endpoint });
    for (const call of [provider.read(id, outs), provider.update(id, outs, inputs), provider.delete(id, outs)]) {
      await expect(call).rejects.toThrow(/RELAY_INSTALLATION_MISMATCH/);
    }
    await other.stop();
  });

  test("an unreachable host is an error that names it, never gone, and a preview still works", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const { id, outs } = await up(await startProvider(), crm());
    const provider = await startProvider({ "relay:endpoint": endpoint });
    const { failures } = await provider.check({}, { ...crm(), preview: true });
    expect(failures).toEqual([]);
    expect(provider.printed).toEqual([expect.stringContaining(`this preview could not compare the program`)]);
    await expect(provider.read(id, outs)).rejects.toThrow(new RegExp(`${endpoint} cannot be reached`));
  });

  test("a wrong token is refused with where it came from, and no stack trace is printed", async () => {
    const { id, outs } = await up(await startProvider(), crm());
    const provider = await startProvider({ "relay:token": "relay_wrong_0123456789abcdefghijklmnopqrstuvwxyz" });
    await expect(provider.read(id, outs)).rejects.toThrow(
      / refuses the token in relay:token .*--run-program or RELAY_TOKEN/,
    );
    expect(provider.printed).toEqual(["crm: failed; the error is shown with the resource"]);
  });

  test("a port that is taken is a partial failure that the next update finishes", async () => {
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const provider = await startProvider();
    const { inputs } = await provider.check({}, crm());
    const failure = (await provider.create(inputs).catch((error: unknown) => error)) as CallError;
    expect(failure.initFailure?.reasons).toEqual([
      expect.stringMatching(
        new RegExp(
          `^crm is stored, but the host at \\S+ does not enforce all of it: Cannot listen on .*:${port} .*pulumi up`,
        ),
      ),
    ]);
    expect(failure.initFailure?.properties).toMatchObject({
      __provider: PROVIDER_SOURCE.ReceiveConnector,
      revision: expect.any(Number) as number,
    });
    other.close();
    await once(other, "close");
    const { id, properties } = failure.initFailure as NonNullable<CallError["initFailure"]>;
    expect((await provider.update(id, properties, inputs)).outs["name"]).toBe("CRM Application");
  });

  test("what is wrong is told all at once, each on its property", async () => {
    const provider = await startProvider();
    const { failures } = await provider.check(
      {},
      crm({ bindings: ["25"], remoteIpRanges: ["10.0.0.1/8"], requireTls: "yes" }),
    );
    expect(failures.map(({ property }) => property)).toEqual(["bindings[0]", "remoteIpRanges[0]", "requireTls"]);
  });
});

test("a provider process ends with the Pulumi command that started it, however that ends", async () => {
  const script = `
    const { spawn } = require("node:child_process");
    const main = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const preload = ["-e", "require('pulumi-smtp-relay/provider'); require(process.argv[1])", main, "127.0.0.1:1"];
    const provider = spawn(process.execPath, preload, { stdio: ["ignore", "pipe", "inherit"] });
    provider.stdout.once("data", () => console.log(provider.pid));
    setInterval(() => {}, 1000);`;
  const command = spawn(process.execPath, ["-e", script], { cwd: PROJECT_ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const [pid] = (await once(createInterface({ input: command.stdout }), "line")) as [string];
  expect(findProcess(Number(pid))).toBeDefined();
  command.kill("SIGKILL");
  await waitFor("the end of the provider process", () => findProcess(Number(pid)) === undefined);
});
