import { randomBytes } from "node:crypto";
import type { BodyType } from "../../model";
import { BODY, DeliveryFixture } from "./delivery-fixture";
import { newMessage, put, sendConnector, until } from "./delivery-house";
import type { ScriptedSink, SinkScript } from "./scripted-sink";

const fixture = DeliveryFixture.use();
const ALL = ["PIPELINING", "SIZE", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING", "BINARYMIME"];
const EIGHT_BIT = Buffer.from("Subject: x\r\n\r\ngr\u00fc\u00dfe\r\n");
// Bare CR and LF, NUL, dots, a long line, no end of line: what DATA would change.
const BINARY = Buffer.concat([Buffer.from("Subject: x\r\n\r\n.\r\n\r\0\n.\n"), randomBytes(5_000), Buffer.from("end")]);

function without(...extensions: readonly string[]): Partial<SinkScript> {
  return { extensions: ALL.filter((name) => !extensions.includes(name)) };
}

interface Sent {
  readonly bodyType?: BodyType;
  readonly body?: Buffer;
}

async function send(script: Partial<SinkScript>, { bodyType = "7BIT", body = BODY }: Sent): Promise<ScriptedSink> {
  const sink = await fixture.sink(script);
  const extendedRights = ["Routing", "Organization", "Forest"].map((area) => `ms-Exch-Send-Headers-${area}`);
  fixture.deliver(sendConnector("out", [sink.smartHost], { extendedRights }));
  await fixture.putMessage(["a@fabrikam.com"], { bodyType }, body);
  return sink;
}

function mailLine({ commands }: ScriptedSink): string | undefined {
  return commands.find((line) => line.startsWith("MAIL"));
}

describe("DSN parameters on the way out", () => {
  const dsn = { ret: "HDRS", envid: "QQ+2B314" } as const;
  const recipients = [
    { address: "a@fabrikam.com", dsn: { notify: ["SUCCESS", "DELAY"], orcpt: "rfc822;A+2Bb@contoso.com" } },
    { address: "b@fabrikam.com" },
    { address: "c@fabrikam.com", dsn: { notify: ["NEVER"] } },
  ] as const;

  test.each([
    { title: "in one batch", lacks: "SMTPUTF8" },
    { title: "one by one", lacks: "PIPELINING" },
  ])("RET, ENVID, NOTIFY and ORCPT go on as they came, each with its recipient, $title", async ({ lacks }) => {
    const sink = await fixture.sink(without(lacks));
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await put(fixture.house.spool, { ...newMessage("Q1", []), recipients, dsn }, BODY);
    await fixture.untilEmpty();
    expect(mailLine(sink)).toBe(`MAIL FROM:<crm@contoso.com> SIZE=${BODY.length} RET=HDRS ENVID=QQ+2B314`);
    expect(sink.commands.filter((line) => line.startsWith("RCPT"))).toEqual([
      "RCPT TO:<a@fabrikam.com> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;A+2Bb@contoso.com",
      "RCPT TO:<b@fabrikam.com>",
      "RCPT TO:<c@fabrikam.com> NOTIFY=NEVER",
    ]);
  });

  test("a recipient that is tried again keeps its own parameters", async () => {
    let refusals = 1;
    const rcpt = (address: string): string =>
      address.startsWith("c") && refusals-- > 0 ? "451 4.2.1 later" : "250 ok";
    const sink = await fixture.sink({ ...without(), rcpt });
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await put(fixture.house.spool, { ...newMessage("Q1", []), recipients, dsn }, BODY);
    await fixture.untilEmpty();
    expect(sink.commands.filter((line) => line.startsWith("RCPT")).at(-1)).toBe(
      "RCPT TO:<c@fabrikam.com> NOTIFY=NEVER",
    );
  });

  test("a host without DSN gets none of them (RFC 3461 \u00a75.2.2)", async () => {
    const sink = await fixture.sink(without("DSN"));
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await put(fixture.house.spool, { ...newMessage("Q1", []), recipients, dsn }, BODY);
    await fixture.untilEmpty();
    expect(sink.commands.join("\n")).not.toMatch(/RET=|ENVID=|NOTIFY=|ORCPT=/);
  });
});

describe("BODY on the way out", () => {
  test.each<{
    readonly title: string;
    readonly script: Partial<SinkScript>;
    readonly sent: Sent;
    readonly says: string;
  }>([
    {
      title: "8BITMIME to a host that takes it",
      script: without(),
      sent: { bodyType: "8BITMIME", body: EIGHT_BIT },
      says: " BODY=8BITMIME",
    },
    {
      title: "8BITMIME of 7-bit text to a host without",
      script: without("8BITMIME"),
      sent: { bodyType: "8BITMIME" },
      says: "",
    },
    { title: "8-bit text that nobody announced", script: without("8BITMIME"), sent: { body: EIGHT_BIT }, says: "" },
    {
      title: "BINARYMIME of plain text to a host without",
      script: without("BINARYMIME"),
      sent: { bodyType: "BINARYMIME" },
      says: "",
    },
    {
      title: "BINARYMIME of 8-bit text to a host without CHUNKING",
      script: without("CHUNKING"),
      sent: { bodyType: "BINARYMIME", body: EIGHT_BIT },
      says: " BODY=8BITMIME",
    },
  ])("$title arrives byte for byte over DATA", async ({ script, sent, says }) => {
    const sink = await send(script, sent);
    await fixture.untilEmpty();
    const body = sent.body ?? BODY;
    expect(mailLine(sink)).toBe(`MAIL FROM:<crm@contoso.com>${says} SIZE=${body.length}`);
    expect(sink.messages[0]?.body.equals(body)).toBe(true);
  });

  test.each([
    { title: "memory", copies: 1 },
    { title: "its file", copies: 200 },
  ])("BINARYMIME from $title arrives byte for byte over BDAT (RFC 3030)", async ({ copies }) => {
    const body = Buffer.concat(Array.from({ length: copies }, () => BINARY));
    const sink = await send(without(), { bodyType: "BINARYMIME", body });
    await fixture.untilEmpty();
    expect(mailLine(sink)).toBe(`MAIL FROM:<crm@contoso.com> BODY=BINARYMIME SIZE=${body.length}`);
    expect(sink.commands).toContain(`BDAT ${body.length} LAST`);
    expect(sink.commands).not.toContain("DATA");
    expect(sink.messages[0]?.body.equals(body)).toBe(true);
  });

  test("BINARYMIME loses the headers it must, from its file too, and BDAT says the size that is left", async () => {
    const sink = await fixture.sink(without());
    fixture.deliver(sendConnector("out", [sink.smartHost], { extendedRights: [] }));
    const rest = Buffer.concat([Buffer.from("Subject: x\r\n\r\n"), ...Array.from({ length: 200 }, () => BINARY)]);
    await fixture.putMessage(
      ["a@fabrikam.com"],
      { bodyType: "BINARYMIME" },
      Buffer.concat([Buffer.from("Received: by relay\r\n"), rest]),
    );
    await fixture.untilEmpty();
    expect(sink.commands).toContain(`BDAT ${rest.length} LAST`);
    expect(sink.messages[0]?.body.equals(rest)).toBe(true);
  });

  test("messages over DATA and BDAT take turns on one connection, whatever becomes of each", async () => {
    const replies = ["250 ok", "554 5.6.0 no", "250 ok", "451 4.3.0 later", "250 ok", "250 ok"];
    const sink = await fixture.sink({ ...without(), data: () => replies.shift() ?? "250 ok" });
    fixture.deliver(sendConnector("out", [sink.smartHost], { maxConnectionsPerHost: 1 }));
    for (const bodyType of ["7BIT", "BINARYMIME", "BINARYMIME", "BINARYMIME", "7BIT"] as const) {
      await fixture.putMessage(["a@fabrikam.com"], { bodyType }, bodyType === "7BIT" ? BODY : BINARY);
    }
    expect(await fixture.heldReply()).toBe("554 5.6.0 no");
    await until("the others are there", () => sink.messages.length === 4);
    for (const { body } of sink.messages) expect([BODY, BINARY].some((sent) => sent.equals(body))).toBe(true);
  });

  test.each<{
    readonly title: string;
    readonly script: Partial<SinkScript>;
    readonly sent: Sent;
    readonly extension: string;
  }>([
    {
      title: "8BITMIME with 8-bit bytes",
      script: without("8BITMIME"),
      sent: { bodyType: "8BITMIME", body: EIGHT_BIT },
      extension: "8BITMIME",
    },
    {
      title: "BINARYMIME with binary bytes",
      script: without("BINARYMIME"),
      sent: { bodyType: "BINARYMIME", body: BINARY },
      extension: "BINARYMIME",
    },
    {
      title: "BINARYMIME with 8-bit text",
      script: without("CHUNKING", "8BITMIME"),
      sent: { bodyType: "BINARYMIME", body: EIGHT_BIT },
      extension: "8BITMIME",
    },
  ])(
    "$title to a host that does not take it is held for good: nothing is converted",
    async ({ script, sent, extension }) => {
      const sink = await send(script, sent);
      expect(await fixture.heldReply()).toBe(
        `554 5.6.3 The next hop does not take such mail (${extension}), and it is not converted here`,
      );
      expect(mailLine(sink)).toBeUndefined();
    },
  );

  test("a host that offers BDAT and does not know it refuses the message, not the route", async () => {
    const sink = await send({ ...without(), data: () => "503 5.5.1 what?" }, { bodyType: "BINARYMIME", body: BINARY });
    expect(await fixture.heldReply()).toBe("503 5.5.1 what?");
    expect(sink.messages).toEqual([]);
  });

  test("a recipient refused before BDAT leaves the session whole for the next message", async () => {
    const sink = await fixture.sink({
      ...without(),
      rcpt: (address) => (address.startsWith("no") ? "550 5.1.1 no" : "250 ok"),
    });
    fixture.deliver(sendConnector("out", [sink.smartHost], { maxConnectionsPerHost: 1 }));
    await fixture.putMessage(["no@fabrikam.com"], { bodyType: "BINARYMIME" }, BINARY);
    expect(await fixture.heldReply()).toBe("550 5.1.1 no");
    await fixture.putMessage(["yes@fabrikam.com", "no@fabrikam.com"], { bodyType: "BINARYMIME" }, BINARY);
    await fixture.putMessage(["yes@fabrikam.com"], {}, BODY);
    await fixture.heldReply();
    await until("both are there", () => sink.messages.length === 2);
    expect(sink.messages.map(({ body }) => body.length).sort()).toEqual([BINARY.length, BODY.length].sort());
    expect(sink.connections).toBe(1);
  });
});

describe("SMTPUTF8 on the way out", () => {
  test("goes on where it is offered, with the domain as A-labels", async () => {
    const sink = await fixture.sink(without());
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await fixture.putMessage(["\u7528\u6237@b\u00fccher.example"], { smtpUtf8: true });
    await fixture.untilEmpty();
    expect(mailLine(sink)).toBe(`MAIL FROM:<crm@contoso.com> SIZE=${BODY.length} SMTPUTF8`);
    expect(sink.messages[0]?.to).toEqual(["\u7528\u6237@xn--bcher-kva.example"]);
  });

  test("a message that needs it is held for good by a host that does not take it, ASCII addresses or not", async () => {
    const sink = await fixture.sink(without("SMTPUTF8"));
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await fixture.putMessage(["a@fabrikam.com"], { smtpUtf8: true });
    expect(await fixture.heldReply()).toContain("550 5.6.7 ");
    expect(mailLine(sink)).toBeUndefined();
  });
});
