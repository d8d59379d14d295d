import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const TOO_LARGE = "552 5.3.4 Message size exceeds fixed maximum message size";
const LOOP = "554 5.4.6 Hop count exceeded - possible mail loop";
const HEADER_TOO_LARGE = "552 5.3.4 Message header too large";

async function withRelay(connector: object, use: (relay: RelayFixture) => Promise<void>, permissions: object[] = []) {
  const relay = await startFixture({
    connectors: [{ ...CRM, ...connector }],
    domains: [CONTOSO],
    permissions: [RELAY, ...permissions],
  });
  try {
    await use(relay);
  } finally {
    await relay.stop();
  }
}

async function send(relay: RelayFixture, message: string): Promise<string> {
  const client = await relay.hello();
  for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>", "DATA"]) await client.say(command);
  const answer = await client.say(`${message}\r\n.`);
  client.end();
  return answer;
}

const received = (by: string) =>
  `Received: from x ([10.0.0.9])\r\n\tby ${by} with ESMTP; Tue, 24 Nov 2026 12:00:00 +0000\r\n`;
const trail = (...names: readonly string[]) => `${names.map(received).join("")}From: a@fabrikam.com\r\n\r\nx`;

describe("limits of a message", () => {
  test("MaxMessageSize: the declared size and the real one", () =>
    withRelay({ maxMessageSize: 65_536 }, async (relay) => {
      const client = await relay.hello();
      expect(await client.say("MAIL FROM:<a@fabrikam.com> SIZE=65537")).toBe(TOO_LARGE);
      expect(await client.say("MAIL FROM:<a@fabrikam.com> SIZE=65536")).toMatch(/^250/);
      client.end();
      const line = `${"x".repeat(62)}\r\n`;
      const header = "A: b\r\n\r\n";
      const body = line.repeat(1023);
      expect(await send(relay, header + body + "x".repeat(65_536 - header.length - body.length - 2))).toMatch(/^250/);
      expect(await send(relay, header + body + "x".repeat(65_536 - header.length - body.length - 1))).toBe(TOO_LARGE);
      expect(relay.spool.committed).toHaveLength(1);
    }));

  test("MaxMessageSize: is waived by Bypass-Message-Size-Limit", () =>
    withRelay(
      { maxMessageSize: 65_536 },
      async (relay) => {
        const client = await relay.hello();
        expect(await client.say("MAIL FROM:<a@fabrikam.com> SIZE=1000000")).toMatch(/^250/);
        client.end();
        expect(await send(relay, `A: b\r\n\r\n${`${"x".repeat(62)}\r\n`.repeat(2000)}x`)).toMatch(/^250/);
      },
      [{ ...RELAY, extendedRights: ["ms-Exch-Bypass-Message-Size-Limit"] }],
    ));

  test("MaxHeaderSize: a header one byte longer is refused, in one field or many", () =>
    withRelay({ maxHeaderSize: 1000 }, async (relay) => {
      const fields = (size: number) => `${"A: 789012\r\n".repeat(90)}B: ${"x".repeat(size - 990 - 5)}\r\n`;
      expect(fields(1000)).toHaveLength(1000);
      expect(await send(relay, `${fields(998)}\r\nx`)).toMatch(/^250/);
      expect(await send(relay, `${fields(1001)}\r\nx`)).toBe(HEADER_TOO_LARGE);
      expect(await send(relay, `B: ${"x".repeat(900)}\r\n ${"x".repeat(900)}\r\n\r\nx`)).toBe(HEADER_TOO_LARGE);
    }));

  test("MaxHopCount: as many Received headers as the number pass, though the firewall takes them out", () =>
    withRelay(
      { maxHopCount: 3, permissionGroups: ["None"] },
      async (relay) => {
        expect(await send(relay, trail("a.example", "b.example", "c.example"))).toMatch(/^250/);
        expect(await send(relay, trail("a.example", "b.example", "c.example", "d.example"))).toBe(LOOP);
        expect(relay.spool.committed.at(-1)?.body.match(/^Received:/gim)).toHaveLength(1);
      },
      [{ ...RELAY, extendedRights: ["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Sender"] }],
    ));

  test("MaxLocalHopCount: counts what this host has written, under its own name or a connector's", () =>
    withRelay({ maxLocalHopCount: 2, fqdn: "smtp.contoso.com" }, async (relay) => {
      expect(await send(relay, trail("relay.contoso.com", "a.example", "smtp.contoso.com", "b.example"))).toMatch(
        /^250/,
      );
      expect(await send(relay, trail("relay.contoso.com", "SMTP.contoso.com", "relay.contoso.com"))).toBe(LOOP);
    }));

  test("MaxLocalHopCount: a message that comes round and round is stopped by its own trail", () =>
    withRelay({ maxLocalHopCount: 3 }, async (relay) => {
      let message = "From: a@fabrikam.com\r\n\r\nx";
      const answers: string[] = [];
      for (let round = 0; round < 5; round++) {
        answers.push((await send(relay, message)).slice(0, 3));
        message = relay.spool.committed.at(-1)?.body.replace(/\r\n$/, "") ?? "";
      }
      expect(answers).toEqual(["250", "250", "250", "250", "554"]);
    }));

  test("MaxLocalHopCount: 0 is no limit", () =>
    withRelay({ maxLocalHopCount: 0 }, async (relay) => {
      expect(await send(relay, trail(...Array.from({ length: 20 }, () => "relay.contoso.com")))).toMatch(/^250/);
    }));
});
