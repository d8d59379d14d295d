import { X509Certificate } from "node:crypto";
import type { CredentialsOutcome } from "../../model";
import type { SmtpConversation } from "../harness/smtp-conversation";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { CONTOSO, CRM, type FixtureConfig, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const SENDER_OK = "250 2.1.0 Sender OK";
const RECIPIENT_OK = "250 2.1.5 Recipient OK";
const NO_RELAY = "550 5.7.1 Unable to relay";
const NO_CONNECTOR = "421 4.3.2 Service not available";
const NOT_LOGGED_IN = "530 5.7.1 Client was not authenticated";
const NOT_THIS_SENDER = "550 5.7.1 Client does not have permissions to send as this sender";

const ACCOUNT = { username: "crm", groups: ["Apps"], allowedSenders: ["crm@contoso.com"] };
const USERS = { ...CRM, permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] };
const GROUP_RIGHTS = {
  connector: CRM.name,
  principal: "Apps",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"],
} as const;

// As a host does it: who may log in is asked of the accounts of the moment.
const verifyCredentials = async (username: string): Promise<CredentialsOutcome | null> => {
  const user = relay.snapshot.users.byName(username);
  if (user?.enabled !== true) return null;
  const { id, groups, allowedSenders } = user;
  return { outcome: "good", account: user.username, userId: id, groups, allowedSenders };
};

/** How a client becomes who it is. */
type Login = "none" | "password" | "certificate";

interface Row {
  readonly title: string;
  readonly login?: Login;
  readonly before: FixtureConfig;
  readonly after: FixtureConfig;
  readonly sender?: string;
  readonly recipient?: string;
  /** Replies to MAIL and RCPT afterwards; one only: MAIL is refused already. */
  readonly can: readonly [string, string?];
}

const relaying = (...permissions: NonNullable<FixtureConfig["permissions"]>): FixtureConfig => ({
  connectors: [CRM],
  permissions,
  domains: [CONTOSO],
});
const accounts = (changes: FixtureConfig = {}): FixtureConfig => ({
  connectors: [USERS],
  domains: [CONTOSO],
  users: [ACCOUNT],
  groups: [{ name: "Apps" }],
  ...changes,
});
const past = "2026-01-01T00:00:00Z";
let partner: TestPair;
const fingerprint = () => new X509Certificate(partner.cert).fingerprint256;

const ROWS: readonly Row[] = [
  { title: "its entry is taken away", before: relaying(RELAY), after: relaying(), can: [SENDER_OK, NO_RELAY] },
  {
    title: "its entry is denied",
    before: relaying(RELAY),
    after: relaying(RELAY, { ...RELAY, access: "Deny" }),
    can: [SENDER_OK, NO_RELAY],
  },
  {
    title: "its entry expires",
    before: relaying(RELAY),
    after: relaying({ ...RELAY, expiresAt: past }),
    can: [SENDER_OK, NO_RELAY],
  },
  {
    title: "its connector expires",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, expiresAt: past }] },
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its connector loses the group",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, permissionGroups: ["None"] }] },
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its domain is accepted no more",
    before: relaying(),
    after: { ...relaying(), domains: [] },
    recipient: "b@contoso.com",
    can: [SENDER_OK, NO_RELAY],
  },
  {
    title: "its connector is deleted",
    before: relaying(RELAY),
    after: { ...relaying(), connectors: [] },
    can: [NO_CONNECTOR],
  },
  {
    title: "its connector is disabled",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, enabled: false }] },
    can: [NO_CONNECTOR],
  },
  {
    title: "another connector serves its address",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [CRM, { ...CRM, name: "Closer", remoteIpRanges: ["127.0.0.1"] }] },
    can: [NO_CONNECTOR],
  },
  {
    title: "its connector is narrowed to other recipients",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, onlyRecipients: ["contoso.com"] }] },
    can: [SENDER_OK, NO_RELAY],
  },
  {
    title: "its connector is narrowed to other senders",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, onlySenders: ["fabrikam.com"] }] },
    can: ["550 5.7.1 Anonymous client does not have permissions to send as this sender"],
  },
  {
    title: "it is externally secured no more",
    before: {
      ...relaying(),
      connectors: [{ ...CRM, permissionGroups: ["ExchangeServers"], authMechanism: ["Tls", "ExternalAuthoritative"] }],
    },
    after: { ...relaying(), connectors: [{ ...CRM, permissionGroups: ["ExchangeServers"] }] },
    can: [NOT_LOGGED_IN],
  },
  {
    title: "TLS is required from now on",
    before: relaying(RELAY),
    after: { ...relaying(RELAY), connectors: [{ ...CRM, requireTls: true }] },
    can: ["530 5.7.0 Must issue a STARTTLS command first"],
  },
  {
    title: "its account is disabled",
    login: "password",
    before: accounts(),
    after: accounts({ users: [{ ...ACCOUNT, enabled: false }] }),
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its account is deleted",
    login: "password",
    before: accounts(),
    after: accounts({ users: [] }),
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its account is renamed",
    login: "password",
    before: accounts(),
    after: accounts({ users: [{ ...ACCOUNT, username: "erp" }] }),
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its account loses a sender",
    login: "password",
    before: accounts(),
    after: accounts({ users: [{ ...ACCOUNT, allowedSenders: ["erp@contoso.com"] }] }),
    can: [NOT_THIS_SENDER],
  },
  {
    title: "its account leaves a group",
    login: "password",
    before: accounts({ permissions: [GROUP_RIGHTS] }),
    after: accounts({ permissions: [GROUP_RIGHTS], users: [{ ...ACCOUNT, groups: [] }] }),
    sender: "boss@fabrikam.com",
    can: [NOT_THIS_SENDER],
  },
  {
    title: "the group loses its right",
    login: "password",
    before: accounts({ permissions: [GROUP_RIGHTS] }),
    after: accounts(),
    sender: "boss@fabrikam.com",
    can: [NOT_THIS_SENDER],
  },
  {
    title: "nobody may log in any more",
    login: "password",
    before: accounts(),
    after: accounts({ connectors: [{ ...USERS, authMechanism: ["Tls"] }] }),
    can: [NOT_LOGGED_IN],
  },
  {
    title: "its certificate is taken from its account",
    login: "certificate",
    before: accounts({ users: [{ ...ACCOUNT, clientCertificates: ["FINGERPRINT"] }] }),
    after: accounts(),
    can: [NOT_LOGGED_IN],
  },
];

// A row is written before there is a certificate.
function withCertificate(config: FixtureConfig): FixtureConfig {
  const users = config.users?.map((user) =>
    "clientCertificates" in user ? { ...user, clientCertificates: [fingerprint()] } : user,
  );
  return users === undefined ? config : { ...config, users };
}

beforeAll(async () => {
  partner = await testCertificate({ commonName: "crm.contoso.com", purpose: "client" });
});

let relay: RelayFixture;
beforeAll(async () => {
  relay = await startFixture(relaying(), { verifyCredentials });
});
afterAll(() => relay.stop());

async function loggedIn(login: Login): Promise<SmtpConversation> {
  const client = await relay.hello();
  if (login === "none") return client;
  if (login === "password") {
    await client.say(`AUTH PLAIN ${Buffer.from("\0crm\0secret").toString("base64")}`);
    return client;
  }
  await client.say("STARTTLS");
  await client.startTls(partner);
  await client.say("EHLO crm.contoso.com");
  return client;
}

async function attempt(client: SmtpConversation, { sender = "crm@contoso.com", recipient = "b@fabrikam.com" }: Row) {
  const mail = await client.say(`MAIL FROM:<${sender}>`);
  if (!mail.startsWith("2")) return [mail];
  const rcpt = await client.say(`RCPT TO:<${recipient}>`);
  await client.say("RSET");
  return [mail, rcpt];
}

describe("the next transaction of an open session is refused once", () => {
  test.each(ROWS)("$title", async (row) => {
    await relay.configure(withCertificate(row.before));
    const client = await loggedIn(row.login ?? "none");
    expect(await attempt(client, row)).toEqual([SENDER_OK, RECIPIENT_OK]);
    await relay.configure(withCertificate(row.after));
    expect(await attempt(client, row)).toEqual(row.can);
    client.end();
  });
});

describe("an open session", () => {
  test.each(ROWS)("gets nothing by the reverse, if it began afterwards: $title", async (row) => {
    await relay.configure(withCertificate(row.after));
    // Where nobody serves the client there is no session that could wait.
    if (row.can[0] === NO_CONNECTOR) return;
    const client = await loggedIn(row.login ?? "none");
    const before = await attempt(client, row);
    await relay.configure(withCertificate(row.before));
    expect(await attempt(client, row)).toEqual(before);
    client.end();
  });

  test("keeps a transaction that has begun, whatever is taken away behind MAIL", async () => {
    await relay.configure(relaying(RELAY));
    const client = await relay.hello();
    await client.say("MAIL FROM:<crm@contoso.com>");
    await relay.configure(relaying());
    expect(await client.say("RCPT TO:<b@fabrikam.com>")).toBe(RECIPIENT_OK);
    client.end();
  });

  test("is not its account's any more once that is disabled: not in what its mail says, nor in whom it is counted for", async () => {
    const own = {
      ...USERS,
      permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
      messageRateLimit: 1,
      messageRateSource: "User",
    };
    const config = (enabled: boolean) => accounts({ connectors: [own], users: [{ ...ACCOUNT, enabled }] });
    await relay.configure(config(true));
    const [one, other] = [await loggedIn("password"), await loggedIn("password")];
    await relay.configure(config(false));
    relay.spool.committed.length = 0;
    for (const command of ["MAIL FROM:<>", "RCPT TO:<b@contoso.com>", "DATA"]) await one.say(command);
    expect(await one.say("Subject: x\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    expect(relay.spool.committed[0]?.origin).toMatchObject({ authAs: "Anonymous", authMechanism: "none" });
    await relay.configure(config(true));
    // The account's own rate is untouched.
    expect(await other.say("MAIL FROM:<crm@contoso.com>")).toBe(SENDER_OK);
    one.end();
    other.end();
  });
});
