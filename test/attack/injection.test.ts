import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { SmtpDialogue } from "../../tools/harness/smtp-dialogue";
import { waitFor } from "../../tools/harness/wait-for";
import { filesBelow } from "./secret-search";
import { type RecordedMessage, WireRecorder } from "./smuggling/wire-recorder";

jest.setTimeout(180_000);

/** What would be a header, a line of a log or a colour if it got where it should not. */
const MARK = "X-Injected";
const HOSTILE: readonly string[] = [
  `\r${MARK}: 1`,
  `\0${MARK}: 1`,
  `\u001b[31m${MARK}: 1`,
  `\u0085${MARK}: 1`,
  `\u009b31m${MARK}: 1`,
  `\u2028${MARK}: 1`,
  `\u2029${MARK}: 1`,
  `\u202e${MARK}: 1`,
  `+0D+0A${MARK}:+201`,
  `%0d%0a${MARK}: 1`,
  `=0D=0A${MARK}: 1`,
  `\\r\\n${MARK}: 1`,
  `)${MARK}: (`,
  `",${MARK},"`,
  `=HYPERLINK("${MARK}")`,
  `${MARK}${"x".repeat(9000)}`,
];
/** Line ends and controls of every standard, and changes of direction. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

let dataDir: string;
let host: RelayHost;
let hop: WireRecorder;
let port: number;
const replies: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-injection-"));
  [port, hop] = [await freePort(), await WireRecorder.start(["DSN", "8BITMIME", "SMTPUTF8"])];
  hop.refuse = (line) => (line.includes("refused@") ? `550 5.1.1 no\u001b[31m \u2028${MARK}: 1` : undefined);
  const flags = ["--initial-trusted-proxies", "127.0.0.1", "--log-level", "debug"];
  host = await startRelayHost({ dataDir, token: "relay_injection_0123456789abcdefghijklmnop", flags });
  await configure();
  for (const text of HOSTILE) await attack(text);
  await attackProxyHeader();
});
afterAll(async () => {
  await host.stop();
  await hop.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function configure(): Promise<void> {
  const byHand = new ControlCalls(host);
  const { id } = await byHand.create("ReceiveConnector", {
    name: "Everybody",
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["192.0.2.0/24"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["BasicAuth"],
    protocolLoggingLevel: "Verbose",
    requireEhloDomain: false,
    ...{ tarpitInterval: "00:00:00", authTarpitInterval: "00:00:00", maxProtocolErrors: "unlimited" },
  });
  const principal = "NT AUTHORITY\\ANONYMOUS LOGON";
  const extendedRights = ["ms-Exch-SMTP-Accept-Any-Recipient"];
  await byHand.create("ConnectorPermission", { connector: id, principal, access: "Allow", extendedRights });
  const smartHosts = [`127.0.0.1:${hop.port}`];
  await byHand.create("SendConnector", { name: "Out", addressSpaces: ["*"], smartHosts, requireTls: false });
}

async function open(): Promise<SmtpDialogue> {
  const client = await SmtpDialogue.open({ port, proxyFrom: "192.0.2.7" });
  replies.push(await client.reply());
  return client;
}

/** Puts a text into every place of a session that is repeated somewhere: in a header, a log, a notification. */
async function attack(text: string): Promise<void> {
  const client = await open();
  const say = async (line: string): Promise<void> => {
    client.write(Buffer.from(`${line}\r\n`, "utf8"));
    replies.push(await client.reply());
  };
  await say("EHLO crm.contoso.com");
  await say(`AUTH PLAIN ${Buffer.from(`\0crm${text}\0wrong`).toString("base64")}`);
  await say(`MAIL FROM:<a@fabrikam.com> AUTH=${text}`);
  await say(`MAIL FROM:<a${text}@fabrikam.com> SMTPUTF8`);
  await say("RSET");
  await say(`NOOP ${text}`);
  await say(text);
  await say(`EHLO ${text}`);
  await say("EHLO (crm\\)\t");
  await say(`HELO ${text.replaceAll(/\p{Cc}/gu, "")}`);
  await say(`MAIL FROM:<a@fabrikam.com> ENVID=${text}`);
  await say("MAIL FROM:<a@fabrikam.com> ENVID=QQ314 RET=HDRS");
  await say(`RCPT TO:<b${text}@fabrikam.com>`);
  await say(`RCPT TO:<b@fabrikam.com> ORCPT=rfc822;${text}`);
  await say("RCPT TO:<b@fabrikam.com>");
  await say("RCPT TO:<refused@fabrikam.com> NOTIFY=FAILURE ORCPT=rfc822;b+2B1@fabrikam.com");
  await say("DATA");
  await say(
    `From: <a@fabrikam.com>\r\nSubject: ${text.replaceAll(/[\r\0]/g, "")}\r\nMessage-ID: <1${text.replaceAll(/[\r\0]/g, "")}>\r\n\r\nbody\r\n.`,
  );
  client.close();
}

async function attackProxyHeader(): Promise<void> {
  for (const line of [
    `PROXY TCP4 192.0.2.7 127.0.0.1 1 25 ${MARK}\r\n`,
    `PROXY UNKNOWN \u001b[31m${MARK}: 1\r\n`,
    `PROXY TCP4 192.0.2.7${MARK}\r\n`,
  ]) {
    const client = await SmtpDialogue.open({ port });
    client.write(line);
    replies.push(await client.reply());
    client.close();
  }
}

/** The header block of a message, folded lines joined. */
function fieldsOf({ wire }: RecordedMessage): readonly string[] {
  const [header = ""] = wire.split("\r\n\r\n");
  return header.replaceAll(/\r\n[ \t]/g, " ").split("\r\n");
}

test("every reply is printable ASCII, on one line or in the form of several", () => {
  const lines = replies.flatMap((reply) => reply.split("\n"));
  expect(lines.filter((line) => line !== "" && !/^\d{3}[ -][\x20-\x7e]*$/.test(line))).toEqual([]);
  expect(replies.filter((reply) => reply.startsWith("250 2.6.0 ")).length).toBeGreaterThan(10);
});

test("no message that leaves has a header that its client did not write, and notifications have none of a stranger's", async () => {
  const notices = () => hop.messages.filter(({ mail }) => mail.startsWith("MAIL FROM:<>"));
  await waitFor("notifications of the refused recipients", () => notices().length > 10, 20_000);
  for (const message of hop.messages) {
    const fields = fieldsOf(message);
    expect(fields.filter((field) => field.startsWith(MARK))).toEqual([]);
    expect(fields.filter((field) => !/^[\x21-\x39\x3b-\x7e]+: ?/.test(field))).toEqual([]);
    expect(fields[0]).toMatch(/^(?:Received|Return-Path|From|Date|MIME-Version|Message-ID): /);
  }
  for (const { wire } of notices()) {
    const own = wire.slice(0, wire.search(/\r\nContent-Type: (?:message\/rfc822|text\/rfc822-headers)/));
    expect(own.split("\r\n").filter((line) => line.startsWith(MARK))).toEqual([]);
    expect(own).not.toMatch(/(?![\r\n\t])\p{Cc}/u);
  }
  expect(hop.strange).toEqual([]);
});

test("every line of the log is one JSON object without anything that steers a terminal", () => {
  const lines = host.log().trimEnd().split("\n");
  expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
  // The log is kept from its end: its first line may be cut.
  for (const line of lines.slice(1)) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test("metrics name nothing that a client sent", async () => {
  const text = await (await fetch(`${host.endpoint}/metrics`)).text();
  expect(text).not.toContain(MARK);
  expect(
    text.split("\n").filter((line) => line !== "" && !/^(?:# (?:HELP|TYPE|UNIT|EOF)|[a-z_]+[ {])/.test(line)),
  ).toEqual([]);
});

test("refusals and the queue are told as JSON, and the audit knows nothing of clients", async () => {
  const ask = async (path: string) =>
    (await fetch(`${host.endpoint}${path}`, { headers: { authorization: `Bearer ${host.token}` } })).text();
  for (const path of ["/v1/refusals", "/v1/queue", "/v1/audit"]) expect(JSON.parse(await ask(path))).toBeDefined();
  expect(await ask("/v1/audit")).not.toContain(MARK);
});

test("every line of the protocol log and the tracking log begins with its time and holds no control character", async () => {
  await host.stop();
  const logs = filesBelow(dataDir).filter((path) => /(?:protocol|tracking)[^/]*\/[^/]+\.log$/i.test(path));
  expect(logs.length).toBeGreaterThan(0);
  for (const path of logs) {
    const lines = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
    expect(lines.filter((line) => !/^(?:#|\d{4}-\d\d-\d\dT|\{)/.test(line))).toEqual([]);
    expect(lines.filter((line) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
    // A table program would run them.
    expect(lines.filter((line) => /(?:^|,)[=@+-](?![,+-])\w/.test(line))).toEqual([]);
  }
});
