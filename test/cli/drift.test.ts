import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { driftReportSchema } from "../../cli/drift/drift-schema";
import type { DriftReport } from "../../cli/drift/drift-report";
import { freePort } from "../../tools/harness/free-port";
import type { ShownObject } from "../../tools/harness/control-calls";
import { ANONYMOUS, DriftStage, encrypted, shown } from "./drift-fixture";
import { runRelayctl } from "./run-relayctl";

jest.setTimeout(60_000);

const RIGHT = "ms-Exch-SMTP-Accept-Any-Recipient";
const CRM = {
  name: "CRM Application",
  remoteIpRanges: ["192.168.2.55"],
  permissionGroups: ["AnonymousUsers"],
  comment: "since 2019",
};
const validate = new Ajv2020({ strict: false, formats: { "date-time": true } }).compile(driftReportSchema());

let stage: DriftStage;
let crm: ShownObject;
let user: ShownObject;

beforeAll(async () => {
  stage = await DriftStage.set();
  crm = await stage.declare("ReceiveConnector", "crm", { ...CRM, bindings: [`127.0.0.1:${await freePort()}`] });
  await stage.declare("AcceptedDomain", "contoso", { domainName: "contoso.com" });
  user = await stage.declare("RelayUser", "app", { username: "crm-app" }, { password: "correct horse battery staple" });
  const other = { username: "erp-app" };
  await stage.declare("RelayUser", "erp", other, { stack: "acme/erp/prod" });
});

afterAll(() => stage.strike());

async function report(
  args: readonly string[] = [],
  stdin?: string,
): Promise<DriftReport & { readonly code: number | null }> {
  const { code, stdout, stderr } = await stage.drift(["-", "--output", "json", ...args], stdin);
  if (stdout === "") throw new Error(stderr);
  const json = JSON.parse(stdout) as DriftReport;
  expect([validate(json), validate.errors]).toEqual([true, null]);
  return { ...json, code };
}

function kinds({ drift }: DriftReport): readonly string[] {
  return drift.map(({ kind, object }) => `${kind} ${object.name}`);
}

describe("relayctl drift with a stack's state", () => {
  test("is clean on what was declared, and knows what other stacks declare", async () => {
    const clean = await report();
    expect(clean).toMatchObject({ code: 0, drift: [], unreadable: [] });
    expect(clean.information.map(({ kind, object }) => [kind, object.name, object.stack])).toEqual([
      ["other-stack", "erp-app", "acme/erp/prod"],
    ]);
  });

  test("names the property, who changed it, and where the program declares it", async () => {
    await stage.byHand.change("ReceiveConnector", crm.id, { comment: "by hand", fqdn: "by-hand.contoso.com" });
    await stage.byHand.change("ReceiveConnector", crm.id, { comment: "twice" });
    const found = await report();
    expect(found.code).toBe(1);
    expect(kinds(found)).toEqual(["changed CRM Application"]);
    const [item] = found.drift;
    expect(item?.object).toMatchObject({
      declaredAt: "index.ts:42",
      commit: "0123456789abcdef0123456789abcdef01234567",
    });
    expect(item?.properties).toEqual([
      { property: "comment", declared: "since 2019", actual: "twice" },
      { property: "fqdn", declared: null, actual: "by-hand.contoso.com" },
    ]);
    // Of the comment the last change counts, not the one before.
    expect(item?.changes.map(({ properties }) => properties)).toEqual([["comment"], ["fqdn"]]);
    expect(item?.changes[0]).toMatchObject({ stack: null, address: "127.0.0.1", action: "update" });
    expect(item?.up.does).toBe("puts-back");
    await stage.byHand.change("ReceiveConnector", crm.id, { comment: CRM.comment, fqdn: null });
    // Put back by hand: the host's revision is newer than the state's, and nothing has drifted.
    expect(await report()).toMatchObject({ code: 0 });
  });

  test("finds a password that was set by hand, and shows none", async () => {
    await stage.byHand.change("RelayUser", user.id, {}, { password: "set by somebody at night" });
    const found = await report();
    expect(kinds(found)).toEqual(["password-changed crm-app"]);
    expect(found.drift[0]?.up.text).toContain("sets the declared password again");
    expect(JSON.stringify(found)).not.toContain("night");
    const text = await stage.drift(["-"]);
    expect(text.output).not.toMatch(/night|horse/);
  });

  test("finds rights and objects that nobody declares, and forgives the latter when told to", async () => {
    await stage.byHand.create("ConnectorPermission", {
      connector: crm.id,
      principal: ANONYMOUS,
      access: "Allow",
      extendedRights: [RIGHT],
    });
    await stage.byHand.create("AcceptedDomain", { domainName: "fabrikam.com" });
    const found = await report();
    expect(kinds(found)).toEqual([
      "password-changed crm-app",
      `undeclared-right Allow ${ANONYMOUS} on CRM Application`,
      "undeclared fabrikam.com",
    ]);
    expect(found.drift[1]).toMatchObject({ up: { does: "revokes" } });
    expect(found.drift[1]?.meaning.join()).toMatch(/WIDENED 1 address .*any recipient/);
    const reported = stage.state(
      stage.resources.map((resource) => ({
        ...resource,
        inputs: { ...resource.inputs, ...("remoteIpRanges" in resource.inputs && { unmanagedPermissions: "report" }) },
      })),
    );
    const [, right] = (await report([], reported)).drift;
    expect(right?.up).toMatchObject({ does: "nothing", text: expect.stringContaining("relayctl delete") as string });
    const forgiving = await report(["--declared-only"]);
    expect(kinds(forgiving)).not.toContain("undeclared fabrikam.com");
    expect(forgiving.information.map(({ object }) => object.name)).toContain("fabrikam.com");
  });

  test("finds what was deleted, what is in the way of making it again, and what state does not know", async () => {
    const domain = await stage.byHand.find(
      "AcceptedDomain",
      ({ settings }) => settings["domainName"] === "contoso.com",
    );
    await stage.byHand.remove("AcceptedDomain", domain.id);
    await stage.byHand.create("AcceptedDomain", { domainName: "Contoso.com", domainType: "ExternalRelay" });
    const found = await report([], stage.state(stage.resources.filter(({ id }) => id !== user.id)));
    expect(kinds(found)).toEqual(
      expect.arrayContaining(["deleted contoso.com", "undeclared contoso.com", "left-over crm-app"]),
    );
    const deleted = found.drift.find(({ kind }) => kind === "deleted");
    expect(deleted?.up.does).toBe("refused");
    expect(deleted?.changes).toMatchObject([{ action: "delete" }]);
    expect(deleted?.meaning.join()).toContain("contoso.com");
  });

  test("cannot tell what is encrypted, shows nothing of what is secret, and compares it where it can", async () => {
    const marked = (comment: unknown) =>
      stage.state([{ ...stage.resources[0], inputs: { ...stage.resources[0]?.inputs, comment } }]);
    const forCrm = ["--declared-only"];
    const unreadable = await report(forCrm, marked(encrypted()));
    expect(unreadable.unreadable).toEqual(['ReceiveConnector "CRM Application": comment']);
    expect((await report(forCrm, marked(shown(CRM.comment)))).unreadable).toEqual([]);
    const secret = await report(forCrm, marked(shown("a secret comment")));
    const changed = secret.drift.find(({ kind }) => kind === "changed");
    expect(changed?.properties).toEqual([{ property: "comment", isSecret: true }]);
    expect(JSON.stringify(secret)).not.toMatch(/a secret comment|since 2019/);
  });
});

describe("relayctl drift with a config document", () => {
  test("compares everything with it, without Pulumi", async () => {
    const exported = await runRelayctl(["export"], { host: stage.host });
    const file = join(stage.folder, "config.json");
    writeFileSync(file, exported.stdout);
    expect(await stage.drift(["--document", file])).toMatchObject({ code: 0, stderr: "" });
    const document = JSON.parse(exported.stdout) as { acceptedDomains: object[]; receiveConnectors: object[] };
    const [connector, ...others] = document.receiveConnectors;
    const written = {
      ...document,
      acceptedDomains: [{ domainName: "new.example", domainType: "Authoritative" }],
      receiveConnectors: [{ ...connector, maxHopCount: 7 }, ...others],
    };
    const found = await report([], JSON.stringify(written));
    expect(found.source).toEqual({ kind: "document", label: "stdin", stack: null });
    expect(kinds(found)).toEqual([
      "changed CRM Application",
      "deleted new.example",
      "undeclared contoso.com",
      "undeclared fabrikam.com",
    ]);
  });
});

describe("relayctl drift with bad input", () => {
  test.each([
    ["nothing", "", "is empty"],
    ["a state that was cut off", () => stage.state().slice(0, -30), /stdin:1:\d+ is not JSON/],
    ["other JSON", "[1, 2]", "is not a stack state"],
    ["a state of another version", '{"version": 2, "deployment": {}}', "version 2"],
    ["a state without a resource of ours", '{"version": 3, "deployment": {"resources": []}}', "nothing to compare"],
    ["a wrong document", '{"formatVersion": 1, "acceptedDomain": []}', "RELAY_PROPERTY_UNKNOWN"],
    ["a preview without sames", '{"steps": [], "changeSummary": {"same": 3}}', "--show-sames"],
  ])("refuses %s with one clear error and exit code 2", async (_, stdin, words) => {
    const refused = await stage.drift(["-"], typeof stdin === "string" ? stdin : stdin());
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(words);
    expect(refused.stderr).not.toContain("    at ");
  });

  test.each([
    ["no file", [], "Say what"],
    ["two files", ["a.json", "--state", "b.json"], "one file"],
    ["a document called a state", ["--state", "-"], "is not a stack state"],
    ["watch flags without --watch", ["-", "--webhook", "https://hooks.example.com"], "--watch"],
  ])("refuses %s", async (_, args, words) => {
    const refused = await stage.drift(args, '{"formatVersion": 1}');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(words);
  });

  test("never takes another host for one on which everything was deleted", async () => {
    const elsewhere = stage.state(
      stage.resources.map((resource) => {
        const outputs = { ...(resource["outputs"] as object), installation: { id: "another", epoch: 1 } };
        return { ...resource, outputs };
      }),
    );
    const refused = await stage.drift(["-"], elsewhere);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("is not of this host");
  });

  test("ends with 3 when the host cannot be reached", async () => {
    const nowhere = { endpoint: "http://127.0.0.1:9", token: stage.host.token };
    expect(await runRelayctl(["drift", "-"], { host: nowhere, stdin: stage.state() })).toMatchObject({ code: 3 });
  });
});
