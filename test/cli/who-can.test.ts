import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRelayctl } from "./run-relayctl";

let folder: string;

const DOCUMENT = {
  formatVersion: 1,
  receiveConnectors: [
    connector("Default Frontend", ["0.0.0.0/0"]),
    connector("CRM Application", ["192.168.2.55-192.168.2.56"]),
    {
      ...connector("Clients", ["10.0.0.0/8"]),
      bindings: ["0.0.0.0:587"],
      permissionGroups: ["ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth"],
    },
  ],
  connectorPermissions: [
    {
      connector: "CRM Application",
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
      expiresAt: "2027-01-01T00:00:00Z",
    },
  ],
  acceptedDomains: [{ domainName: "contoso.com" }],
  relayUsers: [{ username: "crm", allowedSenders: ["contoso.com"] }],
  transportConfig: { trustedProxies: ["172.16.0.4"] },
};

function connector(name: string, remoteIpRanges: readonly string[]) {
  return {
    name,
    remoteIpRanges,
    bindings: ["0.0.0.0:25"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-who-can-"));
  writeFileSync(join(folder, "relay.json"), JSON.stringify(DOCUMENT));
  writeFileSync(
    join(folder, "ceiling.json"),
    '{"formatVersion": 1, "allow": [{"name": "crm", "adresses": ["10.0.0.1"]}]}',
  );
  writeFileSync(
    join(folder, "twice.json"),
    '{"formatVersion": 1, "allow": [{"name": "a", "tls": "none", "tls": "any"}]}',
  );
  writeFileSync(join(folder, "cut.json"), '{"formatVersion": 1, "allow": [');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function whoCan(...flags: readonly string[]) {
  return runRelayctl(["who-can", ...flags, join(folder, "relay.json"), "--at", "2026-11-24T00:00:00Z"]);
}

interface Listed {
  readonly verb: string;
  readonly total: { readonly ipv4Count: string };
  readonly grants: readonly { readonly answer: { readonly connector: string; readonly verdict: string } }[];
  readonly trustedProxies: readonly string[];
}

async function listed(...flags: readonly string[]): Promise<Listed> {
  const { stdout, code } = await whoCan(...flags, "--output", "json");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Listed;
}

test("lists who may relay, by which entry, with the proxies who may claim to be them", async () => {
  const { stdout, code } = await whoCan("--to-external", "--anonymous");
  expect(code).toBe(0);
  expect(stdout).toContain("1 grant: from 2 addresses somebody can relay, 2 addresses without proving who it is\n");
  expect(stdout).toContain(
    'by    "CRM Application" relays by ConnectorPermission [NT AUTHORITY\\ANONYMOUS LOGON, Accept-Any-Recipient]',
  );
  expect(stdout).toContain("trusted proxies 172.16.0.4 (1 address) may claim every client address");
});

test.each<[title: string, flags: readonly string[], connectors: readonly string[], addresses: string]>([
  ["an account", ["--user", "CRM", "--to-external", "--as", "a@contoso.com"], ["Clients"], "16777216"],
  [
    "an account with TLS only",
    ["--user", "crm", "--to-external", "--tls", "--as", "contoso.com"],
    ["Clients"],
    "16777216",
  ],
  ["a network", ["--to-external", "--anonymous", "--from", "192.168.2.0-192.168.2.55"], ["CRM Application"], "1"],
  ["another endpoint", ["--to-external", "--anonymous", "--binding", "10.1.1.1:587"], [], "0"],
  ["one of the wildcard", ["--to-external", "--binding", "10.1.1.1:587", "--as", "<>"], ["Clients"], "16777216"],
  [
    "mail for our own domain",
    ["--to", "contoso.com", "--anonymous", "--as", "<>"],
    ["CRM Application", "Default Frontend"],
    "4294967296",
  ],
  ["nobody else's domain", ["--to-external", "--to", "contoso.com"], [], "0"],
])("is narrowed to %s", async (_title, flags, connectors, addresses) => {
  const { grants, total } = await listed(...flags);
  expect([...new Set(grants.map(({ answer }) => answer.connector))].sort()).toEqual(connectors);
  expect(total.ipv4Count).toBe(addresses);
});

test("what has expired grants nothing", async () => {
  const { stdout, code } = await runRelayctl([
    ...["who-can", "--to-external", "--anonymous", "--expect-none", "--at", "2027-01-01", join(folder, "relay.json")],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("nobody can relay");
});

test.each<[title: string, flags: readonly string[], code: number, says: string]>([
  ["somebody can", ["--to-external", "--expect-none"], 1, "Expected nobody, but somebody can relay."],
  ["nobody can", ["--to-external", "--anonymous", "--from", "8.8.8.8", "--expect-none"], 0, ""],
  [
    "a proxy can claim to be somebody who can",
    ["--to-external", "--from", "172.16.0.0/12", "--expect-none"],
    1,
    "Expected nobody, but 172.16.0.4 can relay: trusted proxies claim any address.",
  ],
  ["a bad range", ["--from", "10.0.0.1/8"], 2, "has host bits set; write 10.0.0.0/8"],
  ["a bad recipient", ["--to", "*"], 2, '--to is "*": write an address or a domain'],
  ["a bad binding", ["--binding", "10.0.0.1"], 2, "has no port; write 10.0.0.1:25"],
  [
    "an account that nobody declared",
    ["--user", "nobody"],
    2,
    '--user: there is no RelayUser "nobody" in this configuration.',
  ],
  ["two identities", ["--user", "crm", "--anonymous"], 2, "cannot be used with"],
  ["a bad time", ["--at", "tomorrow"], 2, "Write a day such as 2027-01-31"],
])("ends as it should when there is %s", async (_title, flags, code, says) => {
  const result = await whoCan(...flags);
  expect(result.stderr).toContain(says);
  expect(result.code).toBe(code);
});

test.each<[title: string, file: string, says: RegExp]>([
  [
    "a typo",
    "ceiling.json",
    /ceiling\.json is not a ceiling file:\nallow\[0\]\.adresses: there is no such key; did you mean addresses\?/,
  ],
  ["half a file", "cut.json", /cut\.json:1:\d+ is not JSON: it ends in the middle of a value/],
  [
    "a key that is there twice",
    "twice.json",
    /twice\.json:1:61 has the key "tls" twice in one object: write it once\./,
  ],
  ["no file", "nowhere.json", /nowhere\.json is not there/],
])("a gate with %s never passes", async (_title, file, says) => {
  const [config, rules] = [join(folder, "relay.json"), join(folder, file)];
  for (const flag of ["--ceiling", "--intent"]) {
    const { stdout, stderr, code } = await runRelayctl(["impact", "--before", config, "--after", config, flag, rules]);
    expect(stderr).toMatch(
      flag === "--intent" ? new RegExp(says.source.replace("a ceiling file", "an intent file")) : says,
    );
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
  }
});
