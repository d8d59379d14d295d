import { randomBytes } from "node:crypto";
import { SpoolFault } from "../../relay/spool";
import { waitFor } from "../../tools/harness/wait-for";
import type { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const MAIL = "MAIL FROM:<crm@fabrikam.com>";
const RCPT = "RCPT TO:<customer@fabrikam.com>";
const HEAD = "From: <crm@fabrikam.com>\r\nMessage-ID: <1@crm>\r\nDate: then\r\n";
const QUEUED = /^250 2\.6\.0 <1@crm> \[InternalId=/;

const bdat = (content: string, last: "" | " LAST" = "") => `BDAT ${content.length}${last}\r\n${content}`;
const received = (size: number) => `250 2.6.0 CHUNK received OK, ${size} octets`;

describe("ChunkingEnabled: a message in chunks", () => {
  let relay: RelayFixture;
  let client: SmtpConversation;

  beforeAll(async () => {
    const connector = { ...CRM, maxProtocolErrors: "unlimited", maxMessageSize: 68_000 };
    relay = await startFixture({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());
  beforeEach(async () => {
    relay.spool.committed.splice(0);
    Object.assign(relay.spool, { begun: 0, aborted: 0, failCommit: undefined, accepting: true });
    client = await relay.hello();
  });
  afterEach(() => client.end());

  const open = async (mail = MAIL) => {
    await client.say(mail);
    await client.say(RCPT);
  };
  const sayRaw = async (bytes: string) => {
    client.write(bytes);
    return client.reply();
  };
  const body = () => {
    const text = relay.spool.committed[0]?.body ?? "";
    return text.slice(text.indexOf("From: <crm"));
  };

  test("is stored octet for octet, with dots as they are and without a line end of its own", async () => {
    await open();
    const rest = "\r\n.\r\n..two\r\n.";
    expect(await sayRaw(bdat(HEAD))).toBe(received(HEAD.length));
    expect(await sayRaw(bdat(rest, " LAST"))).toMatch(QUEUED);
    expect(body()).toBe(HEAD + rest);
    expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
  });

  test("may be pipelined, envelope, chunks and all, in packets of any size", async () => {
    const parts = [HEAD.slice(0, 11), HEAD.slice(11), "\r\nhello\r\n", "DATA\r\nQUIT\r\n.\r\n"];
    const all =
      [MAIL, RCPT, ""].join("\r\n") + parts.map((part) => bdat(part)).join("") + bdat("", " LAST") + "NOOP\r\n";
    for (const size of [1, 7, all.length]) {
      relay.spool.committed.splice(0);
      const chunks = all.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      await client.writeChunks(chunks);
      const heard = [];
      for (let count = 0; count < 8; count++) heard.push(await client.reply());
      expect(heard.slice(0, 6)).toEqual([
        "250 2.1.0 Sender OK",
        "250 2.1.5 Recipient OK",
        ...parts.map(({ length }) => received(length)),
      ]);
      expect(heard[6]).toMatch(QUEUED);
      expect(heard[7]).toBe("250 2.0.0 OK");
      expect(body()).toBe(parts.join(""));
    }
  });

  test("may be thousands of chunks in one packet", async () => {
    await open();
    const text = `${HEAD}\r\n${"x".repeat(5000)}`;
    client.write([...text].map((char) => bdat(char)).join("") + bdat("\r\n", " LAST"));
    for (let count = 0; count < text.length; count++) expect(await client.reply()).toBe(received(1));
    expect(await client.reply()).toMatch(QUEUED);
    expect(body()).toBe(`${text}\r\n`);
  });

  test("may have a last chunk of no octets", async () => {
    await open();
    await sayRaw(bdat(`${HEAD}\r\nx\r\n`));
    expect(await client.say("BDAT 0 LAST")).toMatch(QUEUED);
    expect(body()).toBe(`${HEAD}\r\nx\r\n`);
  });

  test.each([
    { title: "before EHLO", before: [], fresh: true, reply: "503 5.5.2 Send hello first" },
    { title: "before MAIL", before: [], fresh: false, reply: "503 5.5.1 MAIL first" },
    { title: "without a recipient", before: [MAIL], fresh: false, reply: "503 5.5.1 RCPT first" },
  ])("$title is refused, and its octets are no commands", async ({ before, fresh, reply }) => {
    if (fresh) {
      client.end();
      client = await relay.connect();
    } else for (const command of before) await client.say(command);
    const hostile = "RSET\r\nMAIL FROM:<evil@fabrikam.com>\r\nRCPT TO:<x@fabrikam.com>\r\nDATA\r\n";
    client.write(`${bdat(hostile, " LAST")}NOOP\r\n`);
    expect(await client.reply()).toBe(reply);
    expect(await client.reply()).toBe("250 2.0.0 OK");
    expect(client.unread).toBe("");
  });

  test("is over after LAST: a chunk behind it is read and refused", async () => {
    await open();
    client.write(`${bdat(`${HEAD}\r\n`, " LAST")}${bdat("RSET\r\n")}NOOP\r\n`);
    expect(await client.reply()).toMatch(QUEUED);
    expect(await client.reply()).toBe("503 5.5.1 MAIL first");
    expect(await client.reply()).toBe("250 2.0.0 OK");
    expect(relay.spool.committed).toHaveLength(1);
  });

  test("is forgotten by RSET, and the next one starts anew", async () => {
    await open();
    await sayRaw(bdat(`${HEAD}\r\nold\r\n`));
    expect(await client.say("RSET")).toBe("250 2.0.0 OK");
    expect(relay.spool.aborted).toBe(relay.spool.begun);
    await open();
    expect(await sayRaw(bdat(`${HEAD}\r\nnew\r\n`, " LAST"))).toMatch(QUEUED);
    expect(body()).toBe(`${HEAD}\r\nnew\r\n`);
    expect(relay.spool.committed).toHaveLength(1);
  });

  test("is given up when the client goes away between two chunks", async () => {
    await open();
    await sayRaw(bdat(`${HEAD}\r\nold\r\n`));
    client.end();
    await waitFor("the message to be given up", () => relay.spool.aborted === 1);
    expect(relay.spool.committed).toEqual([]);
  });

  test.each([
    { command: "DATA", reply: "503 5.5.1 DATA not permitted after BDAT" },
    { command: MAIL, reply: "503 5.5.1 Sender already specified" },
    { command: RCPT, reply: "503 5.5.1 Message already begun" },
  ])("takes no $command between its chunks, and goes on", async ({ command, reply }) => {
    await open();
    await sayRaw(bdat(`${HEAD}\r\n`));
    expect(await client.say(command)).toBe(reply);
    expect(await sayRaw(bdat("x\r\n", " LAST"))).toMatch(QUEUED);
    expect(body()).toBe(`${HEAD}\r\nx\r\n`);
  });

  test.each(["BDAT", "BDAT x", "BDAT -1", "BDAT 5 FIRST", "BDAT 5 LAST now", "BDAT 99999999999999999999"])(
    "%j has no size to read by, which ends the session",
    async (command) => {
      await open();
      client.write(`${command}\r\nRSET\r\nNOOP\r\n`);
      expect(await client.reply()).toBe("501 5.5.4 Invalid parameter value");
      await client.closed();
      expect(client.unread).toBe("");
    },
  );

  test("with more octets than its size has a command behind it, with fewer takes from what follows", async () => {
    await open();
    client.write(`BDAT 3\r\nA: NOOP\r\n`);
    expect(await client.reply()).toBe(received(3));
    expect(await client.reply()).toBe("250 2.0.0 OK");
    client.write(`BDAT 10 LAST\r\nb\r\n\r\nNOOP`);
    expect(client.unread).toBe("");
    client.write("\r");
    expect(await client.reply()).toMatch(/^550 5\.6\.0 Bare CR or LF/);
  });

  const TOO_LARGE = "552 5.3.4 Message size exceeds fixed maximum message size";

  test("over the size limit in all is refused at the chunk that passes it, and the rest is read", async () => {
    await open();
    expect(await sayRaw(bdat(`${HEAD}\r\n${`${"x".repeat(98)}\r\n`.repeat(600)}`))).toMatch(/^250 /);
    const more = `${"x".repeat(98)}\r\n`.repeat(100);
    client.write(`${bdat(more)}${bdat(more)}${bdat("RSET\r\n", " LAST")}NOOP\r\n`);
    expect(await client.reply()).toBe(TOO_LARGE);
    expect(await client.reply()).toBe(TOO_LARGE);
    expect(await client.reply()).toBe(TOO_LARGE);
    expect(await client.reply()).toBe("250 2.0.0 OK");
    expect(relay.spool.committed).toEqual([]);
    expect(relay.spool.aborted).toBe(relay.spool.begun);
  });

  test("far beyond the size limit ends the session, refused chunks too", async () => {
    for (const isOpen of [true, false]) {
      const sender = await relay.hello();
      if (isOpen) for (const command of [MAIL, RCPT]) await sender.say(command);
      sender.write("BDAT 100000000000 LAST\r\n");
      for (let sent = 0; sent < 10; sent++) sender.write(`${"x".repeat(998)}\r\n`.repeat(1000));
      expect(await sender.reply()).toBe(isOpen ? TOO_LARGE : "503 5.5.1 MAIL first");
      await sender.closed();
    }
  });

  test.each([
    { title: "a bare LF", chunks: ["A: b\r\n\r\nx\ny\r\n"], reply: "550 5.6.0 Bare CR or LF not allowed in message" },
    { title: "a bare CR", chunks: ["A: b\r\n\r\nx\ry\r\n"], reply: "550 5.6.0 Bare CR or LF not allowed in message" },
    {
      title: "CR and LF apart",
      chunks: ["A: b\r\n\r\nx\r", "y\r\n"],
      reply: "550 5.6.0 Bare CR or LF not allowed in message",
    },
    {
      title: "a bare CR at its end",
      chunks: ["A: b\r\n\r\nx\r"],
      reply: "550 5.6.0 Bare CR or LF not allowed in message",
    },
    { title: "NUL", chunks: ["A: b\r\n\r\nx\0y\r\n"], reply: "550 5.6.0 NUL not allowed in message" },
    {
      title: "a line over 64 KiB",
      chunks: ["A: b\r\n\r\n", "x".repeat(40_000), "x".repeat(26_000)],
      reply: "550 5.6.0 Line too long in message",
    },
  ])("with $title is refused as after DATA", async ({ chunks, reply }) => {
    await open();
    const [last = "", ...before] = [...chunks].reverse();
    for (const chunk of before.reverse()) await sayRaw(bdat(chunk));
    expect(await sayRaw(bdat(last, " LAST"))).toBe(reply);
    expect(relay.spool.committed).toEqual([]);
  });

  test("may have CR at the end of one chunk and LF at the start of the next", async () => {
    await open();
    for (const chunk of [`${HEAD.slice(0, -1)}`, "\n\r", "\nx\r"]) expect(await sayRaw(bdat(chunk))).toMatch(/^250 /);
    expect(await sayRaw(bdat("\n", " LAST"))).toMatch(QUEUED);
    expect(body()).toBe(`${HEAD}\r\nx\r\n`);
  });

  test.each([
    { title: "full", fault: new SpoolFault("disk-full", "ENOSPC"), reply: "452 4.3.1 Insufficient system resources" },
    { title: "broken", fault: new Error("EIO"), reply: "451 4.3.0 Local error in processing" },
  ])("is put off when the disk is $title at its end", async ({ fault, reply }) => {
    relay.spool.failCommit = fault;
    await open();
    expect(await sayRaw(bdat(`${HEAD}\r\n`, " LAST"))).toBe(reply);
  });

  test("is not begun while the spool takes nothing, and its octets are read", async () => {
    await open();
    relay.spool.accepting = false;
    expect(await sayRaw(bdat("RSET\r\n"))).toBe("452 4.3.1 Insufficient system resources");
    expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
  });

  test("BinaryMimeEnabled: BODY=BINARYMIME takes any octets in its body, by BDAT only", async () => {
    await open(`${MAIL} BODY=BINARYMIME`);
    expect(await client.say("DATA")).toBe("503 5.5.1 BDAT required for BINARYMIME");
    const octets = `${randomBytes(40_000).toString("latin1")}\n\r\0.\r\n.\r\n\r`;
    client.write(`${bdat(`${HEAD}\r\n`)}${bdat(octets.slice(0, 9999))}${bdat(octets.slice(9999), " LAST")}`);
    expect(await client.reply()).toMatch(/^250 /);
    expect(await client.reply()).toMatch(/^250 /);
    expect(await client.reply()).toMatch(QUEUED);
    expect(body()).toBe(`${HEAD}\r\n${octets}`);
    expect(relay.spool.committed[0]?.bodyType).toBe("BINARYMIME");
  });

  test.each(["X: a\nX-MS-Exchange-Organization-SCL: -1\r\n", "X: a\0\r\n", "X: a\rB: c\r\n"])(
    "BinaryMimeEnabled: a header is text all the same, and %j is refused",
    async (field) => {
      await open(`${MAIL} BODY=BINARYMIME`);
      expect(await sayRaw(bdat(`${HEAD}${field}\r\n`, " LAST"))).toBe("550 5.6.0 Bare CR or LF not allowed in message");
      expect(relay.spool.committed).toEqual([]);
    },
  );
});
