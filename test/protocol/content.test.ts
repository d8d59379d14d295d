import { SpoolFault } from "../../relay/spool";
import { waitFor } from "../../tools/harness/wait-for";
import type { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const LOCAL_ERROR = "451 4.3.0 Local error in processing";
const OPENING = ["MAIL FROM:<crm@fabrikam.com>", "RCPT TO:<customer@fabrikam.com>", "DATA"];

async function openData(relay: RelayFixture): Promise<SmtpConversation> {
  const client = await relay.hello();
  for (const command of OPENING) await client.say(command);
  return client;
}

describe("the content of a message", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    const connector = { ...CRM, maxMessageSize: 68_000, maxHeaderSize: 1000, maxHopCount: 3 };
    relay = await startFixture({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());
  beforeEach(() => {
    Object.assign(relay.spool, {
      begun: 0,
      aborted: 0,
      failCommit: undefined,
      failBegin: false,
      writeGate: undefined,
      accepting: true,
    });
    relay.spool.committed.splice(0);
  });

  const deliver = async (content: string) => {
    const client = await openData(relay);
    const reply = await client.say(`${content}\r\n.`);
    client.end();
    return { reply, body: relay.spool.committed[0]?.body ?? "" };
  };

  test("stays as it is behind the fields that the host adds", async () => {
    const text = `From: <crm@fabrikam.com>\r\nDate: then\r\nMESSAGE-ID: <1@crm>\r\nX: \xff\x80\r\n folded\r\n\r\n${"x".repeat(3000)}\r\n \t\r\n`;
    const { body } = await deliver(text);
    expect(body.slice(body.indexOf("From:"))).toBe(`${text}\r\n`);
    expect(body).toMatch(/^Received: from crm\.contoso\.com \(\[127\.0\.0\.1\]\)\r\n\tby relay\.contoso\.com /);
  });

  test("gets a Message-ID and a Date where it has none", async () => {
    const { body, reply } = await deliver("From: <crm@fabrikam.com>\r\n\r\nx");
    expect(body).toMatch(
      /\r\nMessage-ID: <[0-9A-Z]+@relay\.contoso\.com>\r\nDate: \w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000\r\nFrom: /,
    );
    expect(reply).toContain(/Message-ID: (\S+)/.exec(body)?.[1]);
  });

  test("gets an empty line where the body follows the header without one", async () => {
    expect((await deliver("hello\r\nFrom: nobody")).body).toMatch(/\+0000\r\n\r\nhello\r\nFrom: nobody\r\n$/);
  });

  test("may be empty", async () => {
    const client = await openData(relay);
    expect(await client.say(".")).toMatch(/^250 2\.6\.0 /);
    expect(relay.spool.committed[0]?.body).toMatch(/^Received: .*Date: [^\r\n]*\r\n$/s);
    client.end();
  });

  test("loses the fields that the header firewall takes, folded lines included, and nothing else", async () => {
    const kept = "Subject: x\r\nX-MS-Exchange-Organisation: y\r\n";
    const taken = "X-MS-Exchange-Organization-SCL: -1\r\n\tfolded\r\nx-ms-exchange-FOREST-a : 1\r\n";
    const { body } = await deliver(`${taken}Received: hop\r\n${kept}${taken}\r\nX-MS-Exchange-Organization-SCL: body`);
    expect(body).toContain(
      "Received: hop\r\nSubject: x\r\nX-MS-Exchange-Organisation: y\r\n\r\nX-MS-Exchange-Organization-SCL: body\r\n",
    );
    expect(body).not.toContain("SCL: -1");
    expect(body.toLowerCase()).not.toContain("forest");
  });

  test.each([
    {
      title: "bare LF in the body",
      content: "A: b\r\n\r\nx\ny",
      reply: "550 5.6.0 Bare CR or LF not allowed in message",
    },
    {
      title: "bare CR in the body",
      content: "A: b\r\n\r\nx\ry",
      reply: "550 5.6.0 Bare CR or LF not allowed in message",
    },
    {
      title: "bare LF in the header",
      content: "A: b\nX: c\r\n\r\nx",
      reply: "550 5.6.0 Bare CR or LF not allowed in message",
    },
    {
      title: "a line beyond 64 KiB",
      content: `A: b\r\n\r\n${"x".repeat(65_537)}`,
      reply: "550 5.6.0 Line too long in message",
    },
    { title: "NUL", content: "A: b\r\n\r\nx\0y", reply: "550 5.6.0 NUL not allowed in message" },
    {
      title: "too large a header",
      content: `A: ${"b".repeat(1200)}\r\n\r\nx`,
      reply: "552 5.3.4 Message header too large",
    },
    {
      title: "too large a message",
      content: `A: b\r\n\r\n${"x".repeat(70_000)}`,
      reply: "552 5.3.4 Message size exceeds fixed maximum message size",
    },
    {
      title: "too many hops",
      content: `${"Received: x\r\n".repeat(4)}\r\nx`,
      reply: "554 5.4.6 Hop count exceeded - possible mail loop",
    },
    {
      title: "an author that is none",
      content: "From: nobody at all\r\n\r\nx",
      reply: "550 5.7.1 Not authorized to send for this author",
    },
  ])("with $title is refused, and nothing of it is kept", async ({ content, reply }) => {
    expect((await deliver(content)).reply).toBe(reply);
    expect(relay.spool.committed).toEqual([]);
    expect(relay.spool.aborted).toBe(relay.spool.begun);
    const client = await openData(relay);
    await client.writeChunks(
      [...`${content}\r\n.\r\n`].length > 2000 ? [content, "\r\n.\r\n"] : [...`${content}\r\n.\r\n`],
    );
    expect(await client.reply()).toBe(reply);
    expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
    client.end();
  });

  test("at its size limit is taken", async () => {
    const head = "From: <crm@fabrikam.com>\r\n\r\n";
    const { reply } = await deliver(
      head + `${"x".repeat(998)}\r\n`.repeat(67) + "x".repeat(68_000 - 67_000 - head.length - 2),
    );
    expect(reply).toMatch(/^250 /);
  });

  test("far beyond its size limit ends the session with the refusal", async () => {
    const client = await openData(relay);
    const block = `${"x".repeat(998)}\r\n`.repeat(1000);
    for (let sent = 0; sent < 10; sent++) client.write(block);
    expect(await client.reply()).toBe("552 5.3.4 Message size exceeds fixed maximum message size");
    await client.closed();
  });

  test.each([
    { title: "cannot begin it", fault: { failBegin: true }, reply: LOCAL_ERROR },
    { title: "cannot commit it", fault: { failCommit: new Error("disk failed") }, reply: LOCAL_ERROR },
    { title: "was closed", fault: { failCommit: new SpoolFault("closed", "stopping") }, reply: LOCAL_ERROR },
    {
      title: "has no room",
      fault: { failCommit: new SpoolFault("disk-full", "ENOSPC") },
      reply: "452 4.3.1 Insufficient system resources",
    },
  ])("is put off when the spool $title", async ({ fault, reply }) => {
    Object.assign(relay.spool, fault);
    expect((await deliver("From: <crm@fabrikam.com>\r\n\r\nx")).reply).toBe(reply);
    expect(relay.logged.at(-1)?.message).toBe("the spool took no message");
  });

  test("is put off when the spool fails on the way", async () => {
    relay.spool.writeGate = Promise.reject(new Error("disk failed"));
    relay.spool.writeGate.catch(() => undefined);
    expect((await deliver(`A: b\r\n\r\n${"x".repeat(500)}`)).reply).toBe("451 4.3.0 Local error in processing");
    expect(relay.spool.committed).toEqual([]);
  });

  test("is not asked for while the spool takes nothing", async () => {
    relay.spool.accepting = false;
    const client = await relay.hello();
    expect(await client.say("MAIL FROM:<crm@fabrikam.com>")).toBe("452 4.3.1 Insufficient system resources");
    relay.spool.accepting = true;
    for (const command of OPENING.slice(0, 2)) await client.say(command);
    relay.spool.accepting = false;
    expect(await client.say("DATA")).toBe("452 4.3.1 Insufficient system resources");
    client.end();
  });

  test("is given up when the client goes away before the end", async () => {
    const client = await openData(relay);
    client.write("A: b\r\n\r\nhalf");
    await waitFor("the message to begin", () => relay.spool.begun === 1);
    client.end();
    await waitFor("the message to be given up", () => relay.spool.aborted === 1);
    expect(relay.spool.committed).toEqual([]);
  });

  test("is answered only once it is durable", async () => {
    let commit: () => void = () => undefined;
    relay.spool.gate = new Promise((resolve) => (commit = resolve));
    const client = await openData(relay);
    client.write("A: b\r\n\r\nx\r\n.\r\nNOOP\r\n");
    await waitFor("the message to arrive", () => relay.spool.begun === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.unread).toBe("");
    commit();
    expect(await client.reply()).toMatch(/^250 2\.6\.0 /);
    client.end();
  });

  test("holds the client back while the spool asks to wait", async () => {
    let open: () => void = () => undefined;
    relay.spool.writeGate = new Promise((resolve) => (open = resolve));
    relay.spool.writes = 0;
    const client = await openData(relay);
    client.write("A: b\r\n\r\n");
    await waitFor("the first bytes", () => relay.spool.writes > 0);
    const before = relay.spool.writes;
    await client.writeChunks(["x".repeat(1000), "y".repeat(1000), "\r\n.\r\n"]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(relay.spool.writes).toBe(before);
    open();
    expect(await client.reply()).toMatch(/^250 /);
    client.end();
  });
});
