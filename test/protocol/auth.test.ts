import type { CredentialsOutcome } from "../../model";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const GOOD = base64("\0crm\0secret");
const USERS = { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] };
const FAILED = "535 5.7.3 Authentication unsuccessful";
const SUCCEEDED = "235 2.7.0 Authentication Succeeded";

const verifyCredentials = async (user: string, password: string): Promise<CredentialsOutcome | null> => {
  if (user === "broken") throw new Error("directory gone");
  if (user !== "crm" || password !== "secret") return null;
  return { outcome: "good", account: "crm", groups: [], allowedSenders: new Set(["crm@contoso.com"]) };
};

describe("AUTH", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({ connectors: [{ ...CRM, ...USERS }], domains: [CONTOSO] }, { verifyCredentials });
  });
  afterAll(() => relay.stop());

  test("PLAIN with an initial response lets an account relay as its own senders, and no others", async () => {
    const client = await relay.hello();
    expect(await client.say("MAIL FROM:<crm@contoso.com>")).toBe("530 5.7.1 Client was not authenticated");
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe(SUCCEEDED);
    expect(await client.say("MAIL FROM:<boss@contoso.com>")).toBe(
      "550 5.7.1 Client does not have permissions to send as this sender",
    );
    for (const command of ["MAIL FROM:<crm@contoso.com>", "RCPT TO:<b@fabrikam.com>", "DATA"])
      await client.say(command);
    expect(await client.say("From: crm@contoso.com\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    const message = relay.spool.committed.at(-1);
    expect(message?.origin).toMatchObject({ authAs: "Internal", authMechanism: "basic" });
    expect(message?.body).toMatch(/with ESMTPA\r\n/);
    client.end();
  });

  test.each([
    { title: "PLAIN without an initial response", lines: ["AUTH PLAIN", GOOD], replies: ["334 ", SUCCEEDED] },
    {
      title: "PLAIN with the same authorization identity",
      lines: [`AUTH PLAIN ${base64("crm\0crm\0secret")}`],
      replies: [SUCCEEDED],
    },
    { title: "PLAIN for somebody else", lines: [`AUTH PLAIN ${base64("boss\0crm\0secret")}`], replies: [FAILED] },
    { title: "PLAIN with a wrong password", lines: [`AUTH PLAIN ${base64("\0crm\0wrong")}`], replies: [FAILED] },
    { title: "PLAIN of an unknown account", lines: [`AUTH PLAIN ${base64("\0nobody\0secret")}`], replies: [FAILED] },
    { title: "PLAIN that is not base64", lines: ["AUTH PLAIN ???"], replies: ["501 5.5.2 Cannot decode the response"] },
    {
      title: "PLAIN without its parts",
      lines: [`AUTH PLAIN ${base64("crm")}`],
      replies: ["501 5.5.2 Cannot decode the response"],
    },
    { title: "PLAIN that is empty", lines: ["AUTH PLAIN ="], replies: ["501 5.5.2 Cannot decode the response"] },
    {
      title: "PLAIN that is cancelled",
      lines: ["AUTH PLAIN", "*", "NOOP"],
      replies: ["334 ", "501 5.7.0 Authentication cancelled", "250 2.0.0 OK"],
    },
    {
      title: "LOGIN",
      lines: ["AUTH LOGIN", base64("crm"), base64("secret")],
      replies: ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", SUCCEEDED],
    },
    {
      title: "LOGIN with an initial response",
      lines: [`AUTH LOGIN ${base64("crm")}`, base64("secret")],
      replies: ["334 UGFzc3dvcmQ6", SUCCEEDED],
    },
    {
      title: "LOGIN with a wrong password",
      lines: [`AUTH login ${base64("crm")}`, base64("x")],
      replies: ["334 UGFzc3dvcmQ6", FAILED],
    },
    {
      title: "an unknown mechanism",
      lines: ["AUTH CRAM-MD5"],
      replies: ["504 5.7.4 Unrecognized authentication type"],
    },
    { title: "no mechanism", lines: ["AUTH"], replies: ["501 5.5.4 Invalid parameter value"] },
    {
      title: "a directory that fails",
      lines: [`AUTH PLAIN ${base64("\0broken\0x")}`],
      replies: ["454 4.7.0 Temporary authentication failure"],
    },
    {
      title: "a second login",
      lines: [`AUTH PLAIN ${GOOD}`, `AUTH PLAIN ${GOOD}`],
      replies: [SUCCEEDED, "503 5.5.1 Already authenticated"],
    },
  ])("$title", async ({ lines, replies }) => {
    const client = await relay.hello();
    const heard = [];
    for (const line of lines) heard.push(await client.say(line));
    expect(heard.map((reply) => (reply === "334" ? "334 " : reply))).toEqual(replies);
    client.end();
  });

  test("inside of a transaction is refused", async () => {
    const both = { permissionGroups: ["AnonymousUsers", "ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] };
    const mixed = await startFixture({ connectors: [{ ...CRM, ...both }], domains: [CONTOSO] }, { verifyCredentials });
    const client = await mixed.hello();
    await client.say("MAIL FROM:<a@fabrikam.com>");
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe("503 5.5.1 AUTH not permitted during a mail transaction");
    client.end();
    await mixed.stop();
  });

  test("is not offered where the connector has no mechanism for it", async () => {
    const none = await startFixture({ connectors: [CRM], domains: [CONTOSO] }, { verifyCredentials });
    const client = await none.hello();
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe("502 5.5.1 Command not implemented");
    client.end();
    await none.stop();
  });

  test("waits for TLS where the mechanism says so, is shown only then, and STARTTLS undoes it", async () => {
    const withTls = { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] };
    const careful = await startFixture(
      { connectors: [{ ...CRM, ...withTls }], domains: [CONTOSO] },
      { verifyCredentials },
    );
    const client = await careful.connect();
    expect(await client.say("EHLO crm")).not.toContain("AUTH");
    expect(await client.say("AUTH GSSAPI")).toBe("504 5.7.4 Unrecognized authentication type");
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe(
      "538 5.7.11 Encryption required for requested authentication mechanism",
    );
    await client.say("STARTTLS");
    await client.startTls();
    expect(await client.say("EHLO crm")).toContain("AUTH LOGIN PLAIN");
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe(SUCCEEDED);
    client.end();
    await careful.stop();
  });

  test("in clear is forgotten when TLS begins", async () => {
    const client = await relay.hello();
    expect(await client.say(`AUTH PLAIN ${GOOD}`)).toBe(SUCCEEDED);
    await client.say("STARTTLS");
    await client.startTls();
    await client.say("EHLO crm");
    expect(await client.say("MAIL FROM:<crm@contoso.com>")).toBe("530 5.7.1 Client was not authenticated");
    client.end();
  });

  test("AuthTarpitInterval: counts from the command, so that a refusal's time does not tell what its check took", async () => {
    const slow = await startFixture(
      { connectors: [{ ...CRM, ...USERS, authTarpitInterval: "00:00:01" }], domains: [CONTOSO] },
      {
        verifyCredentials: async (user) => {
          if (user === "slow") await new Promise((resolve) => setTimeout(resolve, 500));
          return null;
        },
      },
    );
    for (const user of ["slow", "quick"]) {
      const client = await slow.hello();
      const begun = performance.now();
      expect(await client.say(`AUTH PLAIN ${base64(`\0${user}\0x`)}`)).toBe(FAILED);
      const took = performance.now() - begun;
      expect(took).toBeGreaterThan(950);
      expect(took).toBeLessThan(1400);
      client.end();
    }
    await slow.stop();
  });
});
