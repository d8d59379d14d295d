import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const MAIL = "MAIL FROM:<crm@fabrikam.com>";
const RCPT = "RCPT TO:<customer@fabrikam.com>";
const UNKNOWN = "555 5.5.4 Parameter not recognized";
const INVALID = "501 5.5.4 Invalid parameter value";
const SENDER_OK = "250 2.1.0 Sender OK";
const RECIPIENT_OK = "250 2.1.5 Recipient OK";

let relay: RelayFixture;

async function configure(connector: object): Promise<void> {
  await relay.configure({
    connectors: [{ ...CRM, maxProtocolErrors: "unlimited", ...connector }],
    permissions: [RELAY],
    domains: [CONTOSO, { domainName: "xn--bcher-kva.org" }],
  });
}

/** Keywords of the EHLO reply, and what each of the commands is answered. */
async function converse(commands: readonly string[] = []) {
  const client = await relay.connect();
  const hello = await client.say("EHLO crm.contoso.com");
  const heard = [];
  for (const command of commands) heard.push(await client.say(command));
  client.end();
  const keywords = hello.split("\n").slice(1);
  return { keywords: keywords.map((line) => line.slice(4)), heard };
}

beforeAll(async () => {
  relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
});
afterAll(() => relay.stop());
beforeEach(() => void relay.spool.committed.splice(0));

test("SizeEnabled, PipeliningEnabled, DeliveryStatusNotificationEnabled, EnhancedStatusCodesEnabled, EightBitMimeEnabled, BinaryMimeEnabled, ChunkingEnabled and SmtpUtf8Enabled: all are advertised, in Exchange's order", async () => {
  await configure({ smtpUtf8Enabled: true });
  expect((await converse()).keywords).toEqual([
    "SIZE 37748736",
    "PIPELINING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "STARTTLS",
    "8BITMIME",
    "BINARYMIME",
    "CHUNKING",
    "SMTPUTF8",
  ]);
});

describe("SizeEnabled", () => {
  const TOO_LARGE = "552 5.3.4 Message size exceeds fixed maximum message size";

  test.each([
    { sizeEnabled: "Enabled", keyword: "SIZE 65536", large: TOO_LARGE, small: SENDER_OK },
    { sizeEnabled: "EnabledWithoutValue", keyword: "SIZE", large: TOO_LARGE, small: SENDER_OK },
    { sizeEnabled: "Disabled", keyword: undefined, large: UNKNOWN, small: UNKNOWN },
  ])(
    "SizeEnabled: $sizeEnabled shows $keyword and judges SIZE= by it",
    async ({ sizeEnabled, keyword, large, small }) => {
      await configure({ sizeEnabled, maxMessageSize: 65_536 });
      const { keywords, heard } = await converse([`${MAIL} SIZE=65537`, `${MAIL} SIZE=100`]);
      expect(keywords.find((word) => word.startsWith("SIZE"))).toBe(keyword);
      expect(heard).toEqual([large, small]);
    },
  );

  test.each(["EnabledWithoutValue", "Disabled"])(
    "SizeEnabled: %s keeps the limit of what really comes",
    async (sizeEnabled) => {
      await configure({ sizeEnabled, maxMessageSize: 65_536 });
      const { heard } = await converse([MAIL, RCPT, "DATA", `A: b\r\n\r\n${`${"x".repeat(98)}\r\n`.repeat(700)}.`]);
      expect(heard.at(-1)).toBe(TOO_LARGE);
    },
  );
});

test("PipeliningEnabled: without it the keyword is missing, and a client that sends ahead is answered in turn all the same", async () => {
  await configure({ pipeliningEnabled: false });
  expect((await converse()).keywords).not.toContain("PIPELINING");
  const client = await relay.hello();
  client.write(`${MAIL}\r\n${RCPT}\r\nDATA\r\n`);
  expect([await client.reply(), await client.reply()]).toEqual([SENDER_OK, RECIPIENT_OK]);
  expect(await client.reply()).toMatch(/^354 /);
  client.end();
});

describe("DeliveryStatusNotificationEnabled", () => {
  const dsnMail = `${MAIL} RET=hdrs ENVID=QQ+2B314159`;
  const dsnRcpt = `${RCPT} NOTIFY=success,Delay,SUCCESS ORCPT=rfc822;Customer+2Bx@fabrikam.com`;

  test("DeliveryStatusNotificationEnabled: what is asked for is kept with the message", async () => {
    await configure({});
    const last = "RCPT TO:<second@contoso.com> NOTIFY=NEVER";
    const { heard } = await converse([
      dsnMail,
      dsnRcpt,
      "RCPT TO:<plain@contoso.com>",
      last,
      "DATA",
      "A: b\r\n\r\nx\r\n.",
    ]);
    expect(heard.at(-1)).toMatch(/^250 2\.6\.0/);
    const [message] = relay.spool.committed;
    expect(message?.dsn).toEqual({ ret: "HDRS", envid: "QQ+2B314159" });
    expect(message?.recipients).toEqual([
      {
        address: "customer@fabrikam.com",
        dsn: { notify: ["SUCCESS", "DELAY"], orcpt: "rfc822;Customer+2Bx@fabrikam.com" },
      },
      { address: "plain@contoso.com" },
      { address: "second@contoso.com", dsn: { notify: ["NEVER"] } },
    ]);
  });

  test("DeliveryStatusNotificationEnabled: a message that asks for nothing has nothing kept", async () => {
    await configure({});
    await converse([MAIL, RCPT, "DATA", "A: b\r\n\r\nx\r\n."]);
    expect(relay.spool.committed[0]).not.toHaveProperty("dsn");
    expect(relay.spool.committed[0]?.recipients).toEqual([{ address: "customer@fabrikam.com" }]);
  });

  test.each([
    `${MAIL} RET=SOME`,
    `${MAIL} RET`,
    `${MAIL} ENVID=a+2`,
    `${MAIL} ENVID=a+2b`,
    `${MAIL} ENVID=a=b`,
    `${MAIL} ENVID=a+0Ab`,
    `${MAIL} ENVID=${"x".repeat(101)}`,
    `${MAIL} RET=FULL RET=FULL`,
  ])("DeliveryStatusNotificationEnabled: %s is refused", async (command) => {
    await configure({});
    expect((await converse([command])).heard).toEqual([INVALID]);
  });

  test.each([
    "NOTIFY=NEVER,SUCCESS",
    "NOTIFY=",
    "NOTIFY",
    "NOTIFY=SUCCESS,",
    "NOTIFY=ALWAYS",
    "ORCPT=customer@fabrikam.com",
    "ORCPT=rfc822;",
    "ORCPT=rfc822;a+zz",
    "ORCPT=rfc822;a+00",
    `ORCPT=rfc822;${"x".repeat(500)}`,
  ])("DeliveryStatusNotificationEnabled: RCPT with %s is refused", async (parameter) => {
    await configure({});
    expect((await converse([MAIL, `${RCPT} ${parameter}`])).heard[1]).toBe(INVALID);
  });

  test("DeliveryStatusNotificationEnabled: without it the keyword is missing and its parameters are unknown", async () => {
    await configure({ deliveryStatusNotificationEnabled: false });
    const { keywords, heard } = await converse([
      `${MAIL} RET=FULL`,
      `${MAIL} ENVID=x`,
      MAIL,
      dsnRcpt,
      `${RCPT} NOTIFY=NEVER`,
      RCPT,
    ]);
    expect(keywords).not.toContain("DSN");
    expect(heard).toEqual([UNKNOWN, UNKNOWN, SENDER_OK, UNKNOWN, UNKNOWN, RECIPIENT_OK]);
  });
});

test("EnhancedStatusCodesEnabled: without it no reply has an enhanced code", async () => {
  await configure({ enhancedStatusCodesEnabled: false });
  const bad = ["NONSENSE", "MAIL FROM:<a@b@c>", `${MAIL} FROB`, "RCPT TO:<x@y.org>", "DATA", "VRFY x", "AUTH PLAIN"];
  const good = [MAIL, RCPT, "DATA", "A: b\r\n\r\nx\r\n.", "RSET", "NOOP", "HELP", "QUIT"];
  const { keywords, heard } = await converse([...bad, ...good]);
  expect(keywords).not.toContain("ENHANCEDSTATUSCODES");
  expect(heard.filter((reply) => /^\d{3}[ -]\d\.\d+\.\d+/.test(reply))).toEqual([]);
  expect(heard.slice(0, 2)).toEqual(["500 Command not recognized", "501 Bad sender address syntax"]);
  expect(heard.slice(7, 9)).toEqual(["250 Sender OK", "250 Recipient OK"]);
});

describe("EightBitMimeEnabled, BinaryMimeEnabled and ChunkingEnabled", () => {
  test.each([
    { off: { eightBitMimeEnabled: false }, missing: ["8BITMIME"], mail: "BODY=8BITMIME", reply: SENDER_OK },
    { off: { binaryMimeEnabled: false }, missing: ["BINARYMIME"], mail: "BODY=BINARYMIME", reply: UNKNOWN },
    {
      off: { eightBitMimeEnabled: false, binaryMimeEnabled: false },
      missing: ["8BITMIME", "BINARYMIME"],
      mail: "BODY=7BIT",
      reply: UNKNOWN,
    },
    {
      off: { chunkingEnabled: false, binaryMimeEnabled: false },
      missing: ["CHUNKING", "BINARYMIME"],
      mail: "BODY=BINARYMIME",
      reply: UNKNOWN,
    },
  ])(
    "EightBitMimeEnabled, BinaryMimeEnabled, ChunkingEnabled: with $off, $mail is answered $reply",
    async ({ off, missing, mail, reply }) => {
      await configure(off);
      const { keywords, heard } = await converse([`${MAIL} ${mail}`]);
      for (const keyword of missing) expect(keywords).not.toContain(keyword);
      expect(heard).toEqual([reply]);
    },
  );

  test("EightBitMimeEnabled: BODY=8BITMIME is kept with the message", async () => {
    await configure({});
    await converse([`${MAIL} BODY=8bitmime`, RCPT, "DATA", "A: b\r\n\r\n\xfc\r\n."]);
    expect(relay.spool.committed[0]?.bodyType).toBe("8BITMIME");
  });

  test("ChunkingEnabled: without it BDAT is refused, and its octets are no commands", async () => {
    await configure({ chunkingEnabled: false, binaryMimeEnabled: false });
    const client = await relay.hello();
    await client.say(MAIL);
    await client.say(RCPT);
    client.write("BDAT 6 LAST\r\nDATA\r\nNOOP\r\n");
    expect(await client.reply()).toBe("502 5.5.1 Command not implemented");
    expect(await client.reply()).toBe("250 2.0.0 OK");
    expect(client.unread).toBe("");
    client.end();
  });
});

describe("SmtpUtf8Enabled", () => {
  const utf8 = (text: string) => Buffer.from(text).toString("latin1");
  const sayAll = async (commands: readonly string[]) => {
    const client = await relay.hello();
    const heard = [];
    for (const command of commands) heard.push(await client.say(utf8(command)));
    client.end();
    return heard;
  };

  test("SmtpUtf8Enabled: an internationalized message is taken, marked, and judged by A-labels", async () => {
    await configure({ smtpUtf8Enabled: true });
    const heard = await sayAll([
      "MAIL FROM:<grüße@bücher.org> SMTPUTF8",
      "RCPT TO:<ÜNAL@BÜCHER.org> ORCPT=utf-8;ÜNAL@BÜCHER.org",
      "DATA",
      "From: <grüße@bücher.org>\r\nSubject: ü\r\n\r\nx\r\n.",
    ]);
    expect(heard.slice(0, 2)).toEqual([SENDER_OK, RECIPIENT_OK]);
    expect(heard.at(-1)).toMatch(/^250 2\.6\.0/);
    expect(relay.spool.committed[0]).toMatchObject({ smtpUtf8: true, sender: "grüße@xn--bcher-kva.org" });
    expect(relay.spool.committed[0]?.recipients[0]?.address).toBe("ÜNAL@xn--bcher-kva.org");
    expect(relay.spool.committed[0]?.body).toMatch(/ with UTF8SMTP\r\n/);
  });

  test.each([
    ["MAIL FROM:<grüße@bücher.org>", "553 5.6.7 Address requires the SMTPUTF8 parameter"],
    ["MAIL FROM:<crm@fabrikam.com> SMTPUTF8=1", INVALID],
    ["MAIL FROM:<grüße@b\u00fc..org> SMTPUTF8", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<a\u200bb@\u200bbücher.org> SMTPUTF8", "501 5.1.7 Bad sender address syntax"],
    [`MAIL FROM:<${"ü".repeat(33)}@bücher.org> SMTPUTF8`, "501 5.1.7 Bad sender address syntax"],
  ])("SmtpUtf8Enabled: %s is answered %s", async (command, reply) => {
    await configure({ smtpUtf8Enabled: true });
    expect(await sayAll([command])).toEqual([reply]);
  });

  test("SmtpUtf8Enabled: bytes that are no UTF-8 are no address", async () => {
    await configure({ smtpUtf8Enabled: true });
    expect((await converse(["MAIL FROM:<gr\xfc@fabrikam.com> SMTPUTF8"])).heard).toEqual([
      "501 5.1.7 Bad sender address syntax",
    ]);
  });

  test("SmtpUtf8Enabled: a recipient beyond ASCII needs it at MAIL", async () => {
    await configure({ smtpUtf8Enabled: true });
    const heard = await sayAll([MAIL, "RCPT TO:<ünal@bücher.org>", "RCPT TO:<unal@xn--bcher-kva.org>"]);
    expect(heard.slice(1)).toEqual(["553 5.6.7 Address requires the SMTPUTF8 parameter", RECIPIENT_OK]);
  });

  test("SmtpUtf8Enabled: without it the parameter is unknown and the addresses are refused", async () => {
    await configure({});
    const heard = await sayAll([`${MAIL} SMTPUTF8`, "MAIL FROM:<grüße@bücher.org>", MAIL, "RCPT TO:<ünal@bücher.org>"]);
    const needed = "553 5.6.7 Address requires SMTPUTF8, which is not offered";
    expect(heard).toEqual([UNKNOWN, needed, SENDER_OK, needed]);
  });
});
