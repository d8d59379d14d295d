import fc from "fast-check";
import { composeNotice } from "./compose-notice";
import type { OriginalFacts } from "./enclosure";
import type { Notice } from "./notice";

const NOTICE: Notice = {
  action: "failed",
  queueId: "N1",
  hostname: "relay.contoso.com",
  postmaster: "postmaster@contoso.com",
  to: "crm@contoso.com",
  now: 1_700_000_000_000,
  about: { queueId: "Q1", receivedAt: 1_699_999_000_000, retryUntil: null, isFailureTold: true },
  recipients: [{ address: "a@fabrikam.com", status: "5.1.1", reply: "550 5.1.1 no", host: "mx.fabrikam.com" }],
};

const ORIGINAL: OriginalFacts = {
  header: Buffer.from("Subject: Hello\r\nMessage-ID: <1@crm>\r\n"),
  mayBeWhole: true,
  smtpUtf8: false,
  eightBit: false,
  binary: false,
};

function composed(notice: Partial<Notice>, original: Partial<OriginalFacts> = {}): string {
  const { head, tail } = composeNotice({ ...NOTICE, ...notice }, { ...ORIGINAL, ...original });
  return `${head.toString()}${tail.toString()}`;
}

/** Names of the fields of the notification's own header. */
function fieldNames(text: string): readonly string[] {
  const header = text.slice(0, text.indexOf("\r\n\r\n"));
  return header.split(/\r\n(?![ \t])/).map((field) => field.slice(0, field.indexOf(":")));
}

function partsOf(text: string): readonly string[] {
  const boundary = /boundary="([^"]+)"/.exec(text)?.[1] ?? "none";
  return text.split(`\r\n--${boundary}`).slice(1, -1);
}

const OWN_FIELDS = ["Received", "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"];
const MIME_FIELDS = ["Auto-Submitted", "MIME-Version", "Content-Type"];

// Whatever other people may say, and what they say when they mean harm.
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 600 }),
  fc.constantFrom(
    "550 no\r\nBcc: victim@example.com\r\n\r\nBuy!",
    "550 no\nAction: delivered\n\nFinal-Recipient: rfc822; x@y",
    "550 \u2028Status: 2.0.0",
    `550 ${"x".repeat(3_000)}`,
    "550 \u202Eoc.elpmaxe",
    "550 é\u0000\u007f\u0085",
    `550 ${"é".repeat(600)}`,
  ),
);

describe("composeNotice", () => {
  test("whatever next hops and clients say, the notification has its own fields, parts and short lines of ASCII", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (reply, orcpt, envid, subject) => {
        const recipients = [
          { address: "a@fabrikam.com", status: "5.1.1", reply, host: reply, orcpt: `rfc822;${orcpt}` },
        ];
        // A header as a client may have written it: lines, but whatever in them.
        const header = Buffer.from(`Subject: ${subject.replace(/[\r\n]/g, "")}\r\nMessage-ID: <1@crm>\r\n`);
        const text = composed({ recipients, about: { ...NOTICE.about, envid } }, { header, mayBeWhole: false });
        expect(fieldNames(text)).toEqual([...OWN_FIELDS, ...MIME_FIELDS]);
        const parts = partsOf(text);
        expect(parts).toHaveLength(3);
        const status = (parts[1] ?? "").split("\r\n\r\n");
        // Content fields, fields of the message, fields of the recipient.
        expect(status).toHaveLength(3);
        expect(status[2]?.match(/^Action: .*$/gm)).toEqual(["Action: failed"]);
        expect(text).toMatch(/^(?:[ -~\t]{0,998}\r\n)*$/);
      }),
      { numRuns: 300 },
    );
  });

  test("the message goes back between its boundary and the end", () => {
    const { head, isWhole, tail } = composeNotice(NOTICE, ORIGINAL);
    expect(isWhole).toBe(true);
    expect(head.toString().endsWith("\r\nContent-Type: message/rfc822\r\n\r\n")).toBe(true);
    expect(tail.toString()).toMatch(/^\r\n--[\w-]+--\r\n$/);
  });

  test.each<{
    title: string;
    notice?: Partial<Notice>;
    original?: Partial<OriginalFacts>;
    has: string;
    bodyType: string;
  }>([
    {
      title: "8-bit text",
      original: { eightBit: true },
      has: "message/rfc822\r\nContent-Transfer-Encoding: 8bit",
      bodyType: "8BITMIME",
    },
    { title: "binary content", original: { binary: true }, has: "text/rfc822-headers", bodyType: "7BIT" },
    {
      title: "an internationalized message of a sender in ASCII",
      original: { smtpUtf8: true, eightBit: true, header: Buffer.from("Subject: Grüße\r\n") },
      has: "message/global-headers\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdDogR3LDvMOfZQ0K",
      bodyType: "7BIT",
    },
    {
      title: "an internationalized message of an internationalized sender",
      notice: { to: "jürgen@contoso.com" },
      original: { smtpUtf8: true, eightBit: true },
      has: "message/global\r\nContent-Transfer-Encoding: 8bit",
      bodyType: "8BITMIME",
    },
    {
      title: "an 8-bit header alone",
      original: { mayBeWhole: false, header: Buffer.from([0x53, 0x3a, 0xe9, 13, 10]) },
      has: "text/rfc822-headers\r\nContent-Transfer-Encoding: base64",
      bodyType: "7BIT",
    },
  ])("encloses $title so that it arrives", ({ notice = {}, original = {}, has, bodyType }) => {
    const made = composeNotice({ ...NOTICE, ...notice }, { ...ORIGINAL, ...original });
    expect(made.head.toString()).toContain(has);
    expect(made.bodyType).toBe(bodyType);
  });

  test("RFC 6533: letters beyond ASCII in a recipient are written so that any reader can be given them", () => {
    const recipients = [
      {
        address: "jürgen@fabrikam.com",
        status: "5.1.1",
        reply: null,
        host: null,
        orcpt: "utf-8;j\\x{FC}rgen@fabrikam.com",
      },
    ];
    expect(composed({ recipients })).toContain(
      "Original-Recipient: utf-8; j\\x{FC}rgen@fabrikam.com\r\nFinal-Recipient: utf-8; j\\x{FC}rgen@fabrikam.com\r\n",
    );
    const made = composeNotice({ ...NOTICE, to: "jürgen@contoso.com", recipients }, ORIGINAL);
    expect(made.smtpUtf8).toBe(true);
    expect(made.head.toString()).toContain("message/global-delivery-status");
    expect(made.head.toString()).toContain("Final-Recipient: utf-8; jürgen@fabrikam.com\r\n");
  });

  test("an encoded subject is read to people, and repeated as it stands", () => {
    const header = Buffer.from("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?B?IGFuIGFsbGU=?=\r\n");
    const text = composed({ to: "jürgen@contoso.com" }, { header });
    expect(text).toContain("Subject: Undeliverable: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?B?IGFuIGFsbGU=?=\r\n");
    expect(text).toContain("   Subject:  Grüße an alle\r\n");
  });

  test("the text for people names recipient, host, reply, what to do, and where to ask", () => {
    const text = partsOf(composed({}))[0]?.replace(/^[^]*?\r\n\r\n/, "");
    expect(text?.split("\r\n")).toEqual([
      "This is the mail system of relay.contoso.com.",
      "",
      "Your message could not be delivered to this recipient. It is not tried",
      "again: what you can do stands below the address.",
      "",
      "<a@fabrikam.com>",
      "   mx.fabrikam.com said: 550 5.1.1 no",
      "   There is no such mailbox. Check the spelling of the address, or ask the",
      "   recipient for the right one.",
      "",
      "The others, if there were any, are not concerned.",
      "",
      "The message is enclosed. It was:",
      "",
      "   Subject:  Hello",
      "   Received: Tue, 14 Nov 2023 21:56:40 +0000",
      "   Queue id: Q1",
      "",
      "If you need help, write to postmaster@contoso.com and give the queue id.",
      "",
    ]);
  });
});
