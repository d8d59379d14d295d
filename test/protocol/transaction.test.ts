import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

describe("a mail transaction", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());
  beforeEach(() => void relay.spool.committed.splice(0));

  test("is answered with Exchange's texts from the greeting to QUIT", async () => {
    const client = await relay.connect();
    expect(await client.say("EHLO crm.contoso.com")).toMatch(
      /^250-relay\.contoso\.com Hello \[127\.0\.0\.1\]\n250-SIZE 37748736\n/,
    );
    expect(await client.say("MAIL FROM:<crm@fabrikam.com>")).toBe("250 2.1.0 Sender OK");
    expect(await client.say("RCPT TO:<customer@fabrikam.com>")).toBe("250 2.1.5 Recipient OK");
    expect(await client.say("DATA")).toBe("354 Start mail input; end with <CRLF>.<CRLF>");
    const answer = await client.say("From: <crm@fabrikam.com>\r\nMessage-ID: <1@crm>\r\nDate: x\r\n\r\n..Hello\r\n.");
    expect(answer).toMatch(
      /^250 2\.6\.0 <1@crm> \[InternalId=[0-9A-Z]+, Hostname=relay\.contoso\.com\] Queued mail for delivery$/,
    );
    expect(await client.say("RSET")).toBe("250 2.0.0 OK");
    expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
    expect(await client.say("VRFY crm")).toBe("252 2.1.5 Cannot VRFY user, but will accept message");
    expect(await client.say("QUIT")).toBe("221 2.0.0 Service closing transmission channel");
    await client.closed();
    const [message] = relay.spool.committed;
    expect(message?.sender).toBe("crm@fabrikam.com");
    expect(message?.recipients).toEqual([{ address: "customer@fabrikam.com" }]);
    expect(message?.body).toMatch(
      /^Received: from crm\.contoso\.com \(\[127\.0\.0\.1\]\)\r\n\tby relay\.contoso\.com \(\[127\.0\.0\.1\]\) with ESMTP\r\n\tid [0-9A-Z]+; \w{3}, .* \+0000\r\nFrom: <crm@fabrikam.com>\r\nMessage-ID: <1@crm>\r\nDate: x\r\n\r\n\.Hello\r\n$/,
    );
  });
});
