import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let connectorId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-audit-"));
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com"],
  });
  const calls = new ControlCalls(host);
  const settings = {
    name: "CRM Application",
    bindings: ["127.0.0.1:2525"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    permissionGroups: ["AnonymousUsers"],
    enabled: false,
  };
  connectorId = (await calls.create("ReceiveConnector", settings)).id;
  await calls.create("AcceptedDomain", { domainName: "contoso.com" });
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const relayctl = (...args: readonly string[]) => runRelayctl(args, { host });

async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await relayctl(...args);
  if (code !== 0) throw new Error(`relayctl ${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

const untimed = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");

describe("relayctl audit", () => {
  test("says who, when, from where and what, the newest entry at the bottom", async () => {
    expect(untimed(await done("audit"))).toBe(`#1  TIME  create-token "first admin", revision 0
    by installation by hand
    scopes: admin
#2  TIME  create ReceiveConnector "CRM Application", revision 1
    by first admin by hand from 127.0.0.1
    enabled: false
    bindings: 127.0.0.1:2525
    remoteIpRanges: 192.168.2.55-192.168.2.56
    permissionGroups: AnonymousUsers
    impact: none
#3  TIME  create AcceptedDomain "contoso.com", revision 2
    by first admin by hand from 127.0.0.1
    domainName: contoso.com
    impact: none
`);
  });

  test("finds entries by flags, and says the same as audit list", async () => {
    const found = async (...flags: readonly string[]) => {
      const text = await done("audit", ...flags, "--output", "json");
      return (JSON.parse(text) as { items: readonly { sequence: number }[] }).items.map(({ sequence }) => sequence);
    };
    expect(await found("--kind", "AcceptedDomain")).toEqual([3]);
    expect(await found("--object", "crm application")).toEqual([2]);
    expect(await found("--object", connectorId)).toEqual([2]);
    expect(await found("--limit", "1")).toEqual([3]);
    expect(await found("--after", "1", "--limit", "1")).toEqual([2]);
    expect(await found("--since", "1h", "--actor", "First Admin")).toEqual([2, 3]);
    expect(await found("--until", "1h")).toEqual([]);
    expect(await found("--widening")).toEqual([]);
    expect(await found("--refused")).toEqual([]);
    expect(await done("audit", "list")).toBe(await done("audit"));
  });

  test.each([
    ["--since", "yesterday"],
    ["--kind", "Nothing"],
    ["--limit", "0"],
    ["--stack", "prod"],
    ["--head", "x"],
    ["--refused", "--applied"],
  ])("does not take %s %s", async (...flags) => {
    expect((await relayctl("audit", ...flags)).code).toBe(2);
  });

  test("shows one entry whole", async () => {
    const text = await done("audit", "show", "2");
    expect(text).toContain('"192.168.2.55-192.168.2.56"');
    expect(text).toMatch(/\nhash {11}[0-9a-f]{64}\n$/);
    expect((await relayctl("audit", "show", "99")).code).toBe(3);
  });

  test("stays with --follow and shows what comes", async () => {
    const args = [join(PROJECT_ROOT, "bin", "relayctl.cjs"), "audit", "--follow", "--output", "json", "--after", "2"];
    const env = { ...process.env, RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: host.token };
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (bytes: Buffer) => (text += bytes.toString()));
    const seen = () => text.split("\n").filter((line) => line !== "");
    await waitFor("the entry that is there", () => Promise.resolve(seen().length >= 1 || undefined));
    await new ControlCalls(host).create("AcceptedDomain", { domainName: "fabrikam.com" });
    await waitFor("the entry that comes", () => Promise.resolve(seen().length >= 2 || undefined));
    child.kill();
    await once(child, "close");
    expect(seen().map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual([3, 4]);
  });
});

describe("relayctl audit verify", () => {
  let exported: readonly string[];
  const head = (line: string) => (JSON.parse(line) as { readonly hash: string }).hash;
  const verifyFile = (lines: readonly string[], ...flags: readonly string[]) => {
    const file = join(folder, "audit.jsonl");
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return relayctl("audit", "verify", "--file", file, ...flags);
  };

  beforeAll(async () => {
    exported = (await done("audit", "export")).trimEnd().split("\n");
  });

  test("finds every entry as it was written, on the host and in an export", async () => {
    expect(await done("audit", "verify")).toMatch(/^4 entries are as written\.\nhead {2}4:[0-9a-f]{64}\n$/);
    const file = await verifyFile(exported);
    expect([file.code, file.stdout]).toEqual([0, await done("audit", "verify")]);
  });

  test("knows the head that was kept elsewhere, and misses one that is not there", async () => {
    const known = head(exported[1] ?? "");
    for (const given of [known, `2:${known}`]) {
      expect(await done("audit", "verify", "--head", given)).toContain("is in the chain");
    }
    for (const given of [`3:${known}`, "0".repeat(63) + "1"]) {
      const { code, stdout } = await relayctl("audit", "verify", "--head", given);
      expect([code, stdout]).toEqual([1, expect.stringContaining("is not in the chain")]);
    }
  });

  const without = (index: number) => exported.filter((_, at) => at !== index);
  test.each([
    ["an entry whose text was changed", () => exported.map((line) => line.replace("fabrikam", "contosa")), 4],
    ["an entry that is gone", () => without(1), 2],
    [
      "entries in another order",
      () => [exported[0], exported[2], exported[1], exported[3]].map((line) => line ?? ""),
      2,
    ],
  ])("says which entry is the first broken one: %s", async (_what, lines, sequence) => {
    const { code, stdout } = await verifyFile(lines(), "--output", "json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, broken: { sequence }, entries: sequence - 1 });
  });

  test("finds nothing wrong with an audit that was cut, but for a head kept elsewhere", async () => {
    const cut = exported.slice(0, -1);
    expect((await verifyFile(cut)).code).toBe(0);
    expect((await verifyFile(cut, "--head", head(exported.at(-1) ?? ""))).code).toBe(1);
  });

  test("begins where an export begins, and says what it did not look at", async () => {
    const { code, stdout } = await verifyFile(exported.slice(2));
    expect([code, stdout]).toEqual([0, expect.stringContaining("from entry 3; what came before it was not looked at")]);
  });

  test("ends with 2 for what is no export", async () => {
    const { code, stderr } = await verifyFile([...exported, "{}"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("line 5 is no entry of an audit")]);
    expect((await relayctl("audit", "verify", "--file", join(folder, "none"))).code).toBe(2);
    const twice = await verifyFile([...exported, (exported[0] ?? "").replace("{", '{"sequence":9,')]);
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('line 5 has the key "sequence" twice')]);
    const empty = await verifyFile([]);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining("holds no entry of an audit")]);
  });
});

describe("relayctl freeze", () => {
  test("refuses writes until unfreeze, and says so in status", async () => {
    expect((await relayctl("freeze", "status")).code).toBe(0);
    expect(await relayctl("freeze", "--reason", "")).toMatchObject({ code: 2, stdout: "" });
    const text = await done("freeze", "--reason", "incident 7");
    expect(untimed(text)).toBe("The configuration is FROZEN since TIME by first admin: incident 7\n");
    expect(await done("status")).toContain(`! ${text}`);
    const status = await relayctl("freeze", "status", "--output", "json");
    expect([status.code, JSON.parse(status.stdout)]).toMatchObject([1, { frozen: { reason: "incident 7" } }]);
    expect(await relayctl("freeze", "status")).toMatchObject({ code: 1, stdout: text, stderr: "" });
    const claim = ["export", "--format", "pulumi", "--stack", "acme/crm/prod"];
    const refused = await relayctl(...claim);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringMatching(/incident 7[^]*RELAY_FROZEN/)]);
    expect((await relayctl(...claim, "--break-glass", "needed now")).code).toBe(0);
    expect(await done("audit", "--limit", "1")).toContain("although frozen: needed now");
    expect(await done("unfreeze")).toBe("The configuration is not frozen.\n");
    expect((await relayctl("freeze", "status")).code).toBe(0);
  });
});
