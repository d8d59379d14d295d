import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

/** Sequences of The-Login/SMTP-Smuggling-Tools and hannob/smtpsmug (CVE-2023-51764, -51765, -51766). */
const SEQUENCES = [
  "\n.\n",
  "\n.\r",
  "\r.\n",
  "\r.\r",
  "\n.\r\n",
  "\r.\r\n",
  "\r\n.\r\r\n",
  "\r\r\n.\r\r\n",
  "\r\n\0.\r\n",
  "\r\n.\n",
  "\r\n.\r",
  "\r\n.\0\r\n",
  "\r\n. \r\n",
  "\r\n.\t\r\n",
];

describe("a second message hidden in the first", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());
  beforeEach(() => void relay.spool.committed.splice(0));

  test.each(SEQUENCES.map((sequence) => ({ title: JSON.stringify(sequence), sequence })))(
    "stays inside of it with $title, at every chunking",
    async ({ sequence }) => {
      const hidden = "MAIL FROM:<evil@contoso.com>\r\nRCPT TO:<victim@contoso.com>\r\nDATA\r\n\r\nhidden\r\n.\r\n";
      const wire = `Subject: x\r\n\r\nbody${sequence}${hidden}`;
      const from = wire.indexOf(sequence) - 1;
      const client = await relay.hello();
      for (let cut = from; cut <= from + sequence.length + 2; cut++) {
        for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "DATA"])
          await client.say(command);
        await client.writeChunks([wire.slice(0, cut), wire.slice(cut, cut + 1), wire.slice(cut + 1)]);
        expect(await client.reply()).toEqual(expectedReply(sequence));
        expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
      }
      expect(relay.spool.committed.map(({ sender }) => sender).filter((sender) => sender !== "a@fabrikam.com")).toEqual(
        [],
      );
      client.end();
    },
    20_000,
  );
});

// Blanks behind the dot are content like any other: the message is whole and taken, the hidden commands are its text.
function expectedReply(sequence: string): unknown {
  if (/^\r\n\.[ \t]/.test(sequence)) return expect.stringMatching(/^250 2\.6\.0 /);
  return sequence.includes("\0") && !/(?:^|[^\r])\n|\r(?!\n)/.test(sequence)
    ? "550 5.6.0 NUL not allowed in message"
    : "550 5.6.0 Bare CR or LF not allowed in message";
}
