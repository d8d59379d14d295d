import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRelayctl } from "./run-relayctl";

const folder = mkdtempSync(join(tmpdir(), "relay-check-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NET = { name: "Net", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.0/24"] };
const HALVES = {
  name: "Halves",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["192.168.2.0/25", "192.168.2.128/25", "192.168.2.7"],
  permissionGroups: ["AnonymousUsers"],
};
const DENY = {
  connector: "Halves",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Deny",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};

function checked(document: object, ...more: readonly string[]) {
  const file = join(folder, "document.json");
  writeFileSync(file, JSON.stringify({ formatVersion: 1, ...document }));
  return runRelayctl(["check", file, ...more]);
}

test("check tells what connectors do to each other, entries that take nothing, and ends with 1", async () => {
  const { code, stdout, stderr } = await checked({ receiveConnectors: [NET, HALVES], connectorPermissions: [DENY] });
  expect(stdout.trimEnd().split("\n")).toEqual([
    'Net: remoteIpRanges[0] is 192.168.2.0/24: it never matches, hidden by "Halves" (192.168.2.0/25), and the action differs (permissionGroups, permissions). (range-never-matches)',
    expect.stringMatching(/^Halves: remoteIpRanges\[\d\] is 192.168.2.7: .* \(redundant-range\)$/),
    expect.stringMatching(/^Halves: Deny of ms-Exch-SMTP-Accept-Any-Recipient .* it can go. \(idle-deny\)$/),
  ]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "3 of these deserve a second look.\n" });
});

test("as JSON each lint says what it is about, and where that is in the document", async () => {
  const document = { receiveConnectors: [NET, HALVES], connectorPermissions: [DENY] };
  const { code, stdout } = await checked(document, "--output", "json");
  const { lints } = JSON.parse(stdout) as { readonly lints: readonly Record<string, string>[] };
  expect(code).toBe(1);
  expect(lints.map(({ kind, name, lint, path }) => [kind, name, lint, path])).toEqual([
    ["ReceiveConnector", "Net", "range-never-matches", "receiveConnectors[0].remoteIpRanges[0]"],
    ["ReceiveConnector", "Halves", "redundant-range", expect.stringMatching(/^receiveConnectors\[1\].remoteIpRanges/)],
    ["ConnectorPermission", "Halves", "idle-deny", "connectorPermissions[0].extendedRights"],
  ]);
});
