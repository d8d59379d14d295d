import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { SmtpDialogue } from "../../tools/harness/smtp-dialogue";
import { startEchoingHop } from "./echoing-hop";
import { filesBelow, SecretSearch } from "./secret-search";

jest.setTimeout(240_000);

const PLANTED = {
  "the admin's token": "adm1n-T0ken_5f2c9a7e1b",
  "an account's password": 'Acc0unt "p4ss\\word" 7731',
  "an account's new password": "Acc0unt-next-p4ss 7732",
  "a smart host's password": "Sm4rt-h0st-p4ss 9914",
  "a password of the wrong type": "Wr0ng-type-p4ss 4410",
  "a password in the wrong place": "M1splaced-p4ss 5521",
  "a password in what is no JSON": "N0-json-p4ss 6632",
  "a guessed token": "gu3ssed-t0ken_883190",
  "a password tried over SMTP": "Tr1ed-over-smtp 2209",
  "a password typed for a command": "Typ3d-for-command-1147",
  "the directory's service password": "D1rectory-p4ss 3308",
  "a token in an address": "Qu3ry-t0ken_771200",
};

const CRM = { username: "crm", allowedSenders: ["crm@fabrikam.com"] };

let dataDir: string;
let host: RelayHost;
let pair: TestPair;
let search: SecretSearch;
let hop: Awaited<ReturnType<typeof startEchoingHop>>;
const outputs = new Map<string, string>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-secrets-"));
  pair = await testCertificate({ commonName: "relay.contoso.com" });
  search = new SecretSearch({ ...PLANTED, "a private key": keyLine(pair) });
  const smtp = await freePort();
  hop = await startEchoingHop();
  host = await startRelayHost({
    dataDir,
    token: PLANTED["the admin's token"],
    flags: [
      ...["--log-level", "debug", "--ldap-url", "ldap://127.0.0.1:1", "--ldap-tls", "none"],
      ...["--ldap-search-base", "dc=contoso", "--ldap-service-dn", "cn=relay,dc=contoso"],
    ],
    env: { RELAY_LDAP_SERVICE_PASSWORD: PLANTED["the directory's service password"] },
  });
  await exercise(smtp);
});
afterAll(async () => {
  await host.stop();
  await hop.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

// One line of its base64: the rest of a PEM text is the same for every key.
function keyLine({ key }: TestPair): string {
  return key.split("\n")[2] ?? "";
}

async function exercise(smtp: number): Promise<void> {
  const byHand = new ControlCalls(host);
  const password = PLANTED["an account's password"];
  await byHand.create("ReceiveConnector", {
    name: "Everybody",
    bindings: [`127.0.0.1:${smtp}`],
    remoteIpRanges: ["127.0.0.0/8"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["BasicAuth"],
    protocolLoggingLevel: "Verbose",
    authTarpitInterval: "00:00:00",
    tarpitInterval: "00:00:00",
  });
  const write = (path: string, body: unknown, method = "POST") => ask(method, path, JSON.stringify(body));
  const user = await write("/v1/relay-users", { settings: CRM, secrets: { password } });
  const { id } = JSON.parse(user) as { readonly id: string };
  await ask("PUT", `/v1/relay-users/${id}`, rotation(), { "if-match": "*" });
  const route = { name: "Out", addressSpaces: ["*"], smartHosts: [`127.0.0.1:${hop.port}`], requireTls: false };
  const login = { smartHostAuthMechanism: "BasicAuth", username: "relay" };
  await write("/v1/send-connectors", {
    settings: { ...route, ...login },
    secrets: { password: PLANTED["a smart host's password"] },
  });
  await write("/v1/relay-users", {
    settings: { username: "x" },
    secrets: { password: [PLANTED["a password of the wrong type"]] },
  });
  await write("/v1/relay-users", { settings: { username: "y", password: PLANTED["a password in the wrong place"] } });
  await ask("POST", "/v1/relay-users", `{"secrets":{"password":"${PLANTED["a password in what is no JSON"]}",}`);
  await ask("PUT", "/v1/certificates/main", JSON.stringify({ certificate: pair.cert, key: pair.key }));
  await ask(
    "PUT",
    "/v1/certificates/other",
    JSON.stringify({ certificate: pair.cert, key: `${pair.key.slice(0, 90)}\n` }),
  );
  await ask("GET", `/v1/status?token=${PLANTED["a token in an address"]}`);
  await ask("GET", "/v1/status", undefined, { authorization: `Bearer ${PLANTED["a guessed token"]}` });
  await tryOverSmtp(smtp, PLANTED["an account's new password"]);
  await hop.asked();
  await readEverything();
  runCommands();
}

function rotation(): string {
  return JSON.stringify({ settings: CRM, secrets: { password: PLANTED["an account's new password"] } });
}

/** Calls the control API and keeps what it answers. */
async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${host.endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, ...(body && { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  outputs.set(`${method} ${path} (${outputs.size})`, `${JSON.stringify([...response.headers])}${text}`);
  return text;
}

async function tryOverSmtp(port: number, password: string): Promise<void> {
  const plain = (word: string): string => Buffer.from(`\0crm\0${word}`).toString("base64");
  const base64 = (word: string): string => Buffer.from(word).toString("base64");
  const lines = [
    `AUTH PLAIN ${plain(PLANTED["a password tried over SMTP"])}`,
    "AUTH LOGIN",
    base64("crm"),
    base64(PLANTED["a password tried over SMTP"]),
    `AUTH  PLAIN\t${plain(PLANTED["a password tried over SMTP"])}`,
    base64(PLANTED["a password typed for a command"]),
    PLANTED["a password typed for a command"],
  ];
  const client = await SmtpDialogue.open({ port });
  outputs.set("greeting", await client.reply());
  for (const line of ["EHLO crm", ...lines]) outputs.set(`SMTP ${outputs.size}`, await client.say(line));
  client.close();
  const known = await SmtpDialogue.open({ port });
  await known.reply();
  for (const line of ["EHLO crm", `AUTH PLAIN ${plain(password)}`])
    outputs.set(`SMTP ${outputs.size}`, await known.say(line));
  expect(await known.send({ from: "crm@fabrikam.com", to: "customer@fabrikam.com" })).toMatch(/^250 2\.6\.0 /);
  known.close();
}

async function readEverything(): Promise<void> {
  const { paths } = JSON.parse(await ask("GET", "/v1/openapi.json")) as {
    readonly paths: Readonly<Record<string, object>>;
  };
  const readable = Object.entries(paths).filter(([path, methods]) => "get" in methods && !path.includes("{"));
  for (const [path] of readable) if (path !== "/v1/openapi.json") await ask("GET", path);
  await ask("GET", "/v1/audit?limit=1000");
}

function runCommands(): void {
  const commands = [["status"], ["export"], ["audit"], ["explain"]];
  for (const args of commands) outputs.set(`relayctl ${args.join(" ")}`, relayctl(args, host.token));
  outputs.set("relayctl with a guessed token", relayctl(["status"], PLANTED["a guessed token"]));
  const second = ["serve", "--data-dir", dataDir, "--api", "127.0.0.1:0"];
  outputs.set("a second host on the directory", relayctl(second, host.token));
}

function relayctl(args: readonly string[], token: string): string {
  const env = { ...process.env, RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: token, RELAY_ADMIN_TOKEN: host.token };
  const options = { env, encoding: "utf8", timeout: 30_000 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [join(PROJECT_ROOT, "bin", "relayctl.cjs"), ...args], options);
  return stdout + stderr;
}

test("no planted secret is in an answer, in what a command prints, or in the log", () => {
  outputs.set("the log", host.log());
  expect([...outputs].flatMap(([where, text]) => search.find(where, text))).toEqual([]);
  expect(outputs.size).toBeGreaterThan(40);
  expect(host.log()).toContain("request");
});

test("none is in a file of the data directory, but the key in the one that is there for it", async () => {
  await host.stop();
  const isKey = (path: string): boolean => /^certificates\/main\.(?:key|pem)$/.test(path);
  expect(search.findInFiles(dataDir, isKey)).toEqual([]);
  const readable = filesBelow(dataDir).filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(readable.filter((path) => /key|token|secret/i.test(path.slice(dataDir.length)))).toEqual([]);
  expect(statSync(dataDir).mode & 0o077).toBe(0);
  expect(search.searched).toBeGreaterThan(100_000);
});

test("the search finds a secret however it is spelt", () => {
  const secret = PLANTED["an account's password"];
  for (const text of [secret, JSON.stringify({ secret }), Buffer.from(`\0crm\0${secret}`).toString("base64")]) {
    expect(search.find("x", text)).toEqual(["an account's password in x"]);
  }
});
