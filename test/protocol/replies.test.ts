import type { CredentialsOutcome, Dialect } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";
import { REPLY_TABLE, type ReplyRow } from "./reply-table";

const ACCOUNTS = { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"], maxLogonFailures: 2 };
const CONNECTORS: Readonly<Record<string, object>> = {
  plain: {},
  nobody: { permissionGroups: ["None"] },
  accounts: ACCOUNTS,
  "accounts over TLS": { ...ACCOUNTS, authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] },
  "no own senders": {},
  tls: { requireTls: true },
  slow: { messageRateLimit: 1 },
  small: { maxRecipientsPerMessage: 1, maxMessageSize: 65_536, maxHeaderSize: 1000, maxHopCount: 1 },
  named: { requireEhloDomain: true },
  strict: { maxProtocolErrors: 0 },
  impatient: { connectionInactivityTimeout: "00:00:01" },
  "no places": {
    rejectReservedTopLevelRecipientDomains: true,
    rejectReservedSecondLevelRecipientDomains: true,
    rejectSingleLabelRecipientDomains: true,
  },
  full: { maxInboundConnection: 1 },
  "full for one": { maxInboundConnectionPerSource: 1 },
};
const NAMES = Object.keys(CONNECTORS);
const addressOf = (name: string) => `127.0.3.${NAMES.indexOf(name) + 1}`;

const verifyCredentials = async (user: string, password: string): Promise<CredentialsOutcome | null> => {
  if (user === "broken") throw new Error("directory gone");
  return password === "secret" ? { outcome: "good", account: user, groups: [], allowedSenders: new Set() } : null;
};

function startWith(dialect: Dialect): Promise<RelayFixture> {
  const connectors = NAMES.map((name) => ({ ...CRM, ...CONNECTORS[name], name, remoteIpRanges: [addressOf(name)] }));
  const ownSender = {
    connector: "no own senders",
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Deny",
    extendedRights: ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender"],
  };
  const config = { connectors, permissions: [ownSender], domains: [CONTOSO], transport: { dialect } };
  return startFixture(config, { verifyCredentials });
}

describe.each<Dialect>(["classic", "modern"])("replies in the %s dialect", (dialect) => {
  let relay: RelayFixture;
  beforeAll(async () => {
    relay = await startWith(dialect);
  });
  afterAll(() => relay.stop());

  async function lastReply({ at, say, begin }: ReplyRow): Promise<string> {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf(at) });
    let reply = await client.reply();
    if (begin === undefined) await client.say("EHLO client.example");
    for (const command of say) reply = command === "" ? await client.reply() : await client.say(command);
    client.end();
    return reply;
  }

  test.each(REPLY_TABLE.map((row) => [row.situation, row] as const))("%s", async (_situation, row) => {
    expect(await lastReply(row)).toBe(dialect === "classic" ? row.classic : (row.modern ?? row.classic));
  });

  const PER_SOURCE = {
    classic: "The maximum number of concurrent connections has exceeded a limit, closing transmission channel",
    modern:
      "The maximum number of concurrent server connections has exceeded a per-source limit, closing transmission channel",
  };

  test.each([
    ["full", "421 4.3.2 Too many connections, closing transmission channel"],
    ["full for one", `421 4.3.2 ${PER_SOURCE[dialect]}`],
  ])("the second connection to the connector that is %s", async (name, reply) => {
    const address = { port: relay.port, localAddress: addressOf(name) };
    const first = await SmtpConversation.open(address);
    expect(await first.reply()).toMatch(/^220 /);
    const second = await SmtpConversation.open(address);
    expect(await second.reply()).toBe(reply);
    for (const client of [first, second]) client.end();
  });

  test("out of resources", async () => {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf("plain") });
    await client.reply();
    await client.say("EHLO client.example");
    relay.spool.accepting = false;
    expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("452 4.3.1 Insufficient system resources");
    relay.spool.accepting = true;
    client.end();
  });

  test("a message that is queued is named, with its id here", async () => {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf("plain") });
    await client.reply();
    for (const command of ["EHLO client.example", "MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>", "DATA"])
      await client.say(command);
    expect(await client.say("Message-ID: <1@fabrikam.com>\r\n\r\nx\r\n.")).toMatch(
      /^250 2\.6\.0 <1@fabrikam\.com> \[InternalId=\w+, Hostname=relay\.contoso\.com\] Queued mail for delivery$/,
    );
    client.end();
  });

  test("an account that loses Submit while its session is open", async () => {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf("accounts") });
    await client.reply();
    await client.say("EHLO client.example");
    expect(await client.say("AUTH PLAIN AGNybQBzZWNyZXQ=")).toMatch(/^235 /);
    const accounts = { ...CRM, ...ACCOUNTS, name: "accounts", remoteIpRanges: [addressOf("accounts")] };
    await relay.configure({ connectors: [{ ...accounts, permissionGroups: ["None"] }], transport: { dialect } });
    expect(await client.say("MAIL FROM:<>")).toBe("550 5.7.1 Submission not authorized");
    client.end();
  });
});
