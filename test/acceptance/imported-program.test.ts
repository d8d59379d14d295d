import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { PulumiStack } from "../../tools/harness/pulumi-stack";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { runRelayctl } from "../cli/run-relayctl";
import { pulumiBin } from "./acceptance-stage";

jest.setTimeout(300_000);

const FIXTURES = join(PROJECT_ROOT, "test", "import", "fixtures");

let folder: string;
let port: number;
let host: RelayHost;
let stack: PulumiStack;

/** The sample export, its port another one: this machine's 25 is not the test's to take. */
function writeExport(): string {
  const path = join(folder, "connectors.json");
  const text = readFileSync(join(FIXTURES, "blessed.json"), "utf8");
  writeFileSync(path, text.replaceAll("0.0.0.0:25", `0.0.0.0:${port}`).replaceAll('"[::]:25", ', ""));
  return path;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-imported-"));
  port = await freePort();
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_acceptance_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
  });
});

afterAll(async () => {
  stack?.remove();
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a program imported from Exchange", () => {
  test("is written whole", async () => {
    const out = join(folder, "program");
    const files = [writeExport(), join(FIXTURES, "domains.csv")];
    const { code, stderr } = await runRelayctl(["import", "exchange", ...files, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    stack = new PulumiStack({ program: out, pulumiBin: pulumiBin(), env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } });
    await stack.init({ "relay:endpoint": host.endpoint }, { "relay:token": host.token });
  });

  test("applies cleanly, and the second preview is empty", async () => {
    await stack.expectDone(["up", "--yes", "--skip-preview"]);
    await stack.expectDone(["preview", "--refresh", "--expect-no-changes"]);
  });

  test.each([
    ["192.168.2.55", "crm@fabrikam.com", /^250 /],
    ["192.168.2.55", "crm@contoso.com", /^550 5\.7\.1 /],
    ["192.168.3.200", "scanner@contoso.com", /^250 /],
    ["192.168.2.57", "crm@fabrikam.com", /^550 5\.7\.1 Unable to relay/],
  ])("%s writes from %s to a customer", async (client, from, reply) => {
    const letter = { from, to: "customer@wingtip.com" };
    expect(await sendLetter({ port, proxyFrom: client }, letter)).toMatch(reply);
  });

  test("is on the host what its config document says", async () => {
    const { stdout } = await runRelayctl(["export"], { host });
    const exported = JSON.parse(stdout) as { receiveConnectors: { revision: number }[]; connectorPermissions: unknown };
    const written = JSON.parse(readFileSync(join(stack.programFolder, "config.json"), "utf8")) as typeof exported;
    const plain = exported.receiveConnectors.map(({ revision: _, ...settings }) => settings);
    expect(plain).toEqual(expect.arrayContaining(written.receiveConnectors));
    expect(exported.connectorPermissions).toEqual(expect.arrayContaining(written.connectorPermissions as unknown[]));
  });
});
