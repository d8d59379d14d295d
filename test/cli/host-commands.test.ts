import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { waitFor } from "../../tools/harness/wait-for";
import { SmtpConversation } from "../harness/smtp-conversation";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let smtpPort: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-host-"));
  smtpPort = await freePort();
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
  });
  await declareByHand(new ControlCalls(host));
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function declareByHand(calls: ControlCalls): Promise<void> {
  const bindings = [`0.0.0.0:${smtpPort}`];
  const connector = await calls.create("ReceiveConnector", {
    name: "CRM Application",
    bindings,
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  });
  await calls.create("ReceiveConnector", {
    name: "Default",
    bindings,
    remoteIpRanges: ["192.168.2.0/24"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
  });
  await calls.create("ConnectorPermission", {
    connector: connector.id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
  await calls.create("AcceptedDomain", { domainName: "contoso.com" });
}

function relayctl(...args: readonly string[]) {
  return runRelayctl(args, { host });
}

async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await relayctl(...args);
  if (code !== 0) throw new Error(`relayctl ${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Ids of a host, and the paths that stand for them in a document. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID")
    .replaceAll(/\b(receiveConnectors|connectorPermissions)\[\d+\]/g, "UUID");
}

/** The date in a greeting. */
function withoutDates(text: string): string {
  return text.replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, "DATE");
}

/** What differs from run to run, under names that do not. */
function stable(text: string): string {
  return withoutDates(withoutIds(text))
    .replaceAll(String(smtpPort), "PORT")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replaceAll(/[0-9A-F]{2}(:[0-9A-F]{2}){31}/g, "FINGERPRINT")
    .replaceAll(/[0-9a-f]{64}/g, "HASH")
    .replaceAll(/up( +)\d+ \w+/g, "up$1A WHILE")
    .replaceAll(/\b[\d.]+ [KMGT]?B\b/g, "BYTES")
    .replaceAll(/\/\S+\/config\.db/g, "DATA/config.db")
    .replaceAll(/on Node v[\d.]+/g, "on Node VERSION");
}

test("status shows who may relay, by the rights that the model works out", async () => {
  expect(stable(await done("status"))).toBe(`relay.contoso.com is ready
  version          0.1.0 on Node VERSION
  up               A WHILE, since TIME
  installation     UUID, epoch 1
  revision         5 committed, 5 in force
  store            DATA/config.db
  listeners        0.0.0.0:PORT
  sessions         0
  trusted proxies  127.0.0.1
  certificate      CN=relay.contoso.com, self-made, until TIME, SHA-256 FINGERPRINT
  disk             BYTES free of BYTES, spool log BYTES
  memory           BYTES
  audit head       entry 6, HASH

Receive connectors
  NAME             BINDINGS       CLIENTS                    MAY RELAY  MAY SUBMIT           DECLARED BY
  CRM Application  0.0.0.0:PORT  192.168.2.55-192.168.2.56  anonymous  anonymous            nobody; 1 right by nobody
  Default          0.0.0.0:PORT  192.168.2.0/24             accounts   anonymous, accounts  nobody

Queue
  0 messages
  recipients: 0 queued, 0 being delivered, held: none
  0 delivered, 0 deferred, 0 failed since the start
`);
});

test("status --output json has everything that the host says, and the connectors", async () => {
  const status = JSON.parse(await done("status", "--output", "json")) as Record<string, unknown>;
  expect(Object.keys(status)).toEqual(
    expect.arrayContaining([
      "installation",
      "revision",
      "applied",
      "listeners",
      "queue",
      "audit",
      "certificate",
      "releases",
    ]),
  );
  expect(status["connectors"]).toMatchObject([
    { name: "CRM Application", mayRelay: ["anonymous"], unmanagedEntries: 1 },
    { name: "Default", mayRelay: ["accounts"], maySubmit: ["anonymous", "accounts"] },
  ]);
});

interface Explained {
  readonly steps: readonly { readonly replyLine: string }[];
}

describe("explain", () => {
  const SAME_NAME = ["--hostname", "relay.contoso.com"];
  const question = (from: string, ...flags: readonly string[]) => [
    "explain",
    ...["--from", from, "--to", `0.0.0.0:${smtpPort}`],
    ...["--mail-from", "crm@contoso.com", "--rcpt-to", "customer@fabrikam.com"],
    ...flags,
  ];

  const ACCEPTED = `accepted: 250 2.1.5 Recipient OK (relay-right)

client      192.168.2.55
endpoint    0.0.0.0:PORT
revision    5
decided by  connector CRM Application, range 192.168.2.55-192.168.2.56, ms-Exch-SMTP-Accept-Any-Recipient by entry UUID for NT AUTHORITY\\ANONYMOUS LOGON
client is   anonymous: NT AUTHORITY\\ANONYMOUS LOGON
route       none: the mail is held until a send connector takes its domain

Connectors whose ranges hold the client, the best first
  CRM Application  192.168.2.55-192.168.2.56  0.0.0.0:PORT  chosen: 192.168.2.55-192.168.2.56 is the smallest range here
  Default          192.168.2.0/24             0.0.0.0:PORT  not chosen: 192.168.2.0/24 is less specific than 192.168.2.55-192.168.2.56 of CRM Application

Steps
  connect  accept  connector-selected  220 relay.contoso.com ESMTP MAIL Service ready at DATE
           connector CRM Application, range 192.168.2.55-192.168.2.56
  ehlo     accept  accepted            250 relay.contoso.com Hello [192.168.2.55]
  mail     accept  own-domain-sender   250 2.1.0 Sender OK
           ms-Exch-SMTP-Accept-Authoritative-Domain-Sender by preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  rcpt     accept  relay-right         250 2.1.5 Recipient OK
           ms-Exch-SMTP-Accept-Any-Recipient by entry UUID for NT AUTHORITY\\ANONYMOUS LOGON

What was looked at
  connect  connection rate              at most 12000 a minute, taken for the first one
  connect  connector           decided  CRM Application, by range 192.168.2.55-192.168.2.56 on 0.0.0.0:PORT
  connect  connections                  at most 5000, 20 from one source, taken for the first one
  connect  identity                     anonymous, NT AUTHORITY\\ANONYMOUS LOGON
  ehlo     offered             decided  SIZE 37748736, PIPELINING, DSN, ENHANCEDSTATUSCODES, STARTTLS, 8BITMIME, BINARYMIME, CHUNKING
  mail     connector of today           still the session's own
  mail     RequireTLS                   no, and the session is in clear
  mail     syntax                       <crm@contoso.com>
  mail     Domain Secure                domainSecureEnabled is false
  mail     Submit                       ms-Exch-SMTP-Submit by preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  mail     message rate                 unlimited a minute, taken for the first message
  mail     spool                        taken for one that takes mail
  mail     sender              decided  contoso.com is an own domain: ms-Exch-SMTP-Accept-Authoritative-Domain-Sender by preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  mail     onlySenders                  not narrowed
  rcpt     syntax                       <customer@fabrikam.com>
  rcpt     recipients                   at most 200, taken for the first one
  rcpt     postmaster                   not asked for
  rcpt     address literal              none
  rcpt     reserved domains             none are refused
  rcpt     accepted domain              fabrikam.com is none
  rcpt     relay right         decided  ms-Exch-SMTP-Accept-Any-Recipient by entry UUID for NT AUTHORITY\\ANONYMOUS LOGON
  rcpt     onlyRecipients               not narrowed

Rights of the session
  ms-Exch-SMTP-Submit                              preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  ms-Exch-SMTP-Accept-Any-Sender                   preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  ms-Exch-SMTP-Accept-Authoritative-Domain-Sender  preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  ms-Exch-Accept-Headers-Routing                   preset:AnonymousUsers for NT AUTHORITY\\ANONYMOUS LOGON
  ms-Exch-SMTP-Accept-Any-Recipient                entry UUID for NT AUTHORITY\\ANONYMOUS LOGON
`;

  test("says what decides, which connector lost, and who gives each right", async () => {
    expect(stable(await done(...question("192.168.2.55")))).toBe(ACCEPTED);
  });

  test("takes a certificate, a directory's account and the mail itself, and says what would be needed", async () => {
    const large = await done(...question("192.168.2.55", "--size", "100MB", "--header-from", "crm@contoso.com"));
    expect(large).toContain("refused: 552 5.3.4");
    expect(large).toContain("needed      A larger maxMessageSize on ReceiveConnector CRM Application");
    const { stderr, code } = await relayctl(...question("192.168.2.55", "--certificate-of", "crm"));
    expect(stderr).toContain("--certificate-of needs --tls: certificates are shown in the handshake.");
    expect(code).toBe(2);
    const json = await done(...question("192.168.2.55", "--directory-account", "--output", "json"));
    expect(JSON.parse(json)).toMatchObject({ verdict: { step: "auth", reason: "auth-not-offered" } });
  });

  test("tells the replies that the client gets", async () => {
    const client = await SmtpConversation.open({ port: smtpPort });
    client.write(`PROXY TCP4 192.168.2.55 127.0.0.1 40000 ${smtpPort}\r\n`);
    const greeting = await client.reply();
    const [hello] = (await client.say("EHLO client.invalid")).split("\n");
    client.end();
    const { steps } = JSON.parse(await done(...question("192.168.2.55", "--output", "json"))) as Explained;
    expect(steps.slice(0, 2).map(({ replyLine }) => stable(replyLine))).toEqual([
      stable(greeting),
      hello?.replace("250-", "250 "),
    ]);
  });

  test("--hostname without --config is refused: a host knows its own name", async () => {
    const { code, stderr } = await relayctl(...question("192.168.2.55", "--hostname", "relay.contoso.com"));
    expect([code, stderr]).toEqual([2, expect.stringContaining("add --config FILE")]);
  });

  test.each(["192.168.2.55", "192.168.2.57", "10.0.0.1"])(
    "answers %s alike from an export and from a pipe",
    async (from) => {
      const document = await done("export");
      const file = join(folder, "document.json");
      writeFileSync(file, document);
      const live = stable(await done(...question(from)));
      expect(stable((await runRelayctl(question(from, "--config", file, ...SAME_NAME))).stdout)).toBe(live);
      const piped = await runRelayctl(question(from, "--config", "-", ...SAME_NAME), { stdin: document });
      expect(stable(piped.stdout)).toBe(live);
    },
  );

  test("--output json has the same shape live and offline", async () => {
    const live = await done(...question("192.168.2.55", "--output", "json"));
    const piped = await runRelayctl(question("192.168.2.55", "--output", "json", "--config", "-", ...SAME_NAME), {
      stdin: await done("export"),
    });
    expect(JSON.parse(withoutDates(withoutIds(piped.stdout)))).toEqual(JSON.parse(withoutDates(withoutIds(live))));
  });

  test.each([
    { from: "192.168.2.55", expect: "accept", code: 0 },
    { from: "192.168.2.57", expect: "reject", code: 0 },
    { from: "10.0.0.1", expect: "reject", code: 0 },
    { from: "192.168.2.57", expect: "accept", code: 1 },
    { from: "192.168.2.55", expect: "reject", code: 1 },
  ])("--expect $expect of $from ends with $code", async ({ from, expect: expected, code }) => {
    const result = await relayctl(...question(from, "--expect", expected));
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(code === 0 ? /^$/ : /^Expected \w+, but the answer is \w+: \d{3} /);
  });
});

test("export is the same twice, and has its documented keys in order", async () => {
  const first = await done("export", "--format", "json");
  expect(await done("export", "--drop-superseded")).toBe(first);
  expect(Object.keys(JSON.parse(first) as object)).toEqual([
    ...["formatVersion", "revision", "receiveConnectors", "connectorPermissions", "acceptedDomains"],
    ...["sendConnectors", "relayUsers", "relayGroups", "transportConfig"],
  ]);
});

describe("token", () => {
  test("create prints the token alone on stdout; it works until it is revoked", async () => {
    const made = await relayctl(
      "token",
      "create",
      "--name",
      "dashboards",
      "--scopes",
      "read",
      "--expires",
      "2999-01-31T12:00:00Z",
    );
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^relay_\S+\n$/) as string });
    const id = /the id (\S+)\./.exec(made.stderr)?.[1] ?? "";
    const env = { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: made.stdout.trim() };
    expect((await runRelayctl(["status"], { env })).code).toBe(0);
    expect(await done("token", "list")).toMatch(new RegExp(`${id}  dashboards +read +any .* 2999-01-31T12:00:00`));
    await done("token", "revoke", id);
    const refused = await runRelayctl(["status"], { env });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/^The token is unknown or revoked\. \(RELAY_TOKEN_INVALID\)\n.*--token-file/);
    // The advice to those who run Pulumi.
    expect(refused.stderr).not.toContain("pulumi refresh");
  });

  test("a token without the scope is refused with 3", async () => {
    const reader = (await done("token", "create", "--name", "reader", "--scopes", "read")).trim();
    const { code, stderr } = await runRelayctl(["token", "list"], {
      env: { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: reader },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/admin.*RELAY_SCOPE_MISSING/);
  });

  test("a token file and a flag win over the environment", async () => {
    const file = join(folder, "token.txt");
    writeFileSync(file, `${host.token}\n`);
    const env = { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: "relay_wrong" };
    expect((await runRelayctl(["queue", "list", "--token-file", file], { env })).code).toBe(0);
    expect((await runRelayctl(["queue", "list", "--token", host.token], { env })).code).toBe(0);
    expect((await runRelayctl(["queue", "list"], { env })).code).toBe(3);
  });
});

describe("queue", () => {
  let queueId: string;

  beforeAll(async () => {
    const letter = { from: "crm@contoso.com", to: "customer@fabrikam.com" };
    const reply = await sendLetter({ port: smtpPort, proxyFrom: "192.168.2.55" }, letter);
    expect(reply).toMatch(/^250/);
    queueId = await waitFor("the letter is held for want of a route", async () => {
      const held = await done("queue", "list", "--state", "held", "--output", "json");
      return (JSON.parse(held) as { readonly items: readonly { readonly queueId: string }[] }).items[0]?.queueId;
    });
  });

  function stableQueue(text: string): string {
    return stable(
      text
        .replaceAll(queueId, "ID")
        .replaceAll(/\d+ seconds?/g, "A WHILE")
        .replaceAll(/\b[23]\d\d\b(?= |$)/g, "SIZE"),
    );
  }

  test("list shows one line a message, and --state filters", async () => {
    expect(stableQueue(await done("queue", "list")).split("\n")[1]).toMatch(
      /^ID +A WHILE +SIZE +<crm@contoso\.com> +<customer@fabrikam\.com> +held \(no-route\)$/,
    );
    expect(await done("queue", "list", "--state", "queued")).toBe("No message waits.\n");
    expect(await done("queue", "list", "--state", "held", "--limit", "1")).toContain(queueId);
  });

  test("show tells where it came from and why each recipient waits", async () => {
    expect(stableQueue(await done("queue", "show", queueId))).toBe(`message   ID
from      <crm@contoso.com>
size      SIZE bytes
received  TIME
by        CRM Application (UUID)
client    192.168.2.55, HELO crm.contoso.com, no TLS
as        NT AUTHORITY\\ANONYMOUS LOGON (Anonymous)

to  <customer@fabrikam.com>
  state     held: no send connector takes its domain
  attempts  0
  reply     No send connector has an address space for this domain.
`);
  });

  test("hold and release act on each id, and an unknown one fails without stopping the others", async () => {
    const { code, stdout, stderr } = await relayctl("queue", "hold", "UNKNOWN", queueId);
    expect({ code, stdout }).toEqual({ code: 3, stdout: `held ${queueId}\n` });
    expect(stderr).toMatch(/^There is no message "UNKNOWN" in the queue.*RELAY_NOT_FOUND/);
    expect(await done("queue", "show", queueId)).toContain("held: an operator holds it");
    expect(await done("queue", "release", queueId)).toBe(`released ${queueId}\n`);
    expect(await done("queue", "retry", queueId)).toBe(`retried ${queueId}\n`);
  });

  test("delete needs --yes, and then the message is gone", async () => {
    expect((await relayctl("queue", "delete", queueId)).code).toBe(2);
    expect(await done("queue", "delete", queueId, "--yes", "--output", "json")).toContain('"done": true');
    expect(await done("queue", "list")).toBe("No message waits.\n");
    expect((await relayctl("queue", "show", queueId)).code).toBe(3);
  });
});
