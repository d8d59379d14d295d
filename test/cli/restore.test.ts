import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let file: string;
let host: RelayHost;
let calls: ControlCalls;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-restore-"));
  file = join(folder, "relay.json");
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com"],
  });
  calls = new ControlCalls(host);
  const { id } = await calls.create("ReceiveConnector", {
    name: "CRM Application",
    bindings: ["127.0.0.1:2525"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    permissionGroups: ["AnonymousUsers"],
  });
  const extendedRights = ["ms-Exch-SMTP-Accept-Any-Recipient"];
  await calls.create("ConnectorPermission", {
    connector: id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    extendedRights,
  });
  writeFileSync(file, (await relayctl("export")).stdout);
  await calls.change("ReceiveConnector", id, { remoteIpRanges: ["192.168.2.0/24"] });
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const relayctl = (...args: readonly string[]) => runRelayctl(args, { host });
const ranges = async () => (await calls.find("ReceiveConnector", () => true)).settings["remoteIpRanges"];

test("restore shows what becomes of the configuration, asks, does it, and has nothing left to do", async () => {
  const shown = await relayctl("restore", file, "--dry-run");
  expect(shown).toMatchObject({ code: 0, stderr: "" });
  expect(shown.stdout).toContain(`Restore ${file} in the place of revision 3: 1 object
  ~ ReceiveConnector "CRM Application"
      remoteIpRanges: - 192.168.2.0/24, + 192.168.2.55-192.168.2.56
`);
  expect(shown.stdout).toMatch(/NARROWED +254 addresses/i);
  const unasked = await relayctl("restore", file);
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining("--yes")]);
  expect(await ranges()).toEqual(["192.168.2.0/24"]);
  const done = await relayctl("restore", file, "--yes");
  expect([done.code, done.stderr]).toEqual([0, "Restored: the host is at revision 4.\n"]);
  expect(await ranges()).toEqual(["192.168.2.55-192.168.2.56"]);
  const again = JSON.parse((await relayctl("restore", file, "--yes", "--output", "json")).stdout) as object;
  expect(again).toMatchObject({ changes: [], revision: 4, impact: {} });
}, 30_000);

test.each([
  {
    what: "no document",
    text: '{"formatVersion": 1, "acceptedDomain": []}',
    code: 2,
    says: "is not a config document",
  },
  {
    what: "an account without its hash",
    text: '{"formatVersion": 1, "relayUsers": [{"username": "app"}]}',
    code: 3,
    says: "RELAY_RESTORE_REFUSED",
  },
])("restore of $what ends with $code, and changes nothing", async ({ text, code, says }) => {
  const other = join(folder, "other.json");
  writeFileSync(other, text);
  const { revision } = (await calls.call("GET", "/v1/status")).body as { readonly revision: number };
  const result = await relayctl("restore", other, "--yes");
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(says)]);
  expect((await calls.call("GET", "/v1/status")).body).toMatchObject({ revision });
});
