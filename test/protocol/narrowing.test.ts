import { CONTOSO, CRM, type FixtureConfig, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const SENDER_REFUSED = "550 5.7.1 Anonymous client does not have permissions to send as this sender";
const AUTHOR_REFUSED = "550 5.7.1 Not authorized to send for this author";
const NO_RELAY = "550 5.7.1 Unable to relay";
const RECIPIENT_OK = "250 2.1.5 Recipient OK";
const SENDER_OK = "250 2.1.0 Sender OK";
const NOON = Date.UTC(2026, 10, 24, 12);

let now = NOON;

async function withRelay(connector: object, use: (relay: RelayFixture) => Promise<void>, config: FixtureConfig = {}) {
  now = NOON;
  const relay = await startFixture(
    { connectors: [{ ...CRM, ...connector }], domains: [CONTOSO], permissions: [RELAY], ...config },
    { clock: () => now },
  );
  try {
    await use(relay);
  } finally {
    await relay.stop();
  }
}

async function answers(relay: RelayFixture, commands: readonly string[]): Promise<readonly string[]> {
  const client = await relay.hello();
  const replies: string[] = [];
  for (const command of commands) replies.push(await client.say(command));
  client.end();
  return replies;
}

const recipients = (relay: RelayFixture, ...addresses: readonly string[]) =>
  answers(relay, ["MAIL FROM:<crm@fabrikam.com>", ...addresses.map((address) => `RCPT TO:<${address}>`)]).then(
    (replies) => replies.slice(1),
  );

describe("connectors that narrow", () => {
  test("onlySenders: nobody else sends there, the null sender must be listed too", () =>
    withRelay({ onlySenders: ["crm@fabrikam.com", "*.fabrikam.com"] }, async (relay) => {
      const replies = await answers(relay, [
        "MAIL FROM:<CRM@Fabrikam.com>",
        "RSET",
        "MAIL FROM:<a@eu.fabrikam.com>",
        "RSET",
        "MAIL FROM:<boss@fabrikam.com>",
        "MAIL FROM:<boss@contoso.com>",
        "MAIL FROM:<>",
      ]);
      expect(replies.filter((reply) => reply !== "250 2.0.0 OK")).toEqual([
        SENDER_OK,
        SENDER_OK,
        SENDER_REFUSED,
        SENDER_REFUSED,
        SENDER_REFUSED,
      ]);
    }));

  test("onlySenders: <> lets notifications in", () =>
    withRelay({ onlySenders: ["<>"] }, async (relay) => {
      expect(await answers(relay, ["MAIL FROM:<>"])).toEqual([SENDER_OK]);
    }));

  test("onlySenders: every mailbox of From and Sender counts", () =>
    withRelay({ onlySenders: ["crm@fabrikam.com"] }, async (relay) => {
      const send = async (header: string) => {
        const envelope = ["MAIL FROM:<crm@fabrikam.com>", "RCPT TO:<a@contoso.com>", "DATA"];
        return (await answers(relay, [...envelope, `${header}\r\n\r\nx\r\n.`])).at(-1);
      };
      expect(await send("From: CRM <crm@fabrikam.com>")).toMatch(/^250 2\.6\.0/);
      expect(await send("From: boss@fabrikam.com")).toBe(AUTHOR_REFUSED);
      expect(await send("From: crm@fabrikam.com,\r\n boss@fabrikam.com")).toBe(AUTHOR_REFUSED);
      expect(await send("From: crm@fabrikam.com\r\nSender: boss@fabrikam.com")).toBe(AUTHOR_REFUSED);
      expect(relay.spool.committed).toHaveLength(1);
    }));

  test("onlyRecipients: narrows own domains too, as a relay refusal with the budget of those", () =>
    withRelay(
      { onlyRecipients: ["fabrikam.com", "boss@contoso.com"], maxProtocolErrors: 0 },
      async (relay) => {
        expect(
          await recipients(
            relay,
            "a@fabrikam.com",
            "boss@contoso.com",
            "a@contoso.com",
            "a@example.org",
            "postmaster",
            "a@example.org",
          ),
        ).toEqual([
          RECIPIENT_OK,
          RECIPIENT_OK,
          NO_RELAY,
          NO_RELAY,
          RECIPIENT_OK,
          "421 4.7.0 Too many refused recipients, closing connection",
        ]);
      },
      { transport: { maxRelayRefusals: 2 } },
    ));
});

describe("what ends on time", () => {
  test("expiresAt of a permission: relay ends at the second, in a session that is open", () =>
    withRelay(
      {},
      async (relay) => {
        const client = await relay.hello();
        const relayed = async () => {
          await client.say("MAIL FROM:<a@fabrikam.com>");
          const answer = await client.say("RCPT TO:<b@example.org>");
          await client.say("RSET");
          return answer;
        };
        now = Date.UTC(2026, 10, 24, 12, 59, 59, 999);
        expect(await relayed()).toBe(RECIPIENT_OK);
        now += 1;
        expect(await relayed()).toBe(NO_RELAY);
        expect(relay.logged.at(-1)?.fields).toMatchObject({ reason: "relay-right-expired", by: { entry: "p0" } });
        client.end();
        expect(await recipients(relay, "b@example.org", "b@contoso.com")).toEqual([NO_RELAY, RECIPIENT_OK]);
      },
      { permissions: [{ ...RELAY, expiresAt: "2026-11-24T13:00:00Z" }] },
    ));

  test("expiresAt of a permission: a transaction that has begun keeps its rights", () =>
    withRelay(
      {},
      async (relay) => {
        const client = await relay.hello();
        await client.say("MAIL FROM:<a@fabrikam.com>");
        now = Date.UTC(2026, 10, 24, 14);
        expect(await client.say("RCPT TO:<b@example.org>")).toBe(RECIPIENT_OK);
        client.end();
      },
      { permissions: [{ ...RELAY, expiresAt: "2026-11-24T13:00:00Z" }] },
    ));

  test("expiresAt of a connector: it still matches, and grants nothing", () =>
    withRelay({ expiresAt: "2026-11-24T13:00:00Z" }, async (relay) => {
      const client = await relay.hello();
      expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe(SENDER_OK);
      await client.say("RSET");
      now = Date.UTC(2026, 10, 24, 13);
      expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("530 5.7.1 Client was not authenticated");
      client.end();
      expect(await answers(relay, ["MAIL FROM:<>"])).toEqual(["530 5.7.1 Client was not authenticated"]);
    }));
});

describe("recipient domains that are no places", () => {
  /** Refused with the switch, whatever accepted domain or right there is, at no cost to a budget; taken without it. */
  async function isRefused(property: string, addresses: readonly string[], reply: string): Promise<void> {
    const domains = [CONTOSO, ...addresses.map((address) => ({ domainName: address.slice(address.indexOf("@") + 1) }))];
    const config = { domains, transport: { maxRelayRefusals: 0 } };
    await withRelay(
      { [property]: true, maxProtocolErrors: 0 },
      async (relay) => {
        const replies = await recipients(relay, ...addresses, "a@contoso.com", "postmaster");
        expect(replies).toEqual([...addresses.map(() => reply), RECIPIENT_OK, RECIPIENT_OK]);
      },
      config,
    );
    const permissions = { domains: [CONTOSO], permissions: [RELAY] };
    await withRelay(
      {},
      async (relay) => expect(await recipients(relay, ...addresses)).toEqual(addresses.map(() => RECIPIENT_OK)),
      permissions,
    );
  }

  test("RejectReservedTopLevelRecipientDomains: names in .test, .example, .invalid and .localhost are refused", () =>
    isRefused(
      "rejectReservedTopLevelRecipientDomains",
      ["a@host.test", "a@b.c.example", "a@x.invalid", "a@x.localhost"],
      "550 5.1.4 Recipient address reserved by RFC 2606",
    ));

  test("RejectReservedSecondLevelRecipientDomains: example.com, .net and .org and what is below are refused", () =>
    isRefused(
      "rejectReservedSecondLevelRecipientDomains",
      ["a@example.com", "a@mail.example.net", "a@example.org"],
      "550 5.1.5 Recipient address reserved by RFC 2606",
    ));

  test("RejectSingleLabelRecipientDomains: a name of one label is refused", () =>
    isRefused(
      "rejectSingleLabelRecipientDomains",
      ["a@intranet", "a@mailhost"],
      "550 5.1.6 Recipient addresses in single label domains not accepted",
    ));
});
