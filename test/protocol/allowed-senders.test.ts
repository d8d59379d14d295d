import type { CredentialsOutcome } from "../../model";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const ENVELOPE_REFUSED = "550 5.7.1 Client does not have permissions to send as this sender";
const AUTHOR_REFUSED = "550 5.7.1 Not authorized to send for this author";
const OK = "250 2.1.0 Sender OK";

const verifyCredentials = async (): Promise<CredentialsOutcome> => ({
  outcome: "good",
  account: "crm",
  groups: [],
  allowedSenders: new Set(["crm@contoso.com", "fabrikam.com"]),
});

describe("allowedSenders of an account", () => {
  let relay: RelayFixture;

  const accounts = { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] };
  beforeAll(async () => {
    relay = await startFixture({ connectors: [{ ...CRM, ...accounts }], domains: [CONTOSO] }, { verifyCredentials });
  });
  afterAll(() => relay.stop());

  async function loggedIn() {
    const client = await relay.hello();
    await client.say("AUTH PLAIN AGNybQBzZWNyZXQ=");
    return client;
  }

  test.each([
    ["crm@contoso.com", OK],
    ["CRM@Contoso.com", OK],
    ["anybody@fabrikam.com", OK],
    ["", OK],
    ["boss@contoso.com", ENVELOPE_REFUSED],
    ["crm2@contoso.com", ENVELOPE_REFUSED],
    ["anybody@eu.fabrikam.com", ENVELOPE_REFUSED],
    ["anybody@notfabrikam.com", ENVELOPE_REFUSED],
    ["crm@example.org", ENVELOPE_REFUSED],
  ])("allowedSenders: MAIL FROM:<%s> is answered %s", async (sender, reply) => {
    const client = await loggedIn();
    expect(await client.say(`MAIL FROM:<${sender}>`)).toBe(reply);
    client.end();
  });

  test.each([
    ["From: CRM <crm@contoso.com>", /^250 2\.6\.0/],
    ["From: CRM <crm@contoso.com>, a@fabrikam.com", /^250 2\.6\.0/],
    ["From: boss@contoso.com", AUTHOR_REFUSED],
    ["From: crm@contoso.com, boss@contoso.com", AUTHOR_REFUSED],
    ["From: crm@contoso.com\r\nSender: boss@contoso.com", AUTHOR_REFUSED],
    ['From: "crm@contoso.com" <boss@contoso.com>', AUTHOR_REFUSED],
    ["From: crm@contoso.com\r\nFrom: boss@contoso.com", AUTHOR_REFUSED],
    ["From: nobody at all", AUTHOR_REFUSED],
  ])("allowedSenders: %j is answered %s", async (header, reply) => {
    const client = await loggedIn();
    for (const command of ["MAIL FROM:<crm@contoso.com>", "RCPT TO:<b@example.org>", "DATA"]) await client.say(command);
    const answer = await client.say(`${header}\r\n\r\nx\r\n.`);
    if (typeof reply === "string") expect(answer).toBe(reply);
    else expect(answer).toMatch(reply);
    client.end();
  });
});
