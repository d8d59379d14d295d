import * as pulumi from "@pulumi/pulumi";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  explainRelay,
  explainRelayOutput,
  getEffectivePermissions,
  getEffectivePermissionsOutput,
  getReceiveConnector,
  getReceiveConnectorOutput,
  Provider,
} from "../../sdk";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";

const TOKEN = "relay_functions_0123456789abcdefghijklmnopqrstuvwxyz";
const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const MAIL = { from: "192.168.2.55", mailFrom: "crm@contoso.com", rcptTo: "customer@fabrikam.com" };

let folder: string;
let host: RelayHost;
let port: number;
let id: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-functions-"));
  host = await startRelayHost({ dataDir: folder, token: TOKEN });
  port = await freePort();
  const byHand = new ControlCalls(host);
  const settings = { name: "CRM Application", bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["192.168.2.55"] };
  const made = await byHand.create("ReceiveConnector", { ...settings, permissionGroups: ["AnonymousUsers"] });
  id = made.id;
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(kind: "preview" | "update", endpoint = host.endpoint): Promise<void> {
  const newResource = ({ name, inputs }: { name: string; inputs: object }) => ({ id: `${name}-id`, state: inputs });
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "crm", "dev", kind === "preview", "acme");
  pulumi.runtime.setAllConfig({ "relay:endpoint": endpoint, "relay:token": TOKEN }, ["relay:token"]);
}

afterEach(() => pulumi.runtime.setAllConfig({}));

interface Seen<Value> {
  readonly value: Value;
  readonly isKnown: boolean;
  readonly isSecret: boolean;
}

async function look<Value>(output: pulumi.Output<Value>): Promise<Seen<Value>> {
  const inside = output as unknown as {
    promise(withUnknowns: true): Promise<Value>;
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
  };
  return { value: await inside.promise(true), isKnown: await inside.isKnown, isSecret: await inside.isSecret };
}

const unknownText = (): pulumi.Output<string> => pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;

describe.each(["preview", "update"] as const)("asked in a %s", (kind) => {
  beforeEach(() => run(kind));

  test("getReceiveConnector finds a connector by id, and by name without regard to case", async () => {
    const byName = await getReceiveConnector({ connector: "crm application" });
    expect(byName).toMatchObject({ id, name: "CRM Application", ownerStack: null, unmanagedEntries: [] });
    expect(await getReceiveConnector({ connector: id })).toEqual(byName);
  });

  test("getEffectivePermissions says who holds what, and by which entry", async () => {
    const { permissions } = await getEffectivePermissions({ connector: id });
    expect(permissions).toMatchObject([{ principals: [ANONYMOUS], denied: [] }]);
    expect(permissions[0]?.granted.map(({ by }) => by.entry)).toEqual(Array(4).fill("preset:AnonymousUsers"));
  });

  test("explainRelay says whether a mail would pass, and with which reply", async () => {
    const refused = await explainRelay({ ...MAIL, to: `127.0.0.1:${port}` });
    expect(refused).toMatchObject({ allowed: false, reply: "550 5.7.1 Unable to relay" });
    expect(refused.verdict.reason).toBe("no-relay-right");
  });

  test("outputs answer the same, and are no secrets", async () => {
    const provider = new Provider("east", { endpoint: host.endpoint, token: TOKEN });
    const { value, isSecret } = await look(getReceiveConnectorOutput({ connector: pulumi.output(id) }, { provider }));
    expect({ name: value.name, isSecret }).toEqual({ name: "CRM Application", isSecret: false });
  });

  test("a connector that is not there is an error that names those which are", async () => {
    await expect(getReceiveConnector({ connector: "Printers" })).rejects.toThrow(
      'There is no receive connector "Printers" on the host. It has: CRM Application.',
    );
  });

  test("an address that cannot be read is an error with the host's words", async () => {
    await expect(explainRelay({ ...MAIL, from: "crm", to: `127.0.0.1:${port}` })).rejects.toThrow(
      /explainRelay: The relay host refuses: from: "crm" is not an address/,
    );
  });
});

describe("what is not known yet", () => {
  beforeEach(() => run("preview"));

  test.each([
    ["getReceiveConnector", () => getReceiveConnectorOutput({ connector: unknownText() })],
    ["getEffectivePermissions", () => getEffectivePermissionsOutput({ connector: id, user: unknownText() })],
    ["explainRelay", () => explainRelayOutput({ ...MAIL, from: unknownText(), to: `127.0.0.1:${port}` })],
  ] as const)("%s answers unknown to an unknown input", async (_name, ask) => {
    expect((await look<unknown>(ask())).isKnown).toBe(false);
  });

  test("an explicit provider whose endpoint is unknown makes the output unknown, and the plain function says so", async () => {
    const provider = new Provider("east", { endpoint: unknownText(), token: TOKEN });
    const output = getReceiveConnectorOutput({ connector: id }, { provider });
    expect((await look(output)).isKnown).toBe(false);
    await expect(getReceiveConnector({ connector: id }, { provider })).rejects.toThrow(
      /Ask with getReceiveConnectorOutput/,
    );
  });
});

describe("a host that cannot be reached", () => {
  let nowhere: string;
  beforeAll(async () => void (nowhere = `http://127.0.0.1:${await freePort()}`));

  test("is an error of the plain function", async () => {
    await run("preview", nowhere);
    await expect(getReceiveConnector({ connector: id })).rejects.toThrow(
      /^getReceiveConnector: The relay host at \S+ cannot be reached after 1 attempt/,
    );
  });

  test("makes an output unknown in a preview: it never guesses", async () => {
    await run("preview", nowhere);
    const warn = jest.spyOn(console, "warn").mockImplementation();
    const answer = explainRelayOutput({ ...MAIL, to: `127.0.0.1:${port}` });
    expect((await look(answer)).isKnown).toBe(false);
    expect(String(warn.mock.calls[0]?.[0])).toContain("What it would answer is unknown in this preview.");
    warn.mockRestore();
  });
});

test("a refused token is named by where it came from", async () => {
  await run("update");
  pulumi.runtime.setAllConfig({ "relay:endpoint": host.endpoint, "relay:token": "wrong" }, ["relay:token"]);
  await expect(getReceiveConnector({ connector: id })).rejects.toThrow(/refuses the token in relay:token/);
});
