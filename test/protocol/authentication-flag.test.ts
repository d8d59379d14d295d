import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const FLAG = "ms-Exch-SMTP-Accept-Authentication-Flag";
const TRUSTED = { ...RELAY, extendedRights: [FLAG] };

describe("AUTH= of MAIL", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({ connectors: [CRM], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());

  async function send(permissions: readonly (typeof TRUSTED)[], parameters: readonly string[]) {
    await relay.configure({ connectors: [CRM], permissions, domains: [CONTOSO] });
    relay.spool.committed.length = 0;
    const client = await relay.hello();
    for (const parameter of parameters) {
      for (const command of [`MAIL FROM:<a@fabrikam.com>${parameter}`, "RCPT TO:<b@contoso.com>", "DATA"])
        await client.say(command);
      expect(await client.say("From: a@fabrikam.com\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    }
    client.end();
    return relay.spool.committed.map(({ submitter, origin }) => ({ submitter, authAs: origin.authAs }));
  }

  const PARAMETERS = [" AUTH=e+3Dmc2@example.com", " AUTH=<>", "", " AUTH=crm@contoso.com"];

  test(`${FLAG}: a message whose AUTH= names a mailbox is internal, and no other of its session`, async () => {
    expect(await send([TRUSTED], PARAMETERS)).toEqual([
      { submitter: "e=mc2@example.com", authAs: "Internal" },
      { submitter: "", authAs: "Anonymous" },
      { submitter: undefined, authAs: "Anonymous" },
      { submitter: "crm@contoso.com", authAs: "Internal" },
    ]);
  });

  test(`without ${FLAG}, AUTH= is taken and changes nothing`, async () => {
    const ignored = { submitter: undefined, authAs: "Anonymous" };
    expect(await send([], PARAMETERS)).toEqual([ignored, ignored, ignored, ignored]);
    expect(relay.spool.committed[0]).not.toHaveProperty("submitter");
  });
});
