import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import {
  AnonymousRelay,
  AuthenticatedRelay,
  DefaultConnectors,
  ExchangeDialog2003,
  type ExchangeDialog2003Args,
  ExternallySecuredRelay,
  Provider,
  ReceiveConnector,
} from "../index";

const CRM = ["192.168.2.55-192.168.2.56"];
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";

let registered: MockResourceArgs[];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: { ...(args.inputs as object), revision: 7 } };
      },
      call: () => ({}),
    },
    "crm",
    "dev",
    false,
    "acme",
  );
});

type Inputs = Readonly<Record<string, unknown>>;

/** Inputs of what a component declared, by logical name; the components themselves left out. */
async function declared(...resources: readonly (pulumi.Resource | undefined)[]): Promise<Record<string, Inputs>> {
  for (const resource of resources) if (resource) await new Promise((resolve) => resource.urn.apply(resolve));
  const own = registered.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
  return Object.fromEntries(own.map(({ name, inputs }) => [name, inputs as Inputs]));
}

describe("the three ways", () => {
  test("AnonymousRelay is option 2: one group and one right", async () => {
    const crm = new AnonymousRelay("crm", { remoteIpRanges: CRM, owner: "CRM team" });
    const found = await declared(crm.connector, crm.permission);
    expect(found["crm"]).toMatchObject({
      name: "crm",
      bindings: ["0.0.0.0:25"],
      remoteIpRanges: CRM,
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
      owner: "CRM team",
      logicalId: "relay:index:AnonymousRelay$ReceiveConnector::crm",
    });
    expect(found["crm"]).toMatchObject({ allowWideRelay: null });
    expect(found["crm-relay"]).toMatchObject({
      connector: "crm-id",
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      extendedRights: [ANY_RECIPIENT],
      owner: "CRM team",
    });
  });

  test("ExternallySecuredRelay is option 1: group and mechanism together", async () => {
    const crm = new ExternallySecuredRelay("crm", { remoteIpRanges: CRM, bindings: ["0.0.0.0:2525"] });
    const found = await declared(crm.connector);
    expect(found["crm"]).toMatchObject({
      bindings: ["0.0.0.0:2525"],
      permissionGroups: ["ExchangeServers"],
      authMechanism: ["ExternalAuthoritative"],
    });
  });

  test("AuthenticatedRelay lets everybody who logs in relay, after STARTTLS", async () => {
    const clients = new AuthenticatedRelay("clients", { remoteIpRanges: ["10.20.0.0/24"] });
    expect((await declared(clients.connector))["clients"]).toMatchObject({
      bindings: ["0.0.0.0:587"],
      permissionGroups: ["ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    });
  });

  test("AuthenticatedRelay with accounts gives the rights to them alone", async () => {
    const clients = new AuthenticatedRelay("clients", { remoteIpRanges: ["10.20.0.0/24"], accounts: ["crm", "erp"] });
    const found = await declared(clients.connector, ...clients.permissions);
    expect(found["clients"]).toMatchObject({ permissionGroups: ["None"] });
    expect(found["clients-2"]).toMatchObject({ principal: "erp" });
    expect(found["clients-1"]?.["extendedRights"]).toHaveLength(4);
  });
});

describe("ranges that a person should mean", () => {
  const make = { AnonymousRelay, ExternallySecuredRelay, AuthenticatedRelay };

  test.each(Object.entries(make))("%s refuses a wide private range without a reason", (type, Component) => {
    expect(() => new Component("crm", { remoteIpRanges: ["10.0.0.0/8"] })).toThrow(
      `${type} "crm": remoteIpRanges would let 16,777,216 private addresses, more than a /24 (IPv6: a /64) has relay.`,
    );
  });

  test.each(Object.entries(make))("%s refuses a public address, and an empty reason", (_type, Component) => {
    const args = { remoteIpRanges: ["203.0.113.7"], confirmWideRange: " " };
    expect(() => new Component("crm", args)).toThrow(/public addresses \(203\.0\.113\.7\).*confirmWideRange/);
  });

  test("a reason confirms, and the host gets it for public addresses only", async () => {
    const confirmWideRange = "the whole plant";
    const inside = new AnonymousRelay("inside", { remoteIpRanges: ["10.0.0.0/8"], confirmWideRange });
    const outside = new AnonymousRelay("outside", { remoteIpRanges: ["203.0.0.0/16"], confirmWideRange });
    const found = await declared(inside.connector, outside.connector);
    expect(found["inside"]).toMatchObject({ allowWideRelay: null });
    expect(found["outside"]).toMatchObject({ allowWideRelay: confirmWideRange });
    expect(found["inside"]).not.toHaveProperty("confirmWideRange");
  });

  test("a login proves enough for the host", async () => {
    const args = { remoteIpRanges: ["0.0.0.0/0"], confirmWideRange: "people on the road" };
    const clients = new AuthenticatedRelay("clients", args);
    expect((await declared(clients.connector))["clients"]).not.toHaveProperty("allowWideRelay");
  });

  test("ranges that are outputs are judged when they are known", async () => {
    const narrow = new AnonymousRelay("crm", { remoteIpRanges: pulumi.output(CRM) });
    const found = await declared(narrow.connector, narrow.permission);
    expect(found["crm"]).toMatchObject({ remoteIpRanges: CRM, allowWideRelay: null });
  });
});

describe("ExchangeDialog2003", () => {
  const dialog = async (args: ExchangeDialog2003Args) => {
    const made = new ExchangeDialog2003("vs", args);
    return declared(made.everybody, made.listed, ...made.permissions);
  };

  test("as shipped: nobody relays but who logs in", async () => {
    const found = await dialog({});
    expect(Object.keys(found)).toEqual(["vs"]);
    expect(found["vs"]).toMatchObject({
      remoteIpRanges: ["0.0.0.0/0"],
      permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    });
  });

  test("Only the list below: the listed relay", async () => {
    const found = await dialog({
      list: ["192.168.2.55", "192.168.3.0 (255.255.255.0)"],
      confirmWideRange: "two offices",
    });
    expect(Object.keys(found).sort()).toEqual(["vs", "vs-listed", "vs-listed-relay"]);
    expect(found["vs-listed"]).toMatchObject({ remoteIpRanges: ["192.168.2.55", "192.168.3.0(255.255.255.0)"] });
    expect(found["vs-listed-relay"]).toMatchObject({ extendedRights: [ANY_RECIPIENT] });
  });

  test("the box not ticked: who logs in may submit and not relay, the listed relay all the same", async () => {
    const found = await dialog({ list: ["192.168.2.55"], allowAllComputersWhichSuccessfullyAuthenticate: false });
    expect(Object.keys(found).sort()).toEqual(["vs", "vs-listed", "vs-listed-relay", "vs-no-relay"]);
    expect(found["vs-no-relay"]).toMatchObject({
      connector: "vs-id",
      principal: "NT AUTHORITY\\Authenticated Users",
      access: "Deny",
      extendedRights: [ANY_RECIPIENT],
    });
  });

  test("All except the list below: everybody relays, the listed do not", async () => {
    const found = await dialog({
      computersWhichMayRelay: "All except the list below",
      confirmOpenRelay: "a laboratory",
      list: ["192.168.2.57"],
      allowAllComputersWhichSuccessfullyAuthenticate: false,
    });
    expect(Object.keys(found).sort()).toEqual(["vs", "vs-listed", "vs-listed-no-relay", "vs-relay"]);
    expect(found["vs"]).toMatchObject({ allowWideRelay: "a laboratory" });
    expect(found["vs-relay"]).toMatchObject({ connector: "vs-id", principal: "NT AUTHORITY\\ANONYMOUS LOGON" });
    expect(found["vs-listed-no-relay"]).toMatchObject({ connector: "vs-listed-id", access: "Deny" });
  });

  test("All except the list below is refused without a reason", () => {
    const computersWhichMayRelay = "All except the list below" as const;
    expect(() => new ExchangeDialog2003("vs", { computersWhichMayRelay })).toThrow(/open relay.*confirmOpenRelay/s);
  });

  test.each(["contoso.com", "*.contoso.com", "crm", "münchen.de."])(
    "the domain %s in the list is refused",
    (domain) => {
      expect(() => new ExchangeDialog2003("vs", { list: ["192.168.2.55", domain] })).toThrow(
        `ExchangeDialog2003 "vs": "${domain}" in list is a domain.`,
      );
    },
  );

  test("addresses of both families are no domains", async () => {
    const found = await dialog({
      list: ["fd00::ab", "10.0.0.1-10.0.0.9", "10.1.0.0, 255.255.255.0"],
      confirmWideRange: "x",
    });
    expect(found["vs-listed"]).toMatchObject({
      remoteIpRanges: ["fd00::ab", "10.0.0.1-10.0.0.9", "10.1.0.0(255.255.255.0)"],
    });
  });
});

describe("DefaultConnectors", () => {
  test("2016 has five connectors with the server's name", async () => {
    const made = new DefaultConnectors("ex01", { release: "2016", server: "EX01", ports: { DefaultFrontend: 2500 } });
    const found = await declared(...Object.values(made.connectors));
    const named = Object.entries(found).map(([name, inputs]) => [name, inputs["name"]]);
    expect(Object.fromEntries(named)).toEqual({
      "ex01-default-frontend": "Default Frontend EX01",
      "ex01-client-frontend": "Client Frontend EX01",
      "ex01-outbound-proxy-frontend": "Outbound Proxy Frontend EX01",
      "ex01-default": "Default EX01",
      "ex01-client-proxy": "Client Proxy EX01",
    });
    expect(found["ex01-default-frontend"]).toMatchObject({ bindings: ["0.0.0.0:2500", "[::]:2500"] });
  });

  test("a release that nobody knows is refused", () => {
    const release = "2003" as unknown as "2007";
    expect(() => new DefaultConnectors("ex01", { release, server: "EX01" })).toThrow(/"2003" is none of 2007, 2010/);
  });
});

test("a component's provider is that of everything in it", async () => {
  const provider = new Provider("east", { endpoint: "https://east.contoso.com", token: "t" });
  const crm = new AnonymousRelay("crm", { remoteIpRanges: CRM }, { provider });
  await declared(crm.connector, crm.permission);
  const used = registered.filter(({ name }) => name.startsWith("crm")).map(({ provider: reference }) => reference);
  expect(used.filter((reference) => reference?.includes("east"))).toHaveLength(2);
});

describe("usage", () => {
  test("presets what is left out, and is no input of the provider", async () => {
    const clients = new ReceiveConnector("clients", { usage: "Client", remoteIpRanges: ["10.0.0.0/24"] });
    const found = (await declared(clients))["clients"];
    expect(found).toMatchObject({ bindings: ["0.0.0.0:587"], permissionGroups: ["ExchangeUsers"] });
    expect(found).not.toHaveProperty("usage");
  });

  test("what the program says wins", async () => {
    const given = { bindings: ["0.0.0.0:2587"], permissionGroups: undefined };
    const clients = new ReceiveConnector("clients", { usage: "Client", remoteIpRanges: ["10.0.0.0/24"], ...given });
    const found = (await declared(clients))["clients"];
    expect(found).toMatchObject({ bindings: ["0.0.0.0:2587"], permissionGroups: ["ExchangeUsers"] });
  });
});
