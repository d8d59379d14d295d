import { AcceptanceStage, crmConnector, type Declared, relayRight } from "./acceptance-stage";
import { ControlCalls } from "../../tools/harness/control-calls";
import type { CommandResult } from "../../tools/harness/pulumi-stack";
import { runRelayctl } from "../cli/run-relayctl";

jest.setTimeout(300_000);

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const OWN_SENDERS = "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender";

interface DriftItem {
  readonly kind: string;
  readonly object: { readonly kind: string; readonly name: string; readonly declaredAt: string | null };
  readonly properties: readonly { readonly property: string; readonly declared: unknown; readonly actual: unknown }[];
  readonly changes: readonly {
    readonly tokenName: string;
    readonly stack: string | null;
    readonly at: string;
    readonly address: string | null;
  }[];
  readonly meaning: readonly string[];
  readonly up: { readonly does: string; readonly text: string };
}

interface DriftReport {
  readonly drift: readonly DriftItem[];
  readonly information: readonly DriftItem[];
}

let stage: AcceptanceStage;
/** What the operator of the night does with a token of her own. */
let jane: ControlCalls;
let begun: number;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  await stage.up(declared(stage.smtpPort));
  const token = { name: "jane", scopes: ["read", "write"] };
  const made = (await stage.byHand.call("POST", "/v1/tokens", token)).body as { readonly token: string };
  jane = new ControlCalls({ endpoint: stage.host.endpoint, token: made.token });
  begun = Date.now();
});

afterAll(() => stage.strike());

function declared(port: number): readonly Declared[] {
  const scanners = {
    name: "Scanners",
    bindings: [`0.0.0.0:${port}`],
    remoteIpRanges: ["192.168.4.0/24"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
  };
  const deny = { connector: "scanners", principal: ANONYMOUS, access: "Deny", extendedRights: [OWN_SENDERS] };
  return [
    crmConnector(port),
    relayRight("crm"),
    { type: "ReceiveConnector", name: "scanners", args: scanners },
    { type: "ConnectorPermission", name: "scanners-no-spoofing", args: deny },
    { type: "AcceptedDomain", name: "contoso", args: { domainName: "contoso.com" } },
    { type: "RelayUser", name: "crm-app", args: { username: "crm-app", password: "correct horse battery staple" } },
  ];
}

async function drift(...flags: readonly string[]): Promise<CommandResult> {
  const state = await stage.stack.expectDone(["stack", "export"]);
  return runRelayctl(["drift", "-", ...flags], { host: stage.host, stdin: state.stdout });
}

function reportOf({ stdout }: CommandResult): DriftReport {
  return JSON.parse(stdout) as DriftReport;
}

describe("the drift story", () => {
  test("begins without drift", async () => {
    const clean = await drift();
    expect(clean.stderr).toBe("");
    expect(clean).toMatchObject({ code: 0 });
    expect(clean.stdout).toContain("no drift");
  });

  test("four changes made by hand are each named, with who made them, when, and what they mean", async () => {
    const port = stage.smtpPort;
    const connector = await jane.find("ReceiveConnector", ({ settings }) => settings["name"] === "CRM Application");
    const scanners = await jane.find("ReceiveConnector", ({ settings }) => settings["name"] === "Scanners");
    const deny = await jane.find("ConnectorPermission", ({ settings }) => settings["access"] === "Deny");
    await jane.change("ReceiveConnector", connector.id, { remoteIpRanges: ["192.168.2.0/24"] });
    await jane.change("ReceiveConnector", scanners.id, { permissionGroups: ["AnonymousUsers", "ExchangeUsers"] });
    await jane.remove("ConnectorPermission", deny.id);
    await jane.create("ReceiveConnector", {
      name: "Night shift",
      bindings: [`0.0.0.0:${port}`],
      remoteIpRanges: ["192.168.9.0/24"],
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
    });

    const found = await drift("--output", "json");
    expect(found.code).toBe(1);
    const items = reportOf(found).drift;
    expect(items.map(({ kind, object }) => [kind, object.name])).toEqual([
      ["changed", "CRM Application"],
      ["changed", "Scanners"],
      ["deleted", `Deny ${ANONYMOUS} on Scanners`],
      ["undeclared", "Night shift"],
    ]);
    for (const { changes, meaning } of items) {
      expect(changes[0]).toMatchObject({ tokenName: "jane", stack: null, address: "127.0.0.1" });
      expect(Date.parse(changes[0]?.at ?? "")).toBeGreaterThanOrEqual(begun - 1000);
      expect(meaning.join()).toMatch(/WIDENED|SIDE EFFECT/);
    }
    const [range, group, denied, connected] = items;
    expect(range?.properties).toEqual([
      { property: "remoteIpRanges", declared: ["192.168.2.55-192.168.2.56"], actual: ["192.168.2.0/24"] },
    ]);
    expect(range?.object.declaredAt).toMatch(/^index\.ts:\d+$/);
    expect(range?.meaning.join()).toContain("254 addresses");
    expect(group?.meaning.join()).toMatch(/authenticated|account|crm-app/i);
    expect(denied?.meaning.join()).toContain("contoso.com");
    expect(connected?.up).toMatchObject({ does: "nothing" });
    expect(items.slice(0, 3).map(({ up }) => up.does)).toEqual(["puts-back", "puts-back", "creates"]);
  });

  test("people read the same, and no secret", async () => {
    const found = await drift();
    for (const text of ["192.168.2.0/24", '"jane" by hand', "WIDENED", "relayctl delete ReceiveConnector"])
      expect(found.stdout).toContain(text);
    const state = await stage.stack.expectDone(["stack", "export", "--show-secrets"]);
    expect(state.stdout).toContain("correct horse battery staple");
    const shown = await runRelayctl(["drift", "-"], { host: stage.host, stdin: state.stdout });
    expect(shown.output).not.toContain("correct horse");
    const markdown = await drift("--output", "markdown");
    expect(markdown.stdout).toContain("### Relay drift: 4 drifts");
  });

  test("pulumi preview --refresh shows what it would put back", async () => {
    const preview = await stage.stack.preview("--refresh", "--diff");
    expect(preview.output).toMatch(/192\.168\.2\.0\/24/);
    expect(preview.output).toMatch(/ExchangeUsers/);
    expect(preview.output).toMatch(/scanners-no-spoofing/);
  });

  test("up --refresh puts back what the program declares, and the connector of the night remains", async () => {
    await stage.stack.expectDone(["up", "--refresh", "--yes", "--skip-preview"]);
    const left = await drift("--output", "json");
    expect(left.code).toBe(1);
    expect(reportOf(left).drift.map(({ kind, object }) => [kind, object.name])).toEqual([
      ["undeclared", "Night shift"],
    ]);
    const declaredOnly = await drift("--declared-only", "--output", "json");
    expect(declaredOnly.code).toBe(0);
    expect(reportOf(declaredOnly).information.map(({ object }) => object.name)).toContain("Night shift");
  });

  test("drift says how to delete it, and is clean afterwards", async () => {
    const { up } = reportOf(await drift("--output", "json")).drift[0] as DriftItem;
    const command = /relayctl (delete ReceiveConnector) '(Night shift)'/.exec(up.text);
    const words = [...(command?.[1]?.split(" ") ?? []), command?.[2] ?? ""];
    const shown = await runRelayctl(words, { host: stage.host });
    expect(shown).toMatchObject({ code: 2 });
    expect(shown.output).toContain("NARROWED");
    const deleted = await runRelayctl([...words, "--yes"], { host: stage.host });
    expect(deleted).toMatchObject({ code: 0, stdout: 'deleted ReceiveConnector "Night shift"\n' });
    const clean = await drift();
    expect(clean).toMatchObject({ code: 0, stderr: "" });
  });

  test("a program is compared as well as a state, and its own changes are no drift", async () => {
    const compare = async (...flags: readonly string[]) => {
      const preview = await stage.stack.expectDone(["preview", "--json", "--show-sames", ...flags]);
      return runRelayctl(["drift", "-", "--output", "json"], { host: stage.host, stdin: preview.stdout });
    };
    expect(await compare()).toMatchObject({ code: 0, stderr: "" });
    const [, ...others] = declared(stage.smtpPort);
    stage.declare(crmConnector(stage.smtpPort, { comment: "new in the program" }), ...others);
    const pending = await compare();
    expect(pending.code).toBe(0);
    expect(reportOf(pending).information.map(({ kind, object }) => [kind, object.name])).toContainEqual([
      "pending",
      "CRM Application",
    ]);
    const crm = await jane.find("ReceiveConnector", ({ settings }) => settings["name"] === "CRM Application");
    await jane.change("ReceiveConnector", crm.id, { maxHopCount: 7 });
    const both = await compare();
    expect(both.code).toBe(1);
    expect(reportOf(both).drift.map(({ properties }) => properties)).toEqual([
      [{ property: "maxHopCount", declared: 30, actual: 7 }],
    ]);
    const refreshed = await compare("--refresh");
    expect(refreshed).toMatchObject({ code: 2, stdout: "" });
    expect(refreshed.stderr).toContain("made with --refresh");
  });
});
