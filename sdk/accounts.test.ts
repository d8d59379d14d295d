import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { ConnectorPermission, RelayGroup, RelayUser, SendConnector, TransportConfig } from "./index";
import { PROVIDER_SOURCE, TYPE_TOKEN } from "./provider-source";

const ROUTE = { addressSpaces: ["SMTP:*;1"], smartHosts: ["mail.contoso.com"] };
const RIGHTS = { connector: "guid", extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] } as const;

let registered: MockResourceArgs[];

beforeEach(async () => {
  registered = [];
  const newResource = (args: MockResourceArgs) => {
    registered.push(args);
    return { id: `${args.name}-id`, state: args.inputs as object };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "crm", "dev", false, "acme");
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

async function inputsOf(resource: pulumi.CustomResource): Promise<Record<string, unknown>> {
  await valueOf(resource.urn);
  return registered.at(-1)?.inputs as Record<string, unknown>;
}

const isSecret = (resource: pulumi.CustomResource, property: string) =>
  pulumi.isSecret((resource as unknown as Record<string, pulumi.Output<unknown>>)[property]!);

test.each([
  ["RelayUser", () => new RelayUser("a", { username: "crm-app" })],
  ["RelayGroup", () => new RelayGroup("a", { name: "Applications" })],
  ["TransportConfig", () => new TransportConfig("a", {})],
] as const)("a %s registers its type and the constant source", async (kind, make) => {
  expect(await inputsOf(make())).toMatchObject({ __provider: PROVIDER_SOURCE[kind], logicalId: `${kind}::a` });
  expect(registered[0]?.type).toBe(TYPE_TOKEN[kind]);
});

test.each([
  ["an account", () => new RelayUser("a", { username: "crm-app", password: "correct horse" })],
  [
    "a send connector",
    () => new SendConnector("a", { ...ROUTE, username: "relay", password: pulumi.output("correct horse") }),
  ],
])("the password of %s is a secret, however it was given", async (_title, make) => {
  const resource = make();
  await valueOf(resource.urn);
  expect(await isSecret(resource, "password")).toBe(true);
});

test.each([
  ["text of the program", () => "correct horse", "plain"],
  ["an output that is no secret", () => pulumi.output("correct horse"), "plain"],
  ["a secret of the configuration", () => pulumi.secret("correct horse"), "secret"],
])("says for policies that the password was %s", async (_title, password, given) => {
  expect(await inputsOf(new RelayUser("a", { password: password() }))).toMatchObject({ passwordGiven: given });
});

test("an account without password has no such input", async () => {
  expect(await inputsOf(new RelayUser("a", { username: "crm-app" }))).not.toHaveProperty("password");
});

test("groups and principals are given as resources or by name", async () => {
  const group = new RelayGroup("apps", { name: "Applications" });
  const user = new RelayUser("crm", { username: "crm-app", groups: [group, "Others"] });
  expect((await inputsOf(user))["groups"]).toEqual(["Applications", "Others"]);
  for (const [principal, name] of [
    [group, "Applications"],
    [user, "crm-app"],
    ["Others", "Others"],
  ] as const) {
    const permission = new ConnectorPermission(`right-${name}`, {
      ...RIGHTS,
      extendedRights: [...RIGHTS.extendedRights],
      principal,
    });
    expect((await inputsOf(permission))["principal"]).toBe(name);
  }
});

test("get declares nothing", async () => {
  for (const found of [RelayUser.get("u", "guid"), ConnectorPermission.get("p", "guid")]) {
    expect(Object.keys(await inputsOf(found))).toEqual(["__provider"]);
  }
});
