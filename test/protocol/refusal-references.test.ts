import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RefusalFacts } from "../../relay/refusals";
import { CONTOSO, CRM, type FixtureConfig, type RelayFixture, startFixture } from "./relay-fixture";

const REF = "8F3K-2M7Q";

async function withRelay(
  config: FixtureConfig,
  ref: string | undefined,
  use: (relay: RelayFixture, noted: readonly RefusalFacts[]) => Promise<void>,
) {
  const noted: RefusalFacts[] = [];
  const refusals = { note: (facts: RefusalFacts) => (noted.push(facts), ref) };
  const relay = await startFixture({ domains: [CONTOSO], ...config }, { refusals });
  try {
    await use(relay, noted);
  } finally {
    await relay.stop();
  }
}

const MODERN = { connectors: [CRM], transport: { dialect: "modern" } } as const;

async function say(relay: RelayFixture, ...commands: readonly string[]): Promise<string> {
  const client = await relay.hello();
  let last = "";
  for (const command of commands) last = await client.say(command);
  client.end();
  return last;
}

const RELAY_TRY = ["MAIL FROM:<crm@contoso.com>", "RCPT TO:<customer@fabrikam.com>"];

describe("a refusal of a right", () => {
  test("tells its reference in the modern dialect", () =>
    withRelay(MODERN, REF, async (relay) => {
      const reply = `550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain (ref ${REF})`;
      expect(await say(relay, ...RELAY_TRY)).toBe(reply);
    }));

  test("stays what Exchange says, byte for byte, in the classic dialect", () =>
    withRelay({ connectors: [CRM] }, REF, async (relay, noted) => {
      expect(await say(relay, ...RELAY_TRY)).toBe("550 5.7.1 Unable to relay");
      expect(noted).toHaveLength(1);
    }));

  test("stays as it is when it is one too many for a reference", () =>
    withRelay(MODERN, undefined, async (relay) => {
      expect(await say(relay, ...RELAY_TRY)).toBe("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain");
    }));

  test("is kept with everything that explain tells", () =>
    withRelay({ connectors: [CRM] }, REF, async (relay, noted) => {
      await say(relay, ...RELAY_TRY);
      expect(noted).toEqual([
        {
          client: "127.0.0.1",
          local: `127.0.0.1:${relay.port}`,
          tls: false,
          helo: "crm.contoso.com",
          session: expect.stringMatching(/^\w+$/) as string,
          identity: "NT AUTHORITY\\ANONYMOUS LOGON",
          sender: "crm@contoso.com",
          recipient: "customer@fabrikam.com",
          connectorId: expect.any(String) as string,
          connector: "CRM Application",
          range: "127.0.0.0/8",
          reason: "no-relay-right",
          right: "ms-Exch-SMTP-Accept-Any-Recipient",
          principal: null,
          entry: null,
          revision: relay.snapshot.revision,
          reply: "550 5.7.1 Unable to relay",
        },
      ]);
    }));

  test("has its reference in the protocol log, behind the command and before the reply", () =>
    withRelay({ connectors: [{ ...CRM, protocolLoggingLevel: "Verbose" }] }, REF, async (relay) => {
      await say(relay, ...RELAY_TRY);
      await relay.service.close({ graceMs: 1000 });
      const [file = ""] = readdirSync(relay.directory).filter((name) => name.startsWith("RECV"));
      const lines = readFileSync(join(relay.directory, file), "utf8").split("\r\n");
      const events = lines.map((line) => line.split(",").slice(6).join(","));
      expect(events).toEqual(
        expect.arrayContaining(["<,RCPT TO:<customer@fabrikam.com>,", `*,${REF},Refusal reference`]),
      );
      const at = events.indexOf(`*,${REF},Refusal reference`);
      expect(events.slice(at - 1, at + 2)).toEqual([
        "<,RCPT TO:<customer@fabrikam.com>,",
        `*,${REF},Refusal reference`,
        ">,550 5.7.1 Unable to relay,",
      ]);
    }));

  test.each([
    { title: "no right to submit", changes: { permissionGroups: [] }, commands: RELAY_TRY.slice(0, 1), step: "MAIL" },
    {
      title: "a sender outside onlySenders",
      changes: { onlySenders: ["a@contoso.com"] },
      commands: RELAY_TRY.slice(0, 1),
      step: "MAIL",
    },
  ])("is kept at MAIL, too: $title", ({ changes, commands }) =>
    withRelay({ connectors: [{ ...CRM, ...changes }] }, REF, async (relay, noted) => {
      expect(await say(relay, ...commands)).toMatch(/^5/);
      expect(noted).toMatchObject([{ sender: "crm@contoso.com", recipient: null }]);
    }),
  );

  test("is kept behind the message, when its author may not be", () =>
    withRelay({ connectors: [{ ...CRM, onlySenders: ["crm@contoso.com"] }] }, REF, async (relay, noted) => {
      const mail = ["MAIL FROM:<crm@contoso.com>", "RCPT TO:<sales@contoso.com>", "DATA"];
      expect(await say(relay, ...mail, "From: boss@contoso.com\r\n\r\nHello\r\n.")).toMatch(/^550 5\.7\.1 Not auth/);
      expect(noted).toMatchObject([
        { reason: "header-sender-not-allowed", sender: "crm@contoso.com", recipient: "sales@contoso.com" },
      ]);
    }));

  test("is not made of what is no question of rights, nor of what passes", () =>
    withRelay(MODERN, REF, async (relay, noted) => {
      const others = ["MAIL FROM:<a@b", "RCPT TO:<x@contoso.com>", "NONSENSE", "MAIL FROM:<a@contoso.com> FOO=1"];
      expect(await say(relay, ...others, "MAIL FROM:<a@contoso.com>", "RCPT TO:<b@contoso.com>")).toMatch(/^250/);
      expect(noted).toEqual([]);
    }));
});
