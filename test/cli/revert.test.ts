import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let calls: ControlCalls;
let connectorId: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-revert-"));
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com"],
  });
  calls = new ControlCalls(host);
  const settings = {
    name: "CRM Application",
    bindings: ["127.0.0.1:2525"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    permissionGroups: ["AnonymousUsers"],
  };
  connectorId = (await calls.create("ReceiveConnector", settings)).id;
  await calls.create("ConnectorPermission", {
    connector: connectorId,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
  await calls.change("ReceiveConnector", connectorId, { remoteIpRanges: ["192.168.2.0/24"] });
});

afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const relayctl = (...args: readonly string[]) => runRelayctl(args, { host });
const ranges = async () => {
  const connector = await calls.find("ReceiveConnector", ({ id }) => id === connectorId);
  return (connector.settings as { readonly remoteIpRanges: readonly string[] }).remoteIpRanges;
};

test("shows what it changes and what that means, asks, and does it with --yes", async () => {
  const shown = await relayctl("revert", "2", "--dry-run");
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain(`Revert from revision 3 to what was at revision 2: 1 object
  ~ ReceiveConnector "CRM Application"
      remoteIpRanges: - 192.168.2.0/24, + 192.168.2.55-192.168.2.56
`);
  expect(shown.stdout).toMatch(/NARROWED +254 addresses/i);
  const unasked = await relayctl("revert", "2");
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining("--yes")]);
  expect(await ranges()).toEqual(["192.168.2.0/24"]);
  const done = await relayctl("revert", "2", "--yes");
  expect([done.code, done.stderr]).toEqual([0, "Reverted to revision 2: the host is at revision 4.\n"]);
  expect(await ranges()).toEqual(["192.168.2.55-192.168.2.56"]);
  const { stdout: entry } = await relayctl("audit", "--limit", "1");
  expect(entry).toContain("reverts to revision 2");
  expect(entry).toMatch(
    /impact: NARROWED \(\w+\) 254 addresses \(192\.168\.2\.0.*\), anonymous, .*: relay -> refuse by CRM/,
  );
  const { stdout: widened } = await relayctl("audit", "--widening", "--limit", "1");
  expect(widened).toMatch(/^#4 .*impact: WIDENED/s);
  expect((await relayctl("revert", "2", "--yes")).stdout).toContain("there is nothing to revert");
});

test("--output json has the changes and their impact", async () => {
  const { code, stdout } = await relayctl("revert", "1", "--dry-run", "--output", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    revertTo: 1,
    dryRun: true,
    changes: [
      { action: "delete", kind: "ConnectorPermission" },
      { action: "update", kind: "ReceiveConnector" },
    ],
    impact: {},
  });
});

test("says what Pulumi does afterwards", async () => {
  await relayctl("export", "--format", "pulumi", "--stack", "acme/crm/prod");
  const { stdout } = await relayctl("revert", "2", "--dry-run");
  expect(stdout).toContain("the next pulumi up --refresh of acme/crm/prod puts 1 object back");
});

test("is refused while frozen, but for whoever breaks the glass", async () => {
  await relayctl("freeze", "--reason", "incident 7");
  const refused = await relayctl("revert", "2", "--yes");
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining("RELAY_FROZEN")]);
  expect((await relayctl("revert", "2", "--yes", "--break-glass", "back to what works")).code).toBe(0);
  expect(await ranges()).toEqual(["192.168.2.55-192.168.2.56"]);
});

test.each([
  { args: ["9", "--yes"], code: 3, says: "RELAY_REVISION_UNKNOWN" },
  { args: ["two"], code: 2, says: "number of a revision" },
])("revert $args ends with $code", async ({ args, code, says }) => {
  const result = await relayctl("revert", ...args);
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(says)]);
});
