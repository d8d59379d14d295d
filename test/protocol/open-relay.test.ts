import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const HOST = "relay.contoso.com";
const IP = "[127.0.0.1]";

/** The union of the public open-relay lists (nmap's smtp-open-relay, mail-abuse.org, reedmedia.net). */
const PROBES: readonly (readonly [string, string])[] = [
  ["x@ext.example", "y@ext.example"],
  ["x@otherdomain", "y@ext.example"],
  ["x@localhost", "y@ext.example"],
  ["x", "y@ext.example"],
  ["", "y@ext.example"],
  [`x@${HOST}`, "y@ext.example"],
  [`x@${IP}`, "y@ext.example"],
  [`x@${HOST}`, `y%ext.example@${HOST}`],
  [`x@${HOST}`, `y%ext.example@${IP}`],
  [`x@${HOST}`, '"y@ext.example"'],
  [`x@${HOST}`, '"y%ext.example"'],
  [`x@${HOST}`, `y@ext.example@${HOST}`],
  [`x@${HOST}`, `"y@ext.example"@${HOST}`],
  [`x@${HOST}`, `y@ext.example@${IP}`],
  [`x@${HOST}`, `@${HOST}:y@ext.example`],
  [`x@${HOST}`, `@${IP}:y@ext.example`],
  [`x@${HOST}`, "ext.example!y"],
  [`x@${HOST}`, `ext.example!y@${HOST}`],
  [`x@${HOST}`, `ext.example!y@${IP}`],
  [`x@${HOST}`, `"y@ext.example"@${IP}`],
];

describe("open-relay probes from a client without the relay right", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    const connector = { ...CRM, maxProtocolErrors: "unlimited" };
    relay = await startFixture({ connectors: [connector], permissions: [], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());

  test.each(PROBES)("<%s> to <%s> gets no message through", async (sender, recipient) => {
    const client = await relay.hello();
    await client.say(`MAIL FROM:<${sender}>`);
    expect(await client.say(`RCPT TO:<${recipient}>`)).toMatch(/^5\d\d /);
    expect(await client.say("DATA")).toMatch(/^503 /);
    client.end();
    expect(relay.spool.committed).toEqual([]);
  });

  test("a local part with a foreign address in it is opaque: its own domain decides, and nobody rewrites it", async () => {
    const client = await relay.hello();
    await client.say("MAIL FROM:<x@fabrikam.com>");
    for (const recipient of ["y%ext.example@contoso.com", "ext.example!y@contoso.com"]) {
      expect(await client.say(`RCPT TO:<${recipient}>`)).toBe("250 2.1.5 Recipient OK");
    }
    await client.say("DATA");
    await client.say("\r\nx\r\n.");
    const recipients = relay.spool.committed[0]?.recipients.map(({ address }) => address);
    expect(recipients).toEqual(["y%ext.example@contoso.com", "ext.example!y@contoso.com"]);
    client.end();
  });

  test("the same client relays everywhere once it holds the right, address literals excepted", async () => {
    await relay.configure({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
    const client = await relay.hello();
    await client.say("MAIL FROM:<x@fabrikam.com>");
    expect(await client.say("RCPT TO:<y@ext.example>")).toBe("250 2.1.5 Recipient OK");
    expect(await client.say("RCPT TO:<y@[192.0.2.1]>")).toBe("550 5.7.1 Unable to relay");
    client.end();
  });
});
