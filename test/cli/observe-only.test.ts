import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let port: number;
let connector: string;

const calls = () => new ControlCalls(host);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-observe-"));
  port = await freePort();
  host = await start();
  const created = await calls().create("ReceiveConnector", {
    name: "CRM Application",
    bindings: [`0.0.0.0:${port}`],
    remoteIpRanges: ["192.168.2.0/24"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
    protocolLoggingLevel: "Verbose",
  });
  connector = created.id;
  await calls().create("ConnectorPermission", {
    connector,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(): Promise<RelayHost> {
  return startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--initial-trusted-proxies", "127.0.0.1"],
  });
}

function send(client: string): Promise<string> {
  return sendLetter({ port, proxyFrom: client }, { from: "crm@contoso.com", to: "ada@example.net" });
}

async function observed(): Promise<{ readonly code: number | null; readonly stdout: string }> {
  return runRelayctl(["usage", "--observed"], { host });
}

test("nothing is observed at first", async () => {
  expect(await observed()).toMatchObject({ code: 0, stdout: "No connector is observed only.\n" });
});

test("a client outside the narrower range still relays, and is listed", async () => {
  const narrow = { remoteIpRanges: ["192.168.2.55-192.168.2.56"], observeOnly: true };
  await calls().change("ReceiveConnector", connector, narrow);
  expect(await send("192.168.2.55")).toMatch(/^250 /);
  expect(await observed()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Nothing would have been refused") as string,
  });
  expect(await send("192.168.2.57")).toMatch(/^250 /);
  const { code, stdout } = await observed();
  expect(stdout).toMatch(/^"CRM Application" is observed only, since 20/);
  expect(stdout).toMatch(/CRM Application +192\.168\.2\.57 +no-connector +1 +\d+ seconds? ago/);
  expect(stdout).not.toContain("192.168.2.55");
  expect(code).toBe(1);
  expect(host.log()).toMatch(/"client":"192\.168\.2\.57".*"reason":"no-connector".*"msg":"would be refused"/);
});

test("status says that the settings are not what is enforced", async () => {
  const { stdout } = await runRelayctl(["status"], { host });
  expect(stdout).toMatch(
    /! Receive connector "CRM Application" is observed only since 20\S+: what held before is enforced/,
  );
  expect(stdout).toContain("CRM Application (observed only)");
});

test("an export says what is enforced", async () => {
  const { stdout } = await runRelayctl(["export"], { host });
  const [crm] = (JSON.parse(stdout) as { readonly receiveConnectors: readonly object[] }).receiveConnectors;
  expect(crm).toMatchObject({
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    observeOnly: true,
    enforced: { settings: { remoteIpRanges: ["192.168.2.0/24"] }, connectorPermissions: [{ access: "Allow" }] },
  });
});

test("what would allow more is refused, naming who could do it", async () => {
  const wider = calls().change("ReceiveConnector", connector, { remoteIpRanges: ["192.168.0.0/16"] });
  await expect(wider).rejects.toThrow(/RELAY_OBSERVE_WIDENS.*192\.168\./);
});

test("a delete shows who loses what is enforced, and not what is observed", async () => {
  const { code, stderr } = await runRelayctl(["delete", "ReceiveConnector", "CRM Application"], { host });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/NARROWED {2}256 addresses {2}192\.168\.2\.0\/24/)]);
});

test("a killed host goes on enforcing what it did, and observing", async () => {
  await host.kill();
  host = await start();
  expect(await send("192.168.2.58")).toMatch(/^250 /);
  expect((await observed()).stdout).toContain("192.168.2.58");
  expect((await observed()).stdout).toContain("CRM Application");
});

test("refused for another reason: the right that is taken away while it is observed", async () => {
  const [entry] = await calls().list("ConnectorPermission");
  await calls().remove("ConnectorPermission", entry?.id ?? "");
  expect(await send("192.168.2.55")).toMatch(/^250 /);
  expect((await observed()).stdout).toMatch(/192\.168\.2\.55 +no-relay-right +1/);
});

test("once it is enforced the client is refused, and nothing is observed", async () => {
  await calls().change("ReceiveConnector", connector, { observeOnly: false });
  expect(await send("192.168.2.57")).toMatch(/^421 4\.3\.2 /);
  expect(await send("192.168.2.55")).toMatch(/^550 5\.7\.1 /);
  expect((await observed()).stdout).toBe("No connector is observed only.\n");
});
