import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const SENDER_OK = "250 2.1.0 Sender OK";
const RECIPIENT_OK = "250 2.1.5 Recipient OK";

describe("the order and syntax of commands", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    const connector = { ...CRM, maxProtocolErrors: "unlimited" };
    relay = await startFixture({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());

  test.each([
    { before: [], command: "MAIL FROM:<a@b.org>", reply: "503 5.5.2 Send hello first" },
    { before: [], command: "RCPT TO:<a@b.org>", reply: "503 5.5.2 Send hello first" },
    { before: [], command: "DATA", reply: "503 5.5.2 Send hello first" },
    { before: [], command: "AUTH PLAIN", reply: "503 5.5.2 Send hello first" },
    { before: [], command: "HELO", reply: "250 relay.contoso.com Hello [127.0.0.1]" },
    { before: [], command: "EHLO a b", reply: "501 5.5.4 Invalid domain name" },
    { before: [], command: "HELO crm", reply: "250 relay.contoso.com Hello [127.0.0.1]" },
    { before: ["EHLO crm"], command: "RCPT TO:<a@b.org>", reply: "503 5.5.1 MAIL first" },
    { before: ["EHLO crm"], command: "DATA", reply: "503 5.5.1 MAIL first" },
    { before: ["EHLO crm", "MAIL FROM:<a@b.org>"], command: "DATA", reply: "503 5.5.1 RCPT first" },
    {
      before: ["EHLO crm", "MAIL FROM:<a@b.org>"],
      command: "MAIL FROM:<a@b.org>",
      reply: "503 5.5.1 Sender already specified",
    },
    {
      before: ["EHLO crm", "MAIL FROM:<a@b.org>", "EHLO crm"],
      command: "RCPT TO:<a@b.org>",
      reply: "503 5.5.1 MAIL first",
    },
    {
      before: ["EHLO crm", "MAIL FROM:<a@b.org>", "RSET"],
      command: "RCPT TO:<a@b.org>",
      reply: "503 5.5.1 MAIL first",
    },
    {
      before: ["EHLO crm", "MAIL FROM:<a@b.org>", "RCPT TO:<a@b.org>"],
      command: "DATA now",
      reply: "501 5.5.4 Invalid parameter value",
    },
  ])("$command after $before is answered $reply", async ({ before, command, reply }) => {
    const client = await relay.connect();
    for (const earlier of before) await client.say(earlier);
    expect(await client.say(command)).toBe(reply);
    client.end();
  });

  test.each([
    ["MAIL FROM:<a@b.org>", SENDER_OK],
    ["mail from:<a@b.org>", SENDER_OK],
    ["MAIL FROM: <a@b.org>  ", SENDER_OK],
    ["MAIL FROM:<>", SENDER_OK],
    ["MAIL FROM:<a@b.org> SIZE=100 BODY=8BITMIME", SENDER_OK],
    ["MAIL FROM:<a@b.org> size=100 body=7bit", SENDER_OK],
    ["MAIL FROM:a@b.org", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<a@b.org", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<<a@b.org>>", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<a@b@c>", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<a b@c.org>", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM", "501 5.1.7 Bad sender address syntax"],
    ["MAIL TO:<a@b.org>", "501 5.1.7 Bad sender address syntax"],
    ["MAIL FROM:<a@b.org> FROB=1", "555 5.5.4 Parameter not recognized"],
    ["MAIL FROM:<a@b.org> SMTPUTF8", "555 5.5.4 Parameter not recognized"],
    ["MAIL FROM:<a@b.org> RET=SOME", "501 5.5.4 Invalid parameter value"],
    ["MAIL FROM:<a@b.org> SIZE=1 SIZE=1", "501 5.5.4 Invalid parameter value"],
    ["MAIL FROM:<a@b.org> SIZE=abc", "501 5.5.4 Invalid parameter value"],
    ["MAIL FROM:<a@b.org> SIZE", "501 5.5.4 Invalid parameter value"],
    ["MAIL FROM:<a@b.org> BODY=9BIT", "501 5.5.4 Invalid parameter value"],
    ["MAIL FROM:<a@b.org> SIZE=37748737", "552 5.3.4 Message size exceeds fixed maximum message size"],
    ["MAIL FROM:<caf\xc3\xa9@b.org>", "553 5.6.7 Address requires SMTPUTF8, which is not offered"],
    ["MAIL FROM:<a\0@b.org>", "500 5.5.2 Control character in command"],
    ["BDAT 0 LAST", "503 5.5.1 MAIL first"],
    ["EXPN staff", "500 5.5.1 Command not recognized"],
    ["WIZ", "500 5.5.1 Command not recognized"],
    ["SHELL", "500 5.5.1 Command not recognized"],
    ["KILL", "500 5.5.1 Command not recognized"],
    ["XCLIENT ADDR=192.168.2.55", "500 5.5.1 Command not recognized"],
    ["XFORWARD ADDR=192.168.2.55", "500 5.5.1 Command not recognized"],
    ["PROXY TCP4 192.168.2.55 10.0.0.5 51000 25", "500 5.5.1 Command not recognized"],
    ["", "500 5.5.1 Command not recognized"],
    ["__proto__", "500 5.5.1 Command not recognized"],
    ["VRFY", "501 5.5.4 Invalid parameter value"],
    ["HELP", "214 2.0.0 See RFC 5321"],
  ])("%j is answered %s", async (command, reply) => {
    const client = await relay.hello();
    expect(await client.say(command)).toBe(reply);
    client.end();
  });

  test.each([
    ["RCPT TO:<customer@fabrikam.com>", RECIPIENT_OK],
    ["RCPT TO:<Postmaster>", RECIPIENT_OK],
    ["RCPT TO:<@relay.org,@two.org:customer@fabrikam.com>", RECIPIENT_OK],
    ["RCPT TO:<user%fabrikam.com@contoso.com>", RECIPIENT_OK],
    ["RCPT TO:<>", "501 5.1.3 Bad recipient address syntax"],
    ["RCPT TO:<user@>", "501 5.1.3 Bad recipient address syntax"],
    ["RCPT TO:<a@b@c>", "501 5.1.3 Bad recipient address syntax"],
    ["RCPT TO:<user@[192.0.2.1]>", "550 5.7.1 Unable to relay"],
    ["RCPT TO:<user@contoso.com> NOTIFY=NEVER,DELAY", "501 5.5.4 Invalid parameter value"],
    ["RCPT FROM:<user@contoso.com>", "501 5.1.3 Bad recipient address syntax"],
  ])("%j is answered %s", async (command, reply) => {
    const client = await relay.hello();
    await client.say("MAIL FROM:<a@fabrikam.com>");
    expect(await client.say(command)).toBe(reply);
    client.end();
  });

  test("a recipient that is named twice gets one copy, and the model's spelling of the domain is kept", async () => {
    const client = await relay.hello();
    const commands = ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@FABRIKAM.com>", "RCPT TO:<b@fabrikam.com>", "DATA"];
    for (const command of commands) await client.say(command);
    await client.say("\r\nbody\r\n.");
    expect(relay.spool.committed.at(-1)?.recipients).toEqual([{ address: "b@fabrikam.com" }]);
    client.end();
  });

  test("a whole session in one packet is answered in order", async () => {
    const client = await relay.connect();
    const message = "MAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@fabrikam.com>\r\nDATA\r\n\r\nbody\r\n.\r\n";
    client.write(`EHLO crm\r\n${message}${message}QUIT\r\n`);
    const replies = [];
    for (let reply = await client.reply(); reply !== ""; reply = await client.reply()) replies.push(reply.slice(0, 3));
    expect(replies).toEqual(["250", "250", "250", "354", "250", "250", "250", "354", "250", "221"]);
  });

  test("a session is answered the same at every chunking of its bytes", async () => {
    const wire =
      "EHLO crm\r\nMAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@fabrikam.com>\r\nDATA\r\nA: b\r\n\r\n..x\r\n.\r\nQUIT\r\n";
    for (let cut = 0; cut < wire.length; cut += 1) {
      relay.spool.committed.splice(0);
      const client = await relay.connect();
      await client.writeChunks([wire.slice(0, cut), wire.slice(cut)]);
      for (const code of ["250", "250", "250", "354", "250", "221"])
        expect((await client.reply()).slice(0, 3)).toBe(code);
      expect(relay.spool.committed[0]?.body).toMatch(/A: b\r\n\r\n\.x\r\n$/);
      client.end();
    }
  });

  test("a session that comes byte by byte is answered the same", async () => {
    relay.spool.committed.splice(0);
    const client = await relay.connect();
    const wire =
      "EHLO crm\r\nMAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@fabrikam.com>\r\nDATA\r\nA: b\r\n\r\n..x\r\n.\r\nQUIT\r\n";
    await client.writeChunks([...wire]);
    for (const code of ["250", "250", "250", "354", "250", "221"])
      expect((await client.reply()).slice(0, 3)).toBe(code);
    expect(relay.spool.committed[0]?.body).toMatch(/A: b\r\n\r\n\.x\r\n$/);
    client.end();
  });

  test("two hundred and fifty commands in one packet are answered one by one", async () => {
    const client = await relay.hello();
    client.write("NOOP\r\n".repeat(250));
    for (let count = 0; count < 250; count++) expect(await client.reply()).toBe("250 2.0.0 OK");
    expect(await client.say("QUIT")).toMatch(/^221/);
    client.end();
  });

  test("a client that closes its side behind the last dot still gets the answers", async () => {
    let open: () => void = () => undefined;
    relay.spool.gate = new Promise((resolve) => (open = resolve));
    const client = await relay.hello();
    client.write("MAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@fabrikam.com>\r\nDATA\r\n\r\nbody\r\n.\r\nNOOP\r\n");
    client.finish();
    for (const code of ["250", "250", "354"]) expect((await client.reply()).slice(0, 3)).toBe(code);
    open();
    expect(await client.reply()).toMatch(/^250 2\.6\.0 /);
    expect(await client.reply()).toBe("250 2.0.0 OK");
    await client.closed();
  });

  test("a client that talks before the greeting gets the greeting first, and then its answers in order", async () => {
    const client = await SmtpConversation.open({ port: relay.port });
    client.write("EHLO crm\r\nMAIL FROM:<a@b.org>\r\nQUIT\r\n");
    for (const start of ["220 ", "250-", "250 2.1.0", "221 2.0.0"]) {
      expect((await client.reply()).startsWith(start)).toBe(true);
    }
    await client.closed();
  });

  test("a browser that was talked into the port hears one refusal and no more", async () => {
    const client = await relay.connect();
    client.write("POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO x\r\nMAIL FROM:<a@b.org>\r\n");
    expect(await client.reply()).toMatch(/^421 4\.7\.0 /);
    expect(await client.reply()).toBe("");
  });

  test("a command line without end is cut off", async () => {
    const client = await relay.connect();
    client.write("A".repeat(17 * 1024));
    expect(await client.reply()).toBe("421 4.7.0 Command line too long");
    await client.closed();
  });
});
