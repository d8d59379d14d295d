import { connect as connectTls } from "node:tls";
import { connect } from "node:net";
import { waitFor } from "../../tools/harness/wait-for";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

describe("STARTTLS", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({
      connectors: [{ ...CRM, requireTls: true }],
      permissions: [RELAY],
      domains: [CONTOSO],
    });
  });
  afterAll(() => relay.stop());

  test("RequireTLS: it must come before mail, before anything else is judged", async () => {
    const client = await relay.hello();
    expect(await client.say("MAIL FROM:nonsense FROB")).toBe("530 5.7.0 Must issue a STARTTLS command first");
    client.end();
  });

  test("RequireTLS: it must come before AUTH, which is shown behind it only", async () => {
    const accounts = { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"], requireTls: true };
    const strict = await startFixture({ connectors: [{ ...CRM, ...accounts }], domains: [CONTOSO] });
    const client = await strict.connect();
    expect(await client.say("EHLO crm")).not.toContain("AUTH");
    expect(await client.say("AUTH PLAIN AGEAYg==")).toBe("530 5.7.0 Must issue a STARTTLS command first");
    await client.say("STARTTLS");
    await client.startTls();
    expect(await client.say("EHLO crm")).toContain("AUTH");
    expect(await client.say("AUTH PLAIN AGEAYg==")).toBe("535 5.7.3 Authentication unsuccessful");
    client.end();
    await strict.stop();
  });

  test("takes away a transaction that was begun in clear", async () => {
    const loose = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
    const client = await loose.hello();
    for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "STARTTLS"])
      await client.say(command);
    await client.startTls();
    await client.say("EHLO crm");
    expect(await client.say("DATA")).toBe("503 5.5.1 MAIL first");
    client.end();
    await loose.stop();
  });

  test("forgets what was said in clear, and mail over it is marked so", async () => {
    const client = await relay.hello();
    expect(await client.say("STARTTLS")).toBe("220 2.0.0 Ready to start TLS");
    const secure = await client.startTls();
    expect(secure.getProtocol()).toBe("TLSv1.3");
    expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("503 5.5.2 Send hello first");
    const hello = await client.say("EHLO crm");
    expect(hello).not.toContain("STARTTLS");
    for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "DATA"]) await client.say(command);
    expect(await client.say("\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    const message = relay.spool.committed.at(-1);
    expect(message?.body).toMatch(/with ESMTPS\r\n\t\(version=TLSv1\.3 cipher=TLS_\w+\)\r\n\tid /);
    expect(message?.origin).toMatchObject({ tls: true, helo: "crm" });
    expect(await client.say("STARTTLS")).toBe("503 5.5.1 TLS already active");
    client.end();
  });

  test.each([
    "MAIL FROM:<evil@fabrikam.com>\r\n",
    "EHLO evil\r\nMAIL FROM:<evil@fabrikam.com>\r\nRCPT TO:<b@contoso.com>\r\nDATA\r\n\r\nevil\r\n.\r\n",
    "EHLO evil\r\nMAIL FROM:<evil@fabrikam.com>\r\n",
    "NOOP\r\n".repeat(250),
    "EHL",
  ])("drops what was pipelined behind it in clear (%#)", async (injected) => {
    const client = await relay.hello();
    client.write(`STARTTLS\r\n${injected}`);
    expect(await client.reply()).toBe("220 2.0.0 Ready to start TLS");
    await client.startTls();
    expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("503 5.5.2 Send hello first");
    expect(await client.say("EHLO crm")).toMatch(/^250-/);
    expect(await client.say("MAIL FROM:<a@fabrikam.com>")).toBe("250 2.1.0 Sender OK");
    expect(client.unread).toBe("");
    client.end();
  });

  test("takes no argument", async () => {
    const client = await relay.hello();
    expect(await client.say("STARTTLS now")).toBe("501 5.5.4 Invalid parameter value");
    client.end();
  });

  test("refuses TLS 1.1", async () => {
    const client = await relay.hello();
    await client.say("STARTTLS");
    const tls = {
      maxVersion: "TLSv1.1",
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
      rejectUnauthorized: false,
    } as const;
    const failure = new Promise((resolve) => {
      connectTls({ socket: client.detach(), ...tls }, () => resolve("connected")).on("error", () => resolve("refused"));
    });
    expect(await failure).toBe("refused");
  });

  test("that is followed by no TLS at all ends the connection", async () => {
    const client = await relay.hello();
    await client.say("STARTTLS");
    client.write("EHLO in clear\r\n");
    await client.closed();
  });

  test("AuthMechanism: without Tls it is unknown", async () => {
    const plain = await startFixture({ connectors: [{ ...CRM, authMechanism: ["None"] }], domains: [CONTOSO] });
    const client = await plain.connect();
    expect(await client.say("EHLO crm")).not.toContain("STARTTLS");
    expect(await client.say("STARTTLS")).toBe("502 5.5.1 Command not implemented");
    client.end();
    await plain.stop();
  });

  test("whose handshake never comes ends at the deadline, and the host goes on", async () => {
    const timeouts = { connectionTimeout: "00:00:02", connectionInactivityTimeout: "00:00:01" };
    const hasty = await startFixture({ connectors: [{ ...CRM, ...timeouts }], domains: [CONTOSO] });
    const socket = connect(hasty.port, "127.0.0.1");
    socket.write("EHLO crm\r\nSTARTTLS\r\n");
    socket.resume();
    await waitFor("the session to begin", () => Object.keys(hasty.service.stats().sessions).length === 1);
    await waitFor("the session to end", () => Object.keys(hasty.service.stats().sessions).length === 0);
    expect(await (await hasty.hello()).say("NOOP")).toBe("250 2.0.0 OK");
    socket.destroy();
    await hasty.stop();
  });
});
