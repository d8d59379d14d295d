import { waitFor } from "../../tools/harness/wait-for";
import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, type FixtureConfig, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

async function withRelay(config: FixtureConfig, use: (relay: RelayFixture) => Promise<void>): Promise<void> {
  const relay = await startFixture({ domains: [CONTOSO], permissions: [RELAY], ...config });
  try {
    await use(relay);
  } finally {
    await relay.stop();
  }
}

async function greeting(relay: RelayFixture, localAddress?: string): Promise<string> {
  const client = await SmtpConversation.open({
    port: relay.port,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  const reply = await client.reply();
  if (reply.startsWith("421")) client.end();
  return reply;
}

const TRANSACTION = ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "DATA"];

describe("limits of a connector", () => {
  test("MaxInboundConnection: counts open connections of the connector, and frees their places", () =>
    withRelay({ connectors: [{ ...CRM, maxInboundConnection: 2 }] }, async (relay) => {
      const first = await relay.connect();
      await relay.connect();
      expect(await greeting(relay)).toBe("421 4.3.2 Too many connections, closing transmission channel");
      expect(relay.service.stats()).toMatchObject({ sessions: { [CRM.name]: 2 }, accepted: 2, refused: 1 });
      first.end();
      await waitFor("the place to be free", () => relay.service.stats().sessions[CRM.name] === 1);
      expect(await greeting(relay)).toMatch(/^220 /);
    }));

  test("MaxInboundConnectionPerSource: counts open connections by client address", () =>
    withRelay({ connectors: [{ ...CRM, maxInboundConnectionPerSource: 1 }] }, async (relay) => {
      await relay.connect();
      expect(await greeting(relay)).toMatch(/^421 4\.3\.2 The maximum number of concurrent connections/);
      expect(await greeting(relay, "127.0.0.2")).toMatch(/^220 /);
    }));

  test("MaxConnectionRatePerMinute: counts new connections of the host by the minute, the first one included", () =>
    withRelay({ connectors: [CRM], transport: { maxConnectionRatePerMinute: 2 } }, async (relay) => {
      expect(await greeting(relay)).toMatch(/^220 /);
      expect(await greeting(relay)).toMatch(/^220 /);
      expect(await greeting(relay)).toMatch(/^421 4\.3\.2 Too many connections/);
    }));

  test("MaxProtocolErrors: the first error beyond the number is answered 421", () =>
    withRelay({ connectors: [{ ...CRM, maxProtocolErrors: 2 }] }, async (relay) => {
      const client = await relay.hello();
      expect(await client.say("FROB")).toBe("500 5.5.1 Command not recognized");
      expect(await client.say("DATA")).toBe("503 5.5.1 MAIL first");
      expect(await client.say("FROB")).toBe("421 4.7.0 Too many failed commands, closing connection");
      await client.closed();
    }));

  test("MaxProtocolErrors and MaxRelayRefusals: relay refusals are apart from protocol errors, and the session ends at the one too many", () =>
    withRelay(
      { connectors: [{ ...CRM, maxProtocolErrors: 0 }], permissions: [], transport: { maxRelayRefusals: 3 } },
      async (relay) => {
        const client = await relay.hello();
        await client.say("MAIL FROM:<a@fabrikam.com>");
        for (let count = 0; count < 3; count++) {
          expect(await client.say("RCPT TO:<b@fabrikam.com>")).toBe("550 5.7.1 Unable to relay");
        }
        expect(await client.say("RCPT TO:<b@fabrikam.com>")).toBe(
          "421 4.7.0 Too many refused recipients, closing connection",
        );
        await client.closed();
      },
    ));

  test("MaxRecipientsPerMessage: recipients beyond the number are refused, and the message goes on with the others", () =>
    withRelay({ connectors: [{ ...CRM, maxRecipientsPerMessage: 2 }] }, async (relay) => {
      const client = await relay.hello();
      await client.say("MAIL FROM:<a@fabrikam.com>");
      for (const name of ["b", "c"]) expect(await client.say(`RCPT TO:<${name}@fabrikam.com>`)).toMatch(/^250/);
      expect(await client.say("RCPT TO:<d@fabrikam.com>")).toBe("452 4.5.3 Too many recipients");
      await client.say("DATA");
      expect(await client.say("\r\nx\r\n.")).toMatch(/^250/);
      expect(relay.spool.committed[0]?.recipients).toHaveLength(2);
      client.end();
    }));

  test("TarpitInterval: slows strangers down at permanent refusals only", () =>
    withRelay({ connectors: [{ ...CRM, tarpitInterval: "00:00:01" }], permissions: [] }, async (relay) => {
      const client = await relay.hello();
      const timed = async (command: string) => {
        const before = Date.now();
        await client.say(command);
        return Date.now() - before;
      };
      expect(await timed("MAIL FROM:<a@fabrikam.com>")).toBeLessThan(500);
      expect(await timed("RCPT TO:<b@fabrikam.com>")).toBeGreaterThan(900);
      expect(await timed("RCPT TO:<b@contoso.com>")).toBeLessThan(500);
      client.end();
    }));

  test("TarpitInterval: a session that waits ends cleanly when the client goes", () =>
    withRelay({ connectors: [{ ...CRM, tarpitInterval: "00:00:04" }] }, async (relay) => {
      const client = await relay.hello();
      client.write("FROB\r\n");
      await waitFor("the session", () => relay.service.stats().sessions[CRM.name] === 1);
      client.end();
      await waitFor("the end", () => relay.service.stats().sessions[CRM.name] === undefined);
    }));
});

describe("deadlines of a connector", () => {
  const IDLE = "421 4.7.0 Timeout waiting for client input";

  test("ConnectionInactivityTimeout: ends an idle session, in commands and in data, and keeps nothing of the message", () =>
    withRelay({ connectors: [{ ...CRM, connectionInactivityTimeout: "00:00:01" }] }, async (relay) => {
      const idle = await relay.hello();
      const writing = await relay.hello();
      for (const command of TRANSACTION) await writing.say(command);
      writing.write("A: b\r\n\r\nhalf");
      expect(await Promise.all([idle.reply(), writing.reply()])).toEqual([IDLE, IDLE]);
      await Promise.all([idle.closed(), writing.closed()]);
      await waitFor("the message to be given up", () => relay.spool.aborted === 1);
    }));

  test("ConnectionTimeout: ends a session that never rests at its lifetime", () =>
    withRelay(
      { connectors: [{ ...CRM, connectionTimeout: "00:00:02", connectionInactivityTimeout: "00:00:01" }] },
      async (relay) => {
        const client = await relay.hello();
        const began = Date.now();
        let reply = "";
        while (reply === "" || reply.startsWith("250")) {
          reply = await client.say("NOOP");
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        expect(reply).toBe(IDLE);
        expect(Date.now() - began).toBeGreaterThan(1500);
        await client.closed();
      },
    ));

  test("ConnectionTimeout: lets a message that is being stored have its answer first", () =>
    withRelay(
      { connectors: [{ ...CRM, connectionTimeout: "00:00:02", connectionInactivityTimeout: "00:00:01" }] },
      async (relay) => {
        let commit: () => void = () => undefined;
        relay.spool.gate = new Promise((resolve) => (commit = resolve));
        const client = await relay.hello();
        for (const command of TRANSACTION) await client.say(command);
        client.write("\r\nx\r\n.\r\n");
        setTimeout(() => commit(), 2500);
        expect(await client.reply()).toMatch(/^250 2\.6\.0/);
        expect(await client.reply()).toBe(IDLE);
        await client.closed();
      },
    ));

  test("ConnectionTimeout: a message half way in chunks is no reason to stay, whatever is answered late just then", () =>
    withRelay(
      {
        connectors: [
          {
            ...CRM,
            connectionTimeout: "00:00:02",
            connectionInactivityTimeout: "00:00:01",
            tarpitInterval: "00:00:03",
          },
        ],
      },
      async (relay) => {
        const client = await relay.hello();
        for (const command of TRANSACTION.filter((line) => line !== "DATA")) await client.say(command);
        client.write("BDAT 4\r\nA: b");
        expect(await client.reply()).toMatch(/^250 2\.6\.0 CHUNK/);
        expect(await client.say("WHAT")).toBe(IDLE);
        await client.closed();
      },
    ));

  test("ConnectionInactivityTimeout: does not count while the spool holds the client back", () =>
    withRelay({ connectors: [{ ...CRM, connectionInactivityTimeout: "00:00:01" }] }, async (relay) => {
      let open: () => void = () => undefined;
      relay.spool.writeGate = new Promise((resolve) => (open = resolve));
      const client = await relay.hello();
      for (const command of TRANSACTION) await client.say(command);
      client.write("A: b\r\n\r\nx\r\n");
      await waitFor("the first bytes", () => relay.spool.writes > 0);
      client.write("y\r\n.\r\n");
      setTimeout(() => open(), 1500);
      expect(await client.reply()).toMatch(/^250 2\.6\.0/);
      client.end();
    }));
});

describe("a configuration that changes under a session", () => {
  test("takes rights away at the next MAIL, and gives none", () =>
    withRelay({ connectors: [CRM] }, async (relay) => {
      const client = await relay.hello();
      await client.say("MAIL FROM:<a@fabrikam.com>");
      await relay.configure({ connectors: [CRM], domains: [CONTOSO], permissions: [] });
      expect(await client.say("RCPT TO:<b@fabrikam.com>")).toBe("250 2.1.5 Recipient OK");
      await client.say("RSET");
      await client.say("MAIL FROM:<a@fabrikam.com>");
      expect(await client.say("RCPT TO:<b@fabrikam.com>")).toBe("550 5.7.1 Unable to relay");
      client.end();
    }));

  test.each([
    {
      title: "another connector serves the client",
      connectors: [{ ...CRM, name: "Other", remoteIpRanges: ["127.0.0.1"] }, CRM],
    },
    { title: "no connector serves the client", connectors: [{ ...CRM, remoteIpRanges: ["127.0.0.9"] }] },
  ])("ends the session at MAIL when $title", ({ connectors }) =>
    withRelay({ connectors: [CRM] }, async (relay) => {
      const client = await relay.hello();
      await relay.configure({ connectors, domains: [CONTOSO], permissions: [RELAY] });
      expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("421 4.3.2 Service not available");
      await client.closed();
    }),
  );

  test("refuses clients that no connector serves, without a session", () =>
    withRelay({ connectors: [{ ...CRM, remoteIpRanges: ["127.0.0.9"] }] }, async (relay) => {
      expect(await greeting(relay)).toBe("421 4.3.2 Service not available");
      expect(relay.logged.at(-1)?.fields).toMatchObject({ reason: "no-connector", client: "127.0.0.1" });
    }));
});
