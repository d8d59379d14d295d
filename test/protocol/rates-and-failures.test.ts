import type { CredentialsOutcome } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import { waitFor } from "../../tools/harness/wait-for";
import { CONTOSO, CRM, type FixtureConfig, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const FAILED = "535 5.7.3 Authentication unsuccessful";
const TOO_FAST = "421 4.4.2 Message submission rate for this client has exceeded the configured limit";
const TOO_MANY_ERRORS = "421 4.7.0 Too many failed commands, closing connection";
const ACCOUNTS = { permissionGroups: ["AnonymousUsers", "ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] };

const verifyCredentials = async (user: string, password: string): Promise<CredentialsOutcome | null> =>
  password === "secret"
    ? { outcome: "good", account: user, groups: [], allowedSenders: new Set(["fabrikam.com"]) }
    : null;

/** The clock of the host: moves only by hand. */
let now = 0;

async function withRelay(connector: object, use: (relay: RelayFixture) => Promise<void>, config: FixtureConfig = {}) {
  now = Date.UTC(2026, 10, 24, 12);
  const relay = await startFixture(
    { connectors: [{ ...CRM, ...connector }], domains: [CONTOSO], permissions: [RELAY], ...config },
    { verifyCredentials, clock: () => now },
  );
  try {
    await use(relay);
  } finally {
    await relay.stop();
  }
}

async function from(relay: RelayFixture, localAddress: string): Promise<SmtpConversation> {
  const client = await SmtpConversation.open({ port: relay.port, localAddress });
  await client.reply();
  await client.say("EHLO crm.contoso.com");
  return client;
}

async function mail(client: SmtpConversation): Promise<string> {
  const answer = await client.say("MAIL FROM:<crm@fabrikam.com>");
  if (answer.startsWith("250")) await client.say("RSET");
  return answer;
}

const login = (client: SmtpConversation, user: string, password = "secret") =>
  client.say(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);

describe("MessageRateLimit", () => {
  test("MessageRateLimit: the message beyond the number ends the session, and a minute later there is room", () =>
    withRelay({ messageRateLimit: 2 }, async (relay) => {
      const client = await relay.hello();
      expect(await mail(client)).toMatch(/^250/);
      expect(await mail(client)).toMatch(/^250/);
      expect(await mail(client)).toBe(TOO_FAST);
      await client.closed();
      expect(await mail(await relay.hello())).toBe(TOO_FAST);
      now += 120_000;
      expect(await mail(await relay.hello())).toMatch(/^250/);
    }));

  test("MessageRateSource IPAddress: another address has its own count, whoever logs in", () =>
    withRelay({ ...ACCOUNTS, messageRateLimit: 1, messageRateSource: "IPAddress" }, async (relay) => {
      const first = await from(relay, "127.0.0.1");
      await login(first, "crm");
      expect(await mail(first)).toMatch(/^250/);
      const again = await from(relay, "127.0.0.1");
      await login(again, "web");
      expect(await mail(again)).toBe(TOO_FAST);
      expect(await mail(await from(relay, "127.0.0.2"))).toMatch(/^250/);
    }));

  test("MessageRateSource User: an account has one count from everywhere, a stranger one by address", () =>
    withRelay({ ...ACCOUNTS, messageRateLimit: 1, messageRateSource: "User" }, async (relay) => {
      const first = await from(relay, "127.0.0.1");
      await login(first, "crm");
      expect(await mail(first)).toMatch(/^250/);
      const elsewhere = await from(relay, "127.0.0.2");
      await login(elsewhere, "CRM");
      expect(await mail(elsewhere)).toBe(TOO_FAST);
      const other = await from(relay, "127.0.0.1");
      await login(other, "web");
      expect(await mail(other)).toMatch(/^250/);
      expect(await mail(await from(relay, "127.0.0.1"))).toMatch(/^250/);
      expect(await mail(await from(relay, "127.0.0.1"))).toBe(TOO_FAST);
    }));

  test("MessageRateSource All: either count ends the session", () =>
    withRelay({ ...ACCOUNTS, messageRateLimit: 1, messageRateSource: "All" }, async (relay) => {
      const first = await from(relay, "127.0.0.1");
      await login(first, "crm");
      expect(await mail(first)).toMatch(/^250/);
      const elsewhere = await from(relay, "127.0.0.2");
      await login(elsewhere, "crm");
      expect(await mail(elsewhere)).toBe(TOO_FAST);
      const beside = await from(relay, "127.0.0.1");
      await login(beside, "web");
      expect(await mail(beside)).toBe(TOO_FAST);
    }));

  test("MessageRateSource None: nothing is counted", () =>
    withRelay({ messageRateLimit: 1, messageRateSource: "None" }, async (relay) => {
      const client = await relay.hello();
      for (let count = 0; count < 5; count++) expect(await mail(client)).toMatch(/^250/);
    }));
});

describe("MaxInboundConnectionPercentagePerSource", () => {
  test("MaxInboundConnectionPercentagePerSource: a source may have its percent of what others leave", () =>
    withRelay({ maxInboundConnection: 10, maxInboundConnectionPercentagePerSource: 20 }, async (relay) => {
      await from(relay, "127.0.0.1");
      await from(relay, "127.0.0.1");
      const third = await SmtpConversation.open({ port: relay.port, localAddress: "127.0.0.1" });
      expect(await third.reply()).toMatch(/^421 4\.3\.2 The maximum number of concurrent connections/);
      third.end();
      await from(relay, "127.0.0.2");
      await from(relay, "127.0.0.2");
      expect(relay.service.stats()).toMatchObject({ sessions: { [CRM.name]: 4 } });
      expect(
        relay.logged.some(({ fields }) => "reason" in fields && fields.reason === "source-connections-percentage"),
      ).toBe(true);
    }));
});

describe("MaxLogonFailures", () => {
  test("MaxLogonFailures: the third failed AUTH is answered 421 and the connection closes", () =>
    withRelay({ ...ACCOUNTS, maxLogonFailures: 3 }, async (relay) => {
      const client = await relay.hello();
      expect(await login(client, "crm", "wrong")).toBe(FAILED);
      expect(await login(client, "crm", "wrong")).toBe(FAILED);
      expect(await login(client, "crm", "wrong")).toBe(TOO_MANY_ERRORS);
      await client.closed();
    }));

  test("MaxLogonFailures: what is cancelled or cannot be read is none, and a good one in between forgives nothing", () =>
    withRelay({ ...ACCOUNTS, maxLogonFailures: 2 }, async (relay) => {
      const client = await relay.hello();
      await client.say("AUTH PLAIN");
      expect(await client.say("*")).toMatch(/^501/);
      expect(await client.say("AUTH PLAIN ???")).toMatch(/^501/);
      expect(await login(client, "crm", "wrong")).toBe(FAILED);
      expect(await login(client, "crm", "wrong")).toBe(TOO_MANY_ERRORS);
    }));

  test("MaxLogonFailures: 0 never closes the connection, and failures are no protocol errors", () =>
    withRelay({ ...ACCOUNTS, maxLogonFailures: 0, maxProtocolErrors: 1 }, async (relay) => {
      const client = await relay.hello();
      for (let count = 0; count < 12; count++) expect(await login(client, "crm", "wrong")).toBe(FAILED);
      expect(await login(client, "crm")).toMatch(/^235/);
    }));
});

describe("tarpits", () => {
  const timed = async (work: () => Promise<unknown>) => {
    const before = Date.now();
    await work();
    return Date.now() - before;
  };

  test("AuthTarpitInterval: a failed AUTH waits, a good one does not, other refusals wait TarpitInterval", () =>
    withRelay({ ...ACCOUNTS, authTarpitInterval: "00:00:01" }, async (relay) => {
      const client = await relay.hello();
      expect(await timed(() => login(client, "crm", "wrong"))).toBeGreaterThan(900);
      expect(await timed(() => client.say("FROB"))).toBeLessThan(500);
      expect(await timed(() => login(client, "crm"))).toBeLessThan(500);
    }));

  test("TarpitInterval: who has logged in does not wait", () =>
    withRelay({ ...ACCOUNTS, tarpitInterval: "00:00:01" }, async (relay) => {
      const client = await relay.hello();
      expect(await timed(() => client.say("FROB"))).toBeGreaterThan(900);
      await login(client, "crm");
      expect(await timed(() => client.say("FROB"))).toBeLessThan(500);
    }));

  test("TarpitInterval: a host that stops does not wait for those who wait", () =>
    withRelay({ ...ACCOUNTS, tarpitInterval: "00:04:00", authTarpitInterval: "00:04:00" }, async (relay) => {
      const clients = await Promise.all([relay.hello(), relay.hello()]);
      clients[0].write("FROB\r\n");
      clients[1].write(`AUTH PLAIN ${base64("\0crm\0wrong")}\r\n`);
      await waitFor("both sessions", () => relay.service.stats().sessions[CRM.name] === 2);
      expect(await timed(() => relay.service.close({ graceMs: 10_000 }))).toBeLessThan(5000);
      for (const client of clients) expect(await client.reply()).toMatch(/^421 4\.3\.2/);
    }));
});
