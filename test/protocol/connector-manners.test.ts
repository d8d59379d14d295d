import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const MAIL = "MAIL FROM:<crm@fabrikam.com>";
const RCPT = "RCPT TO:<customer@fabrikam.com>";
const BAD_SENDER = "501 5.1.7 Bad sender address syntax";
const BAD_RECIPIENT = "501 5.1.3 Bad recipient address syntax";
const FABRIKAM = { domainName: "fabrikam.com" };

let relay: RelayFixture;

async function configure(connector: object, transport: object = {}): Promise<void> {
  await relay.configure({
    connectors: [{ ...CRM, maxProtocolErrors: "unlimited", ...connector }],
    permissions: [RELAY],
    domains: [CONTOSO, FABRIKAM],
    transport,
  });
}

async function converse(commands: readonly string[]): Promise<readonly string[]> {
  const client = await relay.hello();
  const heard = [];
  for (const command of commands) heard.push(await client.say(command));
  client.end();
  return heard;
}

beforeAll(async () => {
  relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
});
afterAll(() => relay.stop());
beforeEach(() => void relay.spool.committed.splice(0));

test("Banner and Fqdn: the greeting is the banner, the name in EHLO and Received is the fqdn", async () => {
  await configure({ banner: "220 no business of yours", fqdn: "mail.contoso.com" });
  const client = await relay.connect();
  expect(await client.say("EHLO crm")).toMatch(/^250-mail\.contoso\.com Hello \[127\.0\.0\.1\]/);
  for (const command of [MAIL, RCPT, "DATA"]) await client.say(command);
  expect(await client.say("A: b\r\n\r\nx\r\n.")).toContain("Hostname=mail.contoso.com");
  client.end();
  expect(relay.spool.committed[0]?.body).toContain("by mail.contoso.com ");
});

describe("BareLinefeedRejectionEnabled", () => {
  const head = "From: <crm@fabrikam.com>\r\nMessage-ID: <1@crm>\r\nDate: then\r\n";

  test.each([
    { title: "LF", sent: "a\nb\r\n", stored: "a\r\nb\r\n" },
    { title: "CR", sent: "a\rb\r\n", stored: "a\r\nb\r\n" },
    { title: "CR CR LF", sent: "a\r\r\nb\r\n", stored: "a\r\n\r\nb\r\n" },
    { title: "LF LF", sent: "a\n\nb\r\n", stored: "a\r\n\r\nb\r\n" },
    { title: "LF . LF", sent: "a\n.\nb\r\n", stored: "a\r\n.\r\nb\r\n" },
    { title: "LF . CRLF", sent: "a\n.\r\nb\r\n", stored: "a\r\n.\r\nb\r\n" },
    { title: "CR . CR", sent: "a\r.\rb\r\n", stored: "a\r\n.\r\nb\r\n" },
    { title: "CRLF . LF", sent: "a\r\n.\nb\r\n", stored: "a\r\n\r\nb\r\n" },
    { title: "CRLF . CR", sent: "a\r\n.\rb\r\n", stored: "a\r\n\r\nb\r\n" },
    { title: "nothing", sent: "a\r\n\r\nb\r\n", stored: "a\r\n\r\nb\r\n" },
  ])(
    "BareLinefeedRejectionEnabled: off, $title becomes CRLF and ends no message, whatever the packets",
    async ({ sent, stored }) => {
      await configure({ bareLinefeedRejectionEnabled: false });
      const client = await relay.hello();
      const all = `${head}\r\n${sent}.\r\n`;
      for (const chunks of [[all], [...all]]) {
        relay.spool.committed.splice(0);
        for (const command of [MAIL, RCPT, "DATA"]) await client.say(command);
        await client.writeChunks(chunks);
        expect(await client.reply()).toMatch(/^250 2\.6\.0 <1@crm>/);
        expect(relay.spool.committed[0]?.body.endsWith(`${head}\r\n${stored}`)).toBe(true);
        expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
      }
      client.end();
    },
  );

  test("BareLinefeedRejectionEnabled: off, a header with bare LF is firewalled by its lines as they will be", async () => {
    await configure({ bareLinefeedRejectionEnabled: false });
    await converse([MAIL, RCPT, "DATA", "A: b\nX-MS-Exchange-Organization-SCL: -1\nC: d\n\nx\r\n."]);
    expect(relay.spool.committed[0]?.body).toMatch(/\r\nA: b\r\nC: d\r\n\r\nx\r\n$/);
  });

  test("BareLinefeedRejectionEnabled: off, chunks are mended too, binary content is not", async () => {
    await configure({ bareLinefeedRejectionEnabled: false });
    const text = `${head}\r\na\nb\r`;
    const bdat = `BDAT ${text.length} LAST\r\n${text}`;
    for (const [mail, end] of [
      [MAIL, "a\r\nb\r\n"],
      [`${MAIL} BODY=BINARYMIME`, "a\nb\r"],
    ] as const) {
      relay.spool.committed.splice(0);
      const client = await relay.hello();
      await client.say(mail);
      await client.say(RCPT);
      client.write(bdat);
      expect(await client.reply()).toMatch(/^250 /);
      expect(relay.spool.committed[0]?.body.endsWith(`${head}\r\n${end}`)).toBe(true);
      client.end();
    }
  });

  test.each(["a\nb", "a\rb", "a\n.\r\nb"])("BareLinefeedRejectionEnabled: on, %j is refused", async (body) => {
    await configure({});
    const heard = await converse([MAIL, RCPT, "DATA", `${head}\r\n${body}\r\n.`]);
    expect(heard.at(-1)).toBe("550 5.6.0 Bare CR or LF not allowed in message");
  });
});

describe("DefaultDomain", () => {
  test("DefaultDomain: completes a bare user in MAIL and RCPT", async () => {
    await configure({ defaultDomain: "fabrikam.com" });
    const heard = await converse(["MAIL FROM:<crm>", "RCPT TO:<Sales.Team>", "DATA", "A: b\r\n\r\nx\r\n."]);
    expect(heard.at(-1)).toMatch(/^250 2\.6\.0/);
    expect(relay.spool.committed[0]).toMatchObject({
      sender: "crm@fabrikam.com",
      recipients: [{ address: "Sales.Team@fabrikam.com" }],
    });
  });

  test.each(["user@", "@", "a b", "@a:user", "user%x@", ".a"])("DefaultDomain: does not mend <%s>", async (address) => {
    await configure({ defaultDomain: "fabrikam.com" });
    expect(await converse([`MAIL FROM:<${address}>`, MAIL, `RCPT TO:<${address}>`])).toEqual([
      BAD_SENDER,
      "250 2.1.0 Sender OK",
      BAD_RECIPIENT,
    ]);
  });

  test("DefaultDomain: without it a bare user is refused", async () => {
    await configure({});
    expect(await converse(["MAIL FROM:<crm>", MAIL, "RCPT TO:<sales>"])).toEqual([
      BAD_SENDER,
      "250 2.1.0 Sender OK",
      BAD_RECIPIENT,
    ]);
  });

  test.each([
    {
      title: "TransportConfig's",
      transport: { postmaster: "it@contoso.com" },
      domain: "fabrikam.com",
      means: "it@contoso.com",
    },
    { title: "the one at DefaultDomain", transport: {}, domain: "fabrikam.com", means: "postmaster@fabrikam.com" },
    { title: "the one at the first accepted domain", transport: {}, domain: null, means: "postmaster@contoso.com" },
  ])("DefaultDomain, ExternalPostmasterAddress: <postmaster> is $title", async ({ transport, domain, means }) => {
    await configure({ defaultDomain: domain }, transport);
    await converse([MAIL, "RCPT TO:<PostMaster>", "DATA", "A: b\r\n\r\nx\r\n."]);
    expect(relay.spool.committed[0]?.recipients).toEqual([{ address: means }]);
  });
});

describe("RequireEHLODomain", () => {
  test.each([
    { command: "EHLO", reply: "501 5.5.4 Domain name required" },
    { command: "HELO ", reply: "501 5.5.4 Domain name required" },
    { command: "EHLO a b", reply: "501 5.5.4 Invalid domain name" },
  ])("RequireEHLODomain: on, $command is refused and the connection closed", async ({ command, reply }) => {
    await configure({ requireEhloDomain: true });
    const client = await relay.connect();
    expect(await client.say(command)).toBe(reply);
    await client.closed();
  });

  test("RequireEHLODomain: off, a client may leave its name out, and Received does without", async () => {
    await configure({});
    const client = await relay.connect();
    expect(await client.say("EHLO")).toMatch(/^250-relay\.contoso\.com Hello/);
    for (const command of [MAIL, RCPT, "DATA"]) await client.say(command);
    expect(await client.say("A: b\r\n\r\nx\r\n.")).toMatch(/^250 /);
    expect(relay.spool.committed[0]?.body).toMatch(/^Received: from \[127\.0\.0\.1\]\r\n/);
    client.end();
  });
});
