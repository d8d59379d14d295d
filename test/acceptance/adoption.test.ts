import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportFile } from "../../cli/pulumi-import/import-file";
import { runRelayctl } from "../cli/run-relayctl";
import { AcceptanceStage, crmConnector, type Declared, relayRight } from "./acceptance-stage";

jest.setTimeout(300_000);

const STACK = "organization/declared/dev";
const RIGHT = relayRight("crm-application", "crm-application-anonymous-logon-accept-any-recipient");

let stage: AcceptanceStage;
let file: ImportFile;

/** What the administrator made by hand, as a program declares it under the names of the import file. */
function declared(connectorArgs: Readonly<Record<string, unknown>> = {}): readonly Declared[] {
  return [
    { type: "TransportConfig", name: "transport-config", args: { trustedProxies: ["127.0.0.1"] } },
    { type: "RelayGroup", name: "applications", args: { name: "Applications" } },
    { type: "RelayUser", name: "crm-app", args: { username: "crm-app", groups: ["Applications"] } },
    { ...crmConnector(stage.smtpPort, connectorArgs), name: "crm-application" },
    RIGHT,
    { type: "AcceptedDomain", name: "contoso-com", args: { domainName: "contoso.com" } },
    {
      type: "SendConnector",
      name: "smart-host",
      args: { name: "Smart host", addressSpaces: ["*"], smartHosts: ["127.0.0.1:9"], requireTls: false },
    },
  ];
}

function exportFor(stack: string, ...flags: readonly string[]) {
  return runRelayctl(["export", "--format", "pulumi", "--stack", stack, ...flags], { host: stage.host });
}

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  // The host's own TransportConfig was configured at its first start.
  for (const { type, args } of declared().slice(1)) {
    const connector = type === "ConnectorPermission" ? { connector: (await theConnector()).id } : {};
    await stage.byHand.create(type, { ...args, ...connector });
  }
  const account = await stage.byHand.find("RelayUser", () => true);
  await stage.byHand.change("RelayUser", account.id, {}, { password: "set before any program" });
});

afterAll(() => stage.strike());

function theConnector() {
  return stage.byHand.find("ReceiveConnector", () => true);
}

function stateText(): string {
  const stacks = join(stage.stack.folder, "state", ".pulumi", "stacks");
  const files = readdirSync(stacks, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("dev.json"));
  return files.map((name) => readFileSync(join(stacks, name), "utf8")).join("\n");
}

describe("adoption of what was made by hand", () => {
  test("export --format pulumi claims everything nobody declares and writes it under unique names", async () => {
    const { code, stdout, stderr } = await exportFor(STACK);
    expect(stderr).toContain("7 objects belong to stack");
    expect(code).toBe(0);
    file = JSON.parse(stdout) as ImportFile;
    expect(file.resources.map(({ name }) => name)).toEqual(declared().map(({ name }) => name));
    const owners = (await stage.byHand.list("SendConnector")).map(({ owner }) => owner);
    expect(owners).toEqual([{ stack: STACK, logicalId: "SendConnector::smart-host" }]);
  });

  test("after the import, a preview of the same program with refresh finds nothing to do", async () => {
    const path = join(stage.stack.folder, "import.json");
    writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
    stage.declare(...declared());
    await stage.stack.expectDone(["import", "-f", path, "--generate-code=false", "--protect=false", "--yes"]);
    await stage.stack.expectDone(["preview", "--refresh", "--expect-no-changes"]);
    const before = await theConnector();
    await stage.stack.expectDone(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    expect((await theConnector()).revision).toBe(before.revision);
  });

  test("no proof of ownership lies in the state in clear", () => {
    const tokens = file.resources.map(({ outputs }) => {
      return JSON.parse((outputs["ownerToken"] as { readonly plaintext: string }).plaintext) as string;
    });
    expect(new Set(tokens).size).toBe(7);
    for (const token of tokens) expect(stateText()).not.toContain(token);
  });

  test("the stack changes the adopted connector, and its id stays", async () => {
    const before = await theConnector();
    await stage.up(declared({ comment: "declared now" }));
    expect(await theConnector()).toMatchObject({ id: before.id, settings: { comment: "declared now" } });
  });

  test("a second export leaves alone what the stack owns, and the stack still owns it", async () => {
    const { code, stdout, stderr } = await exportFor(STACK);
    expect({ code, resources: (JSON.parse(stdout) as ImportFile).resources }).toEqual({ code: 0, resources: [] });
    expect(stderr).toMatch(/Left out: ReceiveConnector "crm-application", the stack owns it already/);
    await stage.stack.expectDone(["preview", "--refresh", "--expect-no-changes"]);
  });

  test("another stack does not get what this one owns", async () => {
    const { stdout, stderr } = await exportFor("organization/other/dev");
    expect((JSON.parse(stdout) as ImportFile).resources).toEqual([]);
    expect(stderr).toContain(`it belongs to stack ${STACK}`);
  });

  test("a lost state is brought back with --reclaim under the names it had", async () => {
    const { stdout } = await exportFor(STACK, "--reclaim");
    const path = join(stage.stack.folder, "import.json");
    writeFileSync(path, stdout, { mode: 0o600 });
    await stage.stack.expectDone(["stack", "rm", "--yes", "--force", "--preserve-config"]);
    await stage.stack.expectDone(["stack", "init", "dev"]);
    await stage.stack.expectDone(["import", "-f", path, "--generate-code=false", "--yes"]);
    await stage.stack.expectDone(["preview", "--refresh", "--expect-no-changes"]);
    // Pulumi protects what it imports unless told otherwise; an up takes that back, as the program says nothing of it.
    await stage.stack.expectDone(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  test("destroy takes the adopted objects from the host", async () => {
    await stage.stack.expectDone(["destroy", "--yes", "--skip-preview"]);
    expect(await stage.byHand.list("ReceiveConnector")).toEqual([]);
    expect(await stage.byHand.list("ConnectorPermission")).toEqual([]);
  });
});
