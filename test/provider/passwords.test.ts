import { createContext } from "../../provider/create-context";
import type { Properties } from "../../provider/dynamic-provider";
import { createRelayProvider } from "../../provider/relay-provider";
import type { ResourceKind } from "../../provider/relay-host";
import { createRun } from "../../provider/run";
import { UNKNOWN_VALUE } from "../../provider/unknown-value";
import { MemoryHost } from "./memory-host";

const PASSWORD = "correct horse battery";
const OTHER = "Tr0ub4dor & 3 friends";
const ROUTE = {
  name: "Out",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: ["smart.contoso.com:587"],
  smartHostAuthMechanism: "BasicAuthRequireTLS",
  username: "relay@contoso.com",
};

let host: MemoryHost;
let lines: string[];

beforeEach(() => {
  host = new MemoryHost();
  lines = [];
});

afterEach(() => expect(lines.join("\n")).not.toContain(PASSWORD));

function provider(kind: ResourceKind) {
  const run = createRun({ identity: undefined, isGone: () => false }, Date.now());
  const context = createContext({ run, env: {}, print: (line) => lines.push(line), connect: async () => host });
  const made = createRelayProvider(kind, context);
  void made.configure({ config: { get: () => undefined } });
  return made;
}

function declared(kind: ResourceKind, args: object): Properties {
  return { ...args, logicalId: `${kind}::crm`, stack: "acme/crm/dev", preview: false, __provider: "source" };
}

async function checked(kind: ResourceKind, args: object): Promise<Properties> {
  const { inputs, failures } = await provider(kind).check({}, declared(kind, args));
  expect(failures).toEqual([]);
  return { ...inputs, __provider: "source" };
}

async function complaints(kind: ResourceKind, args: object): Promise<readonly string[]> {
  const { failures } = await provider(kind).check({}, declared(kind, args));
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

async function created(kind: ResourceKind, args: object) {
  const inputs = await checked(kind, args);
  const { id, outs } = await provider(kind).create(inputs);
  return { id, inputs, outs: { ...outs, __provider: "source" } as Properties };
}

const held = (id: string) => host.objects.get(id);

describe.each([
  ["RelayUser", { username: "crm-app" }],
  ["SendConnector", ROUTE],
] as const)("the password of a %s", (kind, args) => {
  test("goes to the host when the object is made, and is no change afterwards", async () => {
    const { id, outs, inputs } = await created(kind, { ...args, password: PASSWORD });
    expect(held(id)?.password).toBe(PASSWORD);
    expect(outs).toMatchObject({ password: PASSWORD, secretVersion: held(id)?.secretVersion });
    const found = await provider(kind).read(id, outs);
    expect(found.inputs).toMatchObject({ password: PASSWORD });
    expect(await provider(kind).diff(id, found.props ?? {}, inputs)).toEqual({ changes: false });
  });

  test("another one is an update in place, and an update of something else leaves it alone", async () => {
    const { id, outs } = await created(kind, { ...args, password: PASSWORD });
    const news = await checked(kind, { ...args, password: OTHER });
    expect(await provider(kind).diff(id, outs, news)).toEqual({});
    const after = (await provider(kind).update(id, outs, news)).outs ?? {};
    expect(held(id)?.password).toBe(OTHER);
    const version = held(id)?.secretVersion;
    await provider(kind).update(id, after, await checked(kind, { ...args, password: OTHER, comment: "moved" }));
    expect(held(id)?.secretVersion).toBe(version);
  });

  test("taken out of the program it is removed from the host", async () => {
    const { id, outs } = await created(kind, { ...args, password: PASSWORD });
    const news = await checked(kind, args);
    expect(await provider(kind).diff(id, outs, news)).toEqual({});
    expect((await provider(kind).update(id, outs, news)).outs).toMatchObject({ secretVersion: null });
    expect(held(id)?.password).toBeNull();
  });

  test.each([
    ["another one", OTHER],
    ["none", null],
  ])("%s by hand is drift, which the next update ends", async (_title, byHand) => {
    const { id, outs, inputs } = await created(kind, { ...args, password: PASSWORD });
    host.setPassword(held(id)!, byHand);
    host.edit(id, {});
    const found = await provider(kind).read(id, outs);
    expect(found.inputs).not.toHaveProperty("password");
    expect(found.props).not.toHaveProperty("password");
    const props = { ...found.props, __provider: "source" };
    expect(await provider(kind).diff(id, props, inputs)).toEqual({});
    const after = await provider(kind).update(id, props, inputs);
    expect(held(id)?.password).toBe(PASSWORD);
    expect(await provider(kind).diff(id, after.outs ?? {}, inputs)).toEqual({ changes: false });
  });

  test("is the business of others where the program says nothing about it", async () => {
    const { id, outs, inputs } = await created(kind, args);
    host.setPassword(held(id)!, OTHER);
    const found = await provider(kind).read(id, outs);
    expect(await provider(kind).diff(id, found.props ?? {}, inputs)).toEqual({ changes: false });
    expect(found.props).toMatchObject({ secretVersion: held(id)?.secretVersion });
  });

  test("is not taken for set when a repeated update is stale", async () => {
    const { id, outs } = await created(kind, { ...args, password: PASSWORD });
    host.edit(id, {});
    const news = await checked(kind, { ...args, password: OTHER });
    await expect(provider(kind).update(id, outs, news)).rejects.toThrow("RELAY_REVISION_STALE");
    expect(held(id)?.password).toBe(PASSWORD);
  });
});

describe("check of a password", () => {
  test("names what is wrong beside everything else, and never the password", async () => {
    const wrong = await complaints("RelayUser", { username: "a\\b", password: "short 1" });
    expect(wrong).toEqual([
      expect.stringMatching(/^username: /),
      ": password has 7 characters: use 8 to 256. (RELAY_PASSWORD_INVALID)",
    ]);
    expect(await complaints("RelayUser", { username: "crm-application", password: "CRM-Application" })).toEqual([
      ": password is the username: choose another password. (RELAY_PASSWORD_INVALID)",
    ]);
  });

  test("lets one pass that is not known yet", async () => {
    expect(await complaints("RelayUser", { username: "crm-app", password: UNKNOWN_VALUE })).toEqual([]);
  });

  test("refuses one that no login would use", async () => {
    const { username, smartHostAuthMechanism, ...without } = ROUTE;
    expect(await complaints("SendConnector", { ...without, password: "x" })).toEqual([
      expect.stringMatching(/^: password has no effect with smartHostAuthMechanism None/),
    ]);
    expect([username, smartHostAuthMechanism]).not.toContain("None");
    expect(await complaints("SendConnector", { ...ROUTE, password: "x" })).toEqual([]);
  });

  test("knows none on other kinds", async () => {
    expect(await complaints("RelayGroup", { name: "Applications", password: PASSWORD })).toEqual([
      expect.stringMatching(/^: RelayGroup has no property "password"/),
    ]);
  });
});
