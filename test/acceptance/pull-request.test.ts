import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type CommandResult, PulumiStack } from "../../tools/harness/pulumi-stack";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { runRelayctl } from "../cli/run-relayctl";
import { pulumiBin } from "./acceptance-stage";

jest.setTimeout(300_000);

const TOKEN = "relay_acceptance_0123456789abcdefghijklmnopqrstuvwxyz";

let folder: string;
let host: RelayHost;
let stack: PulumiStack;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-pull-request-"));
  port = await freePort();
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: TOKEN,
    flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
  });
  stack = new PulumiStack({
    program: join(PROJECT_ROOT, "test", "acceptance", "programs", "pull-request"),
    pulumiBin: pulumiBin(),
    folder: join(folder, "stack"),
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
  await stack.init({ "relay:endpoint": host.endpoint, "pull-request:port": String(port) }, { "relay:token": TOKEN });
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(stack.programFolder, ".gitignore"), "node_modules\n*.json.out\n");
  commit("The CRM application relays from its two addresses");
  await stack.expectDone(["up", "--yes", "--skip-preview"]);
  await exportTo("main.json");
  git("switch", "--quiet", "--create", "widen");
  edit('"192.168.2.55-192.168.2.56"', '"192.168.2.0/24"');
  commit("Let the whole network of the CRM application relay");
  writeFileSync(at("preview.json"), (await stack.expectDone(["preview", "--json", "--show-sames"])).stdout);
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=CRM team", "-c", "user.email=crm@contoso.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...who, ...args], { cwd: stack.programFolder });
}

function commit(message: string): void {
  git("add", ".");
  git("commit", "--quiet", "--message", message);
}

function edit(from: string, to: string): void {
  const file = join(stack.programFolder, "index.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

function at(name: string): string {
  return join(folder, name);
}

async function exportTo(name: string): Promise<void> {
  writeFileSync(at(name), (await runRelayctl(["export"], { host })).stdout);
}

/** What the gate of the pull request says. */
function impact(...flags: readonly string[]): Promise<CommandResult> {
  const sides = ["--before", at("preview.json"), "--after", at("preview.json"), "--base", "host"];
  return runRelayctl(["impact", ...sides, ...flags], { host });
}

interface Rows {
  readonly rows: readonly Row[];
}

interface Row {
  readonly kind: string;
  readonly box: { readonly addresses: { readonly ipv4Count: string } };
  readonly before: { readonly reply: { readonly code: number; readonly enhancedCode: string; readonly text: string } };
  readonly after: { readonly verdict: string };
  readonly witness: { readonly client: string; readonly sender: string; readonly recipient: string };
}

async function theWidening(): Promise<Row> {
  const { stdout } = await impact("--output", "json");
  const widened = (JSON.parse(stdout) as Rows).rows.filter(({ kind }) => kind === "widened");
  expect(widened).toHaveLength(1);
  return widened[0] as Row;
}

function writeIntent(name: string, addresses: readonly string[]): string {
  const rule = { name: "CRM network", addresses, connectors: ["CRM Application"], tls: "any" };
  writeFileSync(at(name), JSON.stringify({ formatVersion: 1, allow: [rule] }));
  return at(name);
}

describe("a pull request that widens a relay from two addresses to a network", () => {
  test("fails the gate, and says who may newly relay, by what, and for example whom", async () => {
    const { code, stdout, stderr } = await impact("--no-new-access");
    expect(stdout).toMatch(/WIDENED {2}254 addresses/);
    expect(stdout).toMatch(/"Default Frontend" refuses \(550 5\.7\.1/);
    expect(stdout).toMatch(/"CRM Application" relays by ConnectorPermission/);
    expect(stdout).toMatch(/e\.g\. +192\.168\.2\.1 +MAIL FROM:<.+> +RCPT TO:<.+>/);
    expect(stdout).toMatch(/gate: FAIL {2}no-new-access: may newly relay: 254 addresses/);
    expect(stderr).toBe("no-new-access fails.\n");
    expect(code).toBe(1);
  });

  test("is told in the comment on the pull request", async () => {
    const { code, stdout } = await impact("--no-new-access", "--output", "markdown");
    expect(stdout).toContain("254 addresses");
    expect(stdout).toContain("192.168.2.0");
    expect(stdout).toContain("no-new-access");
    expect(code).toBe(1);
  });

  test("is annotated at the line of the program that widens it", async () => {
    const { stdout } = await impact("--no-new-access", "--output", "sarif", "--program-dir", "infra/mail");
    const lines = readFileSync(join(stack.programFolder, "index.ts"), "utf8").split("\n");
    const line = lines.findIndex((text) => text.includes('new relay.ConnectorPermission("crm-relay"')) + 1;
    expect(stdout).toContain('"uri": "infra/mail/index.ts"');
    expect(stdout).toContain(`"startLine": ${line}`);
  });

  test("passes when the intent of the change says so, and only that", async () => {
    const whole = await impact("--intent", writeIntent("intent.json", ["192.168.2.0/24"]));
    expect(whole.stdout).toContain("gate: PASS  intent");
    expect(whole.code).toBe(0);
    const half = await impact("--intent", writeIntent("half.json", ["192.168.2.0/25"]));
    expect(half.stdout).toMatch(/gate: FAIL {2}intent/);
    expect(half.code).toBe(1);
  });

  test("is the same change by two exports, and none while main stands", async () => {
    const main = await runRelayctl(["impact", "--before", at("main.json"), "--after", "host", "--no-new-access"], {
      host,
    });
    expect(main.stdout).toContain("impact: ");
    expect(main.code).toBe(0);
  });

  test("has a witness that the host refuses today, and relays once the branch is applied", async () => {
    const { witness, before } = await theWidening();
    const write = () =>
      sendLetter({ port, proxyFrom: witness.client }, { from: witness.sender, to: witness.recipient });
    const { code, enhancedCode, text } = before.reply;
    expect(await write()).toBe(`${code} ${enhancedCode} ${text}`);
    await stack.expectDone(["up", "--yes", "--skip-preview"]);
    expect(await write()).toMatch(/^250 /);
    const after = await runRelayctl(["impact", "--before", at("main.json"), "--after", "host", "--no-new-access"], {
      host,
    });
    expect(after.stdout).toMatch(/WIDENED {2}254 addresses/);
    expect(after.code).toBe(1);
  });
});
