import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const NOON = Date.UTC(2026, 10, 24, 12, 0, 0);
const base64 = (text: string) => Buffer.from(text).toString("base64");

async function linesOf(relay: RelayFixture): Promise<readonly string[]> {
  await relay.service.close({ graceMs: 0 });
  const text = await readFile(join(relay.directory, "RECV20261124-1.log"), "utf8");
  return text.trimEnd().split("\r\n");
}

describe("the protocol log", () => {
  test("Name, ProtocolLoggingLevel Verbose: has Exchange's header and fields, and the session's rights in its first information line", async () => {
    const connector = { ...CRM, protocolLoggingLevel: "Verbose" };
    const relay = await startFixture(
      { connectors: [connector], permissions: [RELAY], domains: [CONTOSO] },
      { clock: () => NOON },
    );
    const client = await relay.hello();
    await client.say('MAIL FROM:<"a,b"@fabrikam.com>');
    await client.say("QUIT");
    client.end();
    const lines = await linesOf(relay);
    expect(lines.slice(0, 5)).toEqual([
      "#Software: pulumi-smtp-relay",
      "#Version: 1.0",
      "#Log-type: SMTP Receive Protocol Log",
      "#Date: 2026-11-24T12:00:00.000Z",
      "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context",
    ]);
    const rows = lines
      .slice(5)
      .map((line) => /^(.*?,.*?),[0-9A-Z]+,(\d+),127\.0\.0\.1:(\d+),127\.0\.0\.1:\d+,(.*)$/.exec(line)?.slice(1));
    const origin = "2026-11-24T12:00:00.000Z,relay.contoso.com\\CRM Application";
    const port = String(relay.port);
    const banner = "220 relay.contoso.com ESMTP MAIL Service ready at Tue, 24 Nov 2026 12:00:00 +0000";
    const rights =
      "SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders";
    expect(rows.slice(0, 5)).toEqual(
      [
        [origin, "0", port, '"+",,'],
        [origin, "1", port, `*,${rights},Set Session Permissions`],
        [origin, "2", port, `>,"${banner}",`],
        [origin, "3", port, "<,EHLO crm.contoso.com,"],
        [origin, "4", port, ">,250-relay.contoso.com Hello [127.0.0.1],"],
      ].map((row) => row.map((field) => field.replace('"+"', "+"))),
    );
    expect(lines.some((line) => line.endsWith(',<,"MAIL FROM:<""a,b""@fabrikam.com>",'))).toBe(true);
    expect(lines.at(-1)).toMatch(/,-,,$/);
    await relay.stop();
  });

  test("never holds credentials, however they are sent", async () => {
    const connector = {
      ...CRM,
      protocolLoggingLevel: "Verbose",
      authMechanism: ["Tls", "BasicAuth"],
      maxLogonFailures: 0,
      permissionGroups: ["ExchangeUsers"],
    };
    const relay = await startFixture({ connectors: [connector] }, { clock: () => NOON });
    const client = await relay.hello();
    const secret = base64("\0crm\0very-secret");
    for (const line of [
      `AUTH PLAIN ${secret}`,
      "AUTH PLAIN",
      secret,
      "AUTH LOGIN",
      base64("crm"),
      base64("very-secret"),
      `auth  plain  ${secret}`,
    ]) {
      await client.say(line);
    }
    client.end();
    const text = (await linesOf(relay)).join("\n");
    expect(text).toContain("AUTH PLAIN <authentication data>");
    for (const leak of [secret, base64("very-secret"), "very-secret"]) expect(text).not.toContain(leak);
    await relay.stop();
  });

  test("never holds what follows a refused AUTH, whether the client waited for the reply or not", async () => {
    const connector = { ...CRM, protocolLoggingLevel: "Verbose", maxProtocolErrors: "unlimited" };
    const relay = await startFixture({ connectors: [connector] }, { clock: () => NOON });
    const client = await relay.hello();
    client.write(`AUTH LOGIN\r\n${base64("crm")}\r\n${base64("very-secret")}\r\n`);
    for (let count = 0; count < 3; count++) expect(await client.reply()).toMatch(/^50\d /);
    expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
    client.end();
    const text = (await linesOf(relay)).join("\n");
    expect(text).toContain(",<,NOOP,");
    for (const leak of [base64("crm"), base64("very-secret")]) expect(text).not.toContain(leak);
    await relay.stop();
  });

  test("keeps one line a line, whatever the client sends", async () => {
    const connector = { ...CRM, protocolLoggingLevel: "Verbose", maxProtocolErrors: "unlimited" };
    const relay = await startFixture({ connectors: [connector] }, { clock: () => NOON });
    const client = await relay.hello();
    await client.say("NOOP a\rb\0c\x85d");
    await client.say("=cmd|'/c calc'!A1");
    client.end();
    const lines = (await linesOf(relay)).slice(5);
    for (const line of lines) expect(line).toMatch(/^2026-11-24T12:00:00\.000Z,relay/);
    expect(lines.some((line) => line.includes(",\"=cmd|'/c calc'!A1\","))).toBe(true);
    await relay.stop();
  });

  test("ProtocolLoggingLevel Verbose: rolls to the next file at its size, and no session loses a line", async () => {
    const connector = { ...CRM, protocolLoggingLevel: "Verbose", maxProtocolErrors: "unlimited" };
    const protocolLogLimits = { maxFileSize: 4000, maxDirectorySize: 1_000_000, maxAge: 86_400_000 };
    const relay = await startFixture({ connectors: [connector] }, { clock: () => NOON, protocolLogLimits });
    const clients = await Promise.all([relay.hello(), relay.hello()]);
    for (let count = 0; count < 40; count++) await Promise.all(clients.map((client) => client.say(`NOOP ${count}`)));
    for (const client of clients) client.end();
    await relay.service.close({ graceMs: 0 });
    const files = (await readdir(relay.directory)).filter((name) => name.startsWith("RECV"));
    expect(files.length).toBeGreaterThan(3);
    const texts = await Promise.all(files.map((name) => readFile(join(relay.directory, name), "utf8")));
    const lines = texts.flatMap((text) => text.trimEnd().split("\r\n").slice(5));
    for (let count = 0; count < 40; count++)
      expect(lines.filter((line) => line.endsWith(`,<,NOOP ${count},`))).toHaveLength(2);
    await relay.stop();
  });

  test("ProtocolLoggingLevel None: is not written for connectors that do not ask for it", async () => {
    const relay = await startFixture({ connectors: [CRM] });
    (await relay.hello()).end();
    await relay.service.close({ graceMs: 0 });
    expect((await readdir(relay.directory)).filter((name) => name.startsWith("RECV"))).toEqual([]);
    await relay.stop();
  });
});
