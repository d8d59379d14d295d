import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SmtpDialogue } from "../../tools/harness/smtp-dialogue";
import { AcceptanceStage, crmConnector, type Declared } from "./acceptance-stage";

jest.setTimeout(300_000);

const PASSWORD = "correct horse battery";
const NEXT = "Tr0ub4dor & 3 friends";
const BY_HAND = "set by hand, alas";
const AT_SMART_HOST = "known to the smart host";
const SECRETS = [PASSWORD, NEXT, BY_HAND, AT_SMART_HOST];

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});

afterAll(() => stage.strike());

/** An account whose group may relay, on a host whose settings the stack declares too. */
function program(password: string | undefined, overlap = "00:00:00"): readonly Declared[] {
  const route = { addressSpaces: ["*"], smartHosts: ["127.0.0.1:9"], requireTls: false };
  const login = { smartHostAuthMechanism: "BasicAuth", username: "relay", password: AT_SMART_HOST };
  const right = { connector: "crm", principal: "applications", extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] };
  const account = { username: "crm-app", groups: ["applications"], passwordOverlap: overlap };
  return [
    { type: "TransportConfig", name: "host", args: { maxRelayRefusals: 7, trustedProxies: ["127.0.0.1"] } },
    { type: "RelayGroup", name: "applications", args: { name: "Applications" } },
    { type: "RelayUser", name: "crm-app", args: { ...account, ...(password === undefined ? {} : { password }) } },
    crmConnector(stage.smtpPort, {
      permissionGroups: ["ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth"],
      authTarpitInterval: "00:00:00",
    }),
    { type: "ConnectorPermission", name: "applications-relay", args: right },
    { type: "SendConnector", name: "out", args: { ...route, ...login } },
  ];
}

/** The reply to a login with a password, from the application's address. */
async function logIn(password: string): Promise<string> {
  const dialogue = await SmtpDialogue.open({ port: stage.smtpPort, proxyFrom: "192.168.2.55" });
  try {
    await dialogue.reply();
    await dialogue.say("EHLO crm.contoso.com");
    return await dialogue.say(`AUTH PLAIN ${Buffer.from(`\0crm-app\0${password}`).toString("base64")}`);
  } finally {
    dialogue.close();
  }
}

const account = () => stage.byHand.find("RelayUser", () => true);
const nothingToDo = async () => (await stage.stack.preview("--refresh", "--expect-no-changes")).code;

/** Every file below a folder, as one text. */
function contentOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1")).join("\n");
}

describe("accounts, groups and the host's settings under the real CLI", () => {
  test("one update declares them all, and the account may relay", async () => {
    await stage.up(program(PASSWORD, "01:00:00"));
    expect(await logIn(PASSWORD)).toMatch(/^235 /);
    expect(await logIn("wrong")).toMatch(/^535 /);
    const host = await stage.byHand.find("TransportConfig", () => true);
    expect(host).toMatchObject({ settings: { maxRelayRefusals: 7 }, owner: { logicalId: "TransportConfig::host" } });
  });

  test("a second update and a refresh find nothing to do", async () => {
    expect((await stage.stack.up("--skip-preview", "--expect-no-changes")).code).toBe(0);
    expect((await stage.stack.refresh("--expect-no-changes")).code).toBe(0);
  });

  test("no password is in clear in state, in the host's data or in its log", async () => {
    const { stdout } = await stage.stack.expectDone(["stack", "export"]);
    const places = { state: stdout, host: contentOf(stage.host.dataDir), log: stage.host.log() };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of SECRETS) expect([place, secret, text.includes(secret)]).toEqual([place, secret, false]);
    }
    expect(stdout).toContain('"password"');
  });

  test("another password is an update in place after which the former one is good as long as declared", async () => {
    const before = await account();
    const updated = await stage.up(program(NEXT, "01:00:00"));
    for (const secret of SECRETS) expect(updated).not.toContain(secret);
    expect((await account()).id).toBe(before.id);
    expect(await logIn(NEXT)).toMatch(/^235 /);
    expect(await logIn(PASSWORD)).toMatch(/^235 /);
    await stage.up(program(NEXT));
    expect(await logIn(PASSWORD)).toMatch(/^535 /);
    expect(await logIn(NEXT)).toMatch(/^235 /);
  });

  test("a password set by hand is found by preview --refresh and the declared one set again", async () => {
    const { id } = await account();
    await stage.byHand.change("RelayUser", id, {}, { password: BY_HAND });
    const route = await stage.byHand.find("SendConnector", () => true);
    await stage.byHand.change("SendConnector", route.id, {}, { password: null });
    expect(await logIn(NEXT)).toMatch(/^535 /);
    const preview = await stage.stack.preview("--refresh", "--expect-no-changes", "--diff");
    expect(preview.output.match(/^\s*\+ +password *: \[secret\]/gm)).toHaveLength(2);
    expect(preview.code).not.toBe(0);
    const reverted = await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
    for (const secret of SECRETS) expect(reverted.output + preview.output).not.toContain(secret);
    expect(await logIn(NEXT)).toMatch(/^235 /);
    expect(await logIn(BY_HAND)).toMatch(/^535 /);
    expect((await stage.byHand.find("SendConnector", () => true)).secretVersion).not.toBeNull();
    expect(await nothingToDo()).toBe(0);
  });

  test("after drift and its end, still no password is in clear in state", async () => {
    await stage.stack.expectDone(["refresh", "--yes", "--skip-preview"]);
    const { stdout } = await stage.stack.expectDone(["stack", "export"]);
    for (const secret of SECRETS) expect(stdout).not.toContain(secret);
    expect(contentOf(join(stage.stack.folder, "state"))).not.toContain(NEXT);
  });

  test("a password that is taken out of the program is taken from the account", async () => {
    await stage.up(program(undefined));
    expect((await account()).secretVersion).toBeNull();
    expect(await logIn(NEXT)).toMatch(/^535 /);
    expect(await nothingToDo()).toBe(0);
  });

  test("a bad password is refused by the preview, and never shown", async () => {
    stage.declare(...program("short 1"));
    const preview = await stage.stack.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("password has 7 characters: use 8 to 256.");
    expect(preview.output).not.toContain("short 1");
    stage.declare(...program(undefined));
  });

  test("a second stack's TransportConfig is refused, naming the first", async () => {
    const theirs = { type: "TransportConfig", name: "host", args: { dialect: "modern" } } as const;
    const other = await stage.otherStack("other", [theirs]);
    try {
      const refused = await other.up("--skip-preview");
      expect(refused.code).not.toBe(0);
      expect(refused.output).toMatch(
        /A host has one TransportConfig.*declared by stack .*\/dev as TransportConfig::host/,
      );
    } finally {
      other.remove();
    }
  });

  test("destroy removes them and puts the host's defaults back", async () => {
    await stage.stack.expectDone(["destroy", "--yes", "--skip-preview"]);
    for (const kind of ["RelayUser", "RelayGroup", "ConnectorPermission"] as const) {
      expect(await stage.byHand.list(kind)).toEqual([]);
    }
    const host = await stage.byHand.find("TransportConfig", () => true);
    expect(host).toMatchObject({ settings: { maxRelayRefusals: 20, trustedProxies: [] }, owner: null });
    expect(contentOf(stage.host.dataDir)).not.toContain(AT_SMART_HOST);
  });
});
