import Sqlite from "better-sqlite3";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadBook } from "../../relay/usage/load-book";
import { bookLine, cellLine, USAGE_FILE_HEADER } from "../../relay/usage/usage-line";
import { CrmStage } from "./crm-stage";

let stage: CrmStage;

beforeAll(async () => {
  stage = await CrmStage.set();
  await stage.byHand.create("AcceptedDomain", { domainName: "contoso.com" });
  await stage.byHand.create("RelayUser", { username: "nobody" });
});

afterAll(() => stage.strike());

/** Moves the beginning of everything a year back: as if the host had counted since then. */
function age(): void {
  const database = new Sqlite(join(stage.folder, "host", "config.db"));
  database.exec("update object set created_at = 0, updated_at = 0");
  database.close();
  const file = join(stage.folder, "host", "usage.log");
  const loaded = loadBook(readFileSync(file, "utf8"));
  if (loaded === undefined) throw new Error("the usage file cannot be read");
  const book = bookLine({ since: Date.now() - 365 * 86_400_000, savedAt: loaded.savedAt });
  writeFileSync(file, [`${USAGE_FILE_HEADER}\n`, ...[...loaded.book.cells()].map(cellLine), book].join(""));
}

test("what was accepted is counted by connector, range, client, principal and right, and survives a restart", async () => {
  const text = "x".repeat(1000);
  for (const [client, to] of [
    ["192.168.2.55", "ada@example.net"],
    ["192.168.2.56", "ada@contoso.com"],
    ["192.168.2.56", "ada@example.net"],
  ] as const) {
    expect(await stage.send(client, { to, text })).toMatch(/^250 /);
  }
  await stage.host.stop();
  await stage.startAgain();
  const { stdout, code } = await stage.relayctl("usage", "--output", "json");
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
  const shown = await stage.relayctl("usage");
  expect(shown.stdout).toMatch(/ {2}preset AnonymousUsers \[Submit\] +\d+ /);
  expect(shown.stdout).toMatch(/ {2}ConnectorPermission \[NT AUTHORITY\\ANONYMOUS LOGON, Accept-Any-Recipient\] +\d+ /);
  expect(JSON.stringify(crm)).toMatch(/"right":"ms-Exch-SMTP-Accept-Any-Recipient"[^}]*"recipients":2,"relayed":2/);
});

test("a host that has counted for less calls nothing unused, and says so", async () => {
  const { stdout, code } = await stage.relayctl("usage", "--unused", "90d");
  expect(stdout).toMatch(/^Cannot tell what was unused for 90d: this host has counted for \d+ \w+ only, since 20/);
  expect(code).toBe(2);
});

test("what nobody used is told, and what was seen is proposed", async () => {
  await stage.host.stop();
  age();
  await stage.startAgain();
  const unused = await stage.relayctl("usage", "--unused", "90d");
  expect(unused.stdout).toMatch(/Unused for 90d or longer:[^]*account nobody +never +nobody's/);
  expect(unused.code).toBe(1);
  const [patch, document] = [join(stage.folder, "patch.json"), join(stage.folder, "narrower.json")];
  const flags = ["--propose", "--patch", patch, "--document", document];
  const proposal = await stage.relayctl("usage", "--unused", "90d", ...flags);
  expect(proposal.stdout).toContain('"CRM Application": remoteIpRanges 192.168.2.55-192.168.2.56');
  expect(proposal.stdout).toContain('remoteIpRanges: ["192.168.2.55-192.168.2.56"],');
  expect(proposal.stdout).toContain("Nobody can do more than before");
  expect(JSON.parse(readFileSync(patch, "utf8"))).toEqual([
    { op: "test", path: "/receiveConnectors/0/name", value: "CRM Application" },
    { op: "test", path: "/receiveConnectors/0/remoteIpRanges", value: ["192.168.2.0/24"] },
    { op: "replace", path: "/receiveConnectors/0/remoteIpRanges", value: ["192.168.2.55-192.168.2.56"] },
  ]);
  expect(readFileSync(document, "utf8")).toContain('"192.168.2.55-192.168.2.56"');
  const markdown = await stage.relayctl("usage", "--unused", "90d", "--propose", "--output", "markdown");
  expect(markdown.stdout).toContain("```typescript");
});

test.each([
  [["--unused", "90"], "Write hours, days or weeks"],
  [["--propose"], "--propose needs to know how far back to look"],
  [["--patch", "x"], "--patch and --document belong to --propose"],
  [["--connector", "Nobody's"], 'The host has no receive connector "Nobody\'s"'],
])("usage %p is refused", async (args, message) => {
  const { stderr, code } = await stage.relayctl("usage", ...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
