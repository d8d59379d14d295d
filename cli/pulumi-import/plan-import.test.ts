import type { HostObject } from "./host-object";
import { type ImportOptions, planImport } from "./plan-import";

const OPTIONS: ImportOptions = { stack: "acme/crm/prod", namePrefix: "", owned: "leave" };
const INSTALLATION = { id: "installation", epoch: 1 };

let count = 0;

function hostObject(
  kind: HostObject["kind"],
  settings: Readonly<Record<string, unknown>>,
  owner: HostObject["owner"] = null,
): HostObject {
  count += 1;
  const id = `id-${count}`;
  return { kind, id, settings: settings as never, revision: count, owner, installation: INSTALLATION };
}

function permission(connector: HostObject, settings: Readonly<Record<string, unknown>> = {}): HostObject {
  return hostObject("ConnectorPermission", {
    connector: connector.id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    ...settings,
  });
}

function names(objects: readonly HostObject[], options: Partial<ImportOptions> = {}): readonly string[] {
  return planImport(objects, { ...OPTIONS, ...options }).resources.map(({ name }) => name);
}

describe("logical names", () => {
  test.each([
    ["CRM Application", "crm-application"],
    ["Zürich (öffentlich)", "zurich-offentlich"],
    ["DefaultFrontend", "default-frontend"],
    ["--", "receive-connector"],
    ["日本", "receive-connector"],
  ])("of the connector %j is %s", (name, expected) => {
    expect(names([hostObject("ReceiveConnector", { name })])).toEqual([expected]);
  });

  test.each([
    ["contoso.com", "contoso-com"],
    ["*.contoso.com", "any-contoso-com"],
  ])("of the domain %s is %s", (domainName, expected) => {
    expect(names([hostObject("AcceptedDomain", { domainName })])).toEqual([expected]);
  });

  test("of permissions tell connector, principal, access and right", () => {
    const connector = hostObject("ReceiveConnector", { name: "CRM" });
    const rights = [permission(connector), permission(connector, { access: "Deny", extendedRights: ["a", "b"] })];
    expect(names([...rights, connector])).toEqual([
      "crm",
      "crm-anonymous-logon-accept-any-recipient",
      "crm-anonymous-logon-deny-rights",
    ]);
  });

  test("are unique among all kinds, also beside those that the stack has already", () => {
    const owner = { stack: OPTIONS.stack, logicalId: "AcceptedDomain::smart-host" };
    const objects = [
      hostObject("ReceiveConnector", { name: "Smart host" }),
      hostObject("SendConnector", { name: "smart host" }),
      hostObject("AcceptedDomain", { domainName: "contoso.com" }, owner),
    ];
    expect(names(objects)).toEqual(["smart-host-2", "smart-host-3"]);
  });

  test("do not depend on the order in which the host lists its objects", () => {
    const objects = ["b", "a", "a b", "a-b"].map((name) => hostObject("ReceiveConnector", { name }));
    expect(names(objects.toReversed())).toEqual(names(objects));
  });

  test("begin with the prefix", () => {
    expect(names([hostObject("ReceiveConnector", { name: "CRM" })], { namePrefix: "berlin-" })).toEqual(["berlin-crm"]);
  });
});

describe("what is left out", () => {
  const other = { stack: "acme/erp/prod", logicalId: "ReceiveConnector::erp" };

  test("is another stack's object, and every right on its connectors", () => {
    const foreign = hostObject("ReceiveConnector", { name: "ERP" }, other);
    const { resources, leftOut } = planImport([foreign, permission(foreign)], OPTIONS);
    expect(resources).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "it belongs to stack acme/erp/prod",
      "its connector belongs to stack acme/erp/prod",
    ]);
  });

  test("is what the stack owns, unless it is claimed again, under its own name", () => {
    const owned = hostObject("ReceiveConnector", { name: "CRM" }, { ...other, stack: OPTIONS.stack });
    expect(names([owned])).toEqual([]);
    const [again] = planImport([owned], { ...OPTIONS, owned: "again" }).resources;
    expect(again).toMatchObject({ name: "erp", logicalId: "ReceiveConnector::erp" });
  });

  test("is what a component declares: an import file cannot name its parent", () => {
    const logicalId = "acme:relay:Three$ReceiveConnector::crm";
    const owned = hostObject("ReceiveConnector", { name: "CRM" }, { stack: OPTIONS.stack, logicalId });
    expect(names([owned], { owned: "again" })).toEqual([]);
  });
});
