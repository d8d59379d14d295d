import Sqlite from "better-sqlite3";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { loadBook } from "../../relay/usage/load-book";
import { bookLine, cellLine, USAGE_FILE_HEADER } from "../../relay/usage/usage-line";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-usage-"));
  port = await freePort();
  host = await start();
  const calls = new ControlCalls(host);
  const { id: connector } = await calls.create("ReceiveConnector", {
    name: "CRM Application",
    bindings: [`0.0.0.0:${port}`],
    remoteIpRanges: ["192.168.2.0/24"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  });
  await calls.create("ConnectorPermission", {
    connector,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
  await calls.create("AcceptedDomain", { domainName: "contoso.com" });
  await calls.create("RelayUser", { username: "nobody" });
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

function relayctl(...args: readonly string[]) {
  return runRelayctl(args, { host });
}

/** Moves the beginning of everything a year back: as if the host had counted since then. */
function age(): void {
  const database = new Sqlite(join(folder, "host", "config.db"));
  database.exec("update object set created_at = 0, updated_at = 0");
  database.close();
  const file = join(folder, "host", "usage.log");
  const loaded = loadBook(readFileSync(file, "utf8"));
  if (loaded === undefined) throw new Error("the usage file cannot be read");
  const book = bookLine({ since: Date.now() - 365 * 86_400_000, savedAt: loaded.savedAt });
  writeFileSync(file, [`${USAGE_FILE_HEADER}\n`, ...[...loaded.book.cells()].map(cellLine), book].join(""));
}

test("what was accepted is counted by connector, range, client, principal and right, and survives a restart", async () => {
  const letter = { from: "crm@contoso.com", text: "x".repeat(1000) };
  for (const [client, to] of [
    ["192.168.2.55", "ada@example.net"],
    ["192.168.2.56", "ada@contoso.com"],
    ["192.168.2.56", "ada@example.net"],
  ] as const) {
    expect(await sendLetter({ port, proxyFrom: client }, { ...letter, to })).toMatch(/^250 /);
  }
  await host.stop();
  host = await start();
  const { stdout, code } = await relayctl("usage", "--output", "json");
  expect(code).toBe(0);
  const [crm] = (JSON.parse(stdout) as { readonly connectors: readonly object[] }).connectors;
  const right = (name: string) => expect.objectContaining({ right: `ms-Exch-SMTP-${name}` }) as unknown;
  expect(crm).toMatchObject({ name: "CRM Application", messages: 3, recipients: 3, relayed: 2 });
  expect(crm).toMatchObject({
    ranges: [
      {
        range: "192.168.2.0/24",
        messages: 3,
        clients: [
          { client: "192.168.2.55", messages: 1, relayed: 1 },
          { client: "192.168.2.56", messages: 2, recipients: 2, relayed: 1 },
        ],
      },
    ],
    principals: [{ principal: "NT AUTHORITY\\ANONYMOUS LOGON", messages: 3 }],
    rights: expect.arrayContaining([right("Submit"), right("Accept-Any-Recipient")]) as unknown,
  });
  const text = await relayctl("usage");
  expect(text.stdout).toMatch(/ {2}preset AnonymousUsers \[Submit\] +\d+ /);
  expect(text.stdout).toMatch(/ {2}ConnectorPermission \[NT AUTHORITY\\ANONYMOUS LOGON, Accept-Any-Recipient\] +\d+ /);
  expect(JSON.stringify(crm)).toMatch(/"right":"ms-Exch-SMTP-Accept-Any-Recipient"[^}]*"recipients":2,"relayed":2/);
});

test("a host that has counted for less calls nothing unused, and says so", async () => {
  const { stdout, code } = await relayctl("usage", "--unused", "90d");
  expect(stdout).toMatch(/^Cannot tell what was unused for 90d: this host has counted for \d+ \w+ only, since 20/);
  expect(code).toBe(2);
});

test("what nobody used is told, and what was seen is proposed", async () => {
  await host.stop();
  age();
  host = await start();
  const unused = await relayctl("usage", "--unused", "90d");
  expect(unused.stdout).toMatch(/Unused for 90d or longer:[^]*account nobody +never +nobody's/);
  expect(unused.code).toBe(1);
  const [patch, document] = [join(folder, "patch.json"), join(folder, "narrower.json")];
  const flags = ["--propose", "--patch", patch, "--document", document];
  const proposal = await relayctl("usage", "--unused", "90d", ...flags);
  expect(proposal.stdout).toContain('"CRM Application": remoteIpRanges 192.168.2.55-192.168.2.56');
  expect(proposal.stdout).toContain('remoteIpRanges: ["192.168.2.55-192.168.2.56"],');
  expect(proposal.stdout).toContain("Nobody can do more than before");
  expect(JSON.parse(readFileSync(patch, "utf8"))).toEqual([
    { op: "test", path: "/receiveConnectors/0/name", value: "CRM Application" },
    { op: "test", path: "/receiveConnectors/0/remoteIpRanges", value: ["192.168.2.0/24"] },
    { op: "replace", path: "/receiveConnectors/0/remoteIpRanges", value: ["192.168.2.55-192.168.2.56"] },
  ]);
  expect(readFileSync(document, "utf8")).toContain('"192.168.2.55-192.168.2.56"');
  const markdown = await relayctl("usage", "--unused", "90d", "--propose", "--output", "markdown");
  expect(markdown.stdout).toContain("```typescript");
});

test.each([
  [["--unused", "90"], "Write hours, days or weeks"],
  [["--propose"], "--propose needs to know how far back to look"],
  [["--patch", "x"], "--patch and --document belong to --propose"],
  [["--connector", "Nobody's"], 'The host has no receive connector "Nobody\'s"'],
])("usage %p is refused", async (args, message) => {
  const { stderr, code } = await relayctl("usage", ...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
