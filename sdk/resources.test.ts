import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import {
  AcceptedDomain,
  ConnectorPermission,
  Provider,
  ReceiveConnector,
  type ReceiveConnectorArgs,
  SendConnector,
} from "./index";
import { PROVIDER_SOURCE } from "./provider-source";

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";
const CRM: ReceiveConnectorArgs = {
  name: "CRM Application",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["192.168.2.55"],
};

let registered: MockResourceArgs[];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: { ...(args.inputs as object), ownerToken: "proof", revision: 7 } };
      },
      call: () => ({}),
    },
    "crm",
    "dev",
    false,
    "acme",
  );
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

async function inputsOf(resource: pulumi.CustomResource, name: string): Promise<Record<string, unknown>> {
  await valueOf(resource.urn);
  return registered.find((candidate) => candidate.name === name)?.inputs as Record<string, unknown>;
}

describe("resources", () => {
  test.each([
    { make: () => new ReceiveConnector("a", CRM), kind: "ReceiveConnector" as const },
    {
      make: () =>
        new ConnectorPermission("a", { connector: "guid", principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] }),
      kind: "ConnectorPermission" as const,
    },
    { make: () => new AcceptedDomain("a", { domainName: "contoso.com" }), kind: "AcceptedDomain" as const },
    {
      make: () => new SendConnector("a", { addressSpaces: ["SMTP:*;1"], smartHosts: ["mail.contoso.com"] }),
      kind: "SendConnector" as const,
    },
  ])("$kind registers the dynamic provider's type, the constant source and who declares it", async ({ make, kind }) => {
    const inputs = await inputsOf(make(), "a");
    expect(registered[0]?.type).toBe(`pulumi-nodejs:dynamic/relay:${kind}`);
    expect(inputs["__provider"]).toBe(PROVIDER_SOURCE[kind]);
    expect(inputs).toMatchObject({ logicalId: `${kind}::a`, stack: "acme/crm/dev", preview: false });
  });

  test("a connector is named after its resource unless the program names it", async () => {
    const unnamed = { ...CRM, name: undefined };
    expect(await valueOf(new ReceiveConnector("crm", unnamed).name)).toBe("crm");
    expect(await valueOf(new ReceiveConnector("crm2", CRM).name)).toBe("CRM Application");
  });

  test("outputs of the host resolve", async () => {
    const connector = new ReceiveConnector("crm", CRM);
    expect(await valueOf(connector.revision)).toBe(7);
    expect(await valueOf(connector.ownerToken)).toBe("proof");
  });

  test("a permission takes the connector itself and passes on its id and its name", async () => {
    const connector = new ReceiveConnector("crm", CRM);
    const permission = new ConnectorPermission("relay", {
      connector,
      principal: ANONYMOUS,
      extendedRights: [ANY_RECIPIENT],
    });
    expect(await inputsOf(permission, "relay")).toMatchObject({
      connector: "crm-id",
      connectorName: "CRM Application",
    });
  });

  test("a connector says which permissions the program declares on it", async () => {
    const connector = new ReceiveConnector("crm", CRM);
    new ConnectorPermission("relay", { connector, principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] });
    const declared = [{ principal: ANONYMOUS, access: "Allow", extendedRights: [ANY_RECIPIENT] }];
    expect((await inputsOf(connector, "crm"))["declaredEntries"]).toEqual(declared);
  });

  test("a permission that depends on its own connector does not keep it waiting", async () => {
    const connector = new ReceiveConnector("crm", CRM);
    const principal = connector.comment.apply(() => ANONYMOUS);
    new ConnectorPermission("relay", { connector, principal, extendedRights: [ANY_RECIPIENT] });
    expect((await inputsOf(connector, "crm"))["declaredEntries"]).toEqual([]);
  });

  test("two components of different types may each have a connector of the same name", async () => {
    const inside = (type: string) =>
      new ReceiveConnector("in", CRM, { parent: new pulumi.ComponentResource(type, type) });
    await valueOf(inside("app:A").urn);
    await valueOf(inside("app:B").urn);
    const ids = registered
      .filter(({ name }) => name === "in")
      .map(({ inputs }) => (inputs as { logicalId: string }).logicalId);
    expect(ids).toEqual(["app:A$ReceiveConnector::in", "app:B$ReceiveConnector::in"]);
  });

  test("isInstance tells the resources apart, and from everything else", () => {
    const connector = new ReceiveConnector("crm", CRM);
    expect(ReceiveConnector.isInstance(connector)).toBe(true);
    expect(AcceptedDomain.isInstance(connector)).toBe(false);
    expect(ReceiveConnector.isInstance("crm")).toBe(false);
  });

  test("get declares nothing", async () => {
    const found = ReceiveConnector.get("other", "guid");
    await valueOf(found.urn);
    expect(registered[0]?.inputs).toEqual({ __provider: PROVIDER_SOURCE.ReceiveConnector });
  });

  test("an explicit provider keeps the token a secret", async () => {
    const provider = new Provider("east", { endpoint: "https://relay.contoso.com", token: "t" });
    await valueOf(provider.urn);
    expect(registered[0]).toMatchObject({
      type: "pulumi:providers:pulumi-nodejs",
      inputs: { "relay:endpoint": "https://relay.contoso.com", "relay:token": { value: "t" } },
    });
  });

  test("a token in clear in the stack's configuration is refused, with the command that mends it", () => {
    pulumi.runtime.setAllConfig({ "relay:token": "t" });
    expect(() => new ReceiveConnector("crm", CRM)).toThrow(/pulumi config set --secret relay:token/);
    pulumi.runtime.setAllConfig({ "relay:token": "t" }, ["relay:token"]);
    expect(() => new ReceiveConnector("crm", CRM)).not.toThrow();
    pulumi.runtime.setAllConfig({});
  });
});
