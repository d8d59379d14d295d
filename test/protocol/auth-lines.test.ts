import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CredentialsOutcome } from "../../model";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const SUCCEEDED = "235 2.7.0 Authentication Succeeded";
const FAILED = "535 5.7.3 Authentication unsuccessful";
const TOO_LONG = "500 5.5.6 Authentication exchange line is too long";
const CANCELLED = "501 5.7.0 Authentication cancelled";
const UNREADABLE = "501 5.5.2 Cannot decode the response";

// Long enough for the longest line: 12,288 octets with CRLF are "AUTH PLAIN " and 12,275 of base64, of which whole
// groups of four are 12,272.
const LONGEST = `\0crm\0${"p".repeat(9204 - 5)}`;

const verifyCredentials = (user: string, password: string): Promise<CredentialsOutcome | null> =>
  Promise.resolve(
    user === "crm" && (password === "secret" || password.startsWith("ppp"))
      ? { outcome: "good", account: "crm", userId: "u1", groups: [], allowedSenders: new Set(["contoso.com"]) }
      : null,
  );

describe("the lines of AUTH", () => {
  let relay: RelayFixture;

  beforeEach(async () => {
    const connector = {
      ...CRM,
      permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth"],
      maxProtocolErrors: "unlimited",
      maxLogonFailures: 0,
      authTarpitInterval: "00:00:00",
      protocolLoggingLevel: "Verbose",
    };
    relay = await startFixture({ connectors: [connector], domains: [CONTOSO] }, { verifyCredentials });
  });
  afterEach(() => relay.stop());

  test.each([
    { title: "of the longest that must be taken", lines: [`AUTH PLAIN ${base64(LONGEST)}`], replies: [SUCCEEDED] },
    { title: "over 12 KiB, as an initial response", lines: [`AUTH PLAIN ${"A".repeat(12_280)}`], replies: [TOO_LONG] },
    { title: "over 12 KiB, as an answer", lines: ["AUTH PLAIN", "A".repeat(12_288)], replies: ["334", TOO_LONG] },
    {
      title: "over 12 KiB, as a password",
      lines: ["AUTH LOGIN", base64("crm"), "A".repeat(12_288)],
      replies: ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", TOO_LONG],
    },
    { title: "cancelled at the user's name", lines: ["AUTH LOGIN", "*"], replies: ["334 VXNlcm5hbWU6", CANCELLED] },
    {
      title: "cancelled at the password",
      lines: [`AUTH LOGIN ${base64("crm")}`, "*"],
      replies: ["334 UGFzc3dvcmQ6", CANCELLED],
    },
    {
      title: "that are no base64",
      lines: ["AUTH LOGIN", "crm!", "AUTH LOGIN", base64("crm"), "sec=ret="],
      replies: ["334 VXNlcm5hbWU6", UNREADABLE, "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", UNREADABLE],
    },
    { title: "with an empty initial response", lines: ["AUTH LOGIN ="], replies: ["334 UGFzc3dvcmQ6"] },
    {
      title: "with more words than two",
      lines: ["AUTH PLAIN AGE= AGE="],
      replies: ["501 5.5.4 Invalid parameter value"],
    },
    {
      title: "that look like commands",
      lines: ["AUTH LOGIN", "QUIT", "NOOP"],
      replies: ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", FAILED],
    },
    {
      title: "inside a transaction",
      lines: ["MAIL FROM:<a@fabrikam.com>", `AUTH PLAIN ${base64("\0crm\0secret")}`],
      replies: ["250 2.1.0 Sender OK", "503 5.5.1 AUTH not permitted during a mail transaction"],
    },
  ])("$title", async ({ lines, replies }) => {
    const client = await relay.hello();
    const heard = [];
    for (const line of lines) heard.push((await client.say(line)).trimEnd());
    expect(heard).toEqual(replies);
    // An exchange that failed is over.
    if (!heard.at(-1)?.startsWith("334")) expect(await client.say("NOOP")).toBe("250 2.0.0 OK");
    client.end();
  });

  test("over 16 KiB, or 64 KiB without an end, close the connection, and nothing piles up", async () => {
    for (const line of [`AUTH PLAIN ${"A".repeat(17_000)}\r\n`, "A".repeat(65_536)]) {
      const client = await relay.hello();
      client.write(line);
      expect(await client.reply()).toBe("421 4.7.0 Command line too long");
      await client.closed();
    }
  });

  test("never reach the protocol log, refused, cancelled or sent without a question", async () => {
    const secret = base64("\0crm\0hunter2hunter2");
    const client = await relay.hello();
    const lines = [
      `AUTH PLAIN ${secret}`,
      "AUTH PLAIN",
      secret,
      "AUTH LOGIN",
      base64("crm"),
      base64("hunter2hunter2"),
      `AUTH GSSAPI ${secret}`,
      secret,
      `AUTH\t${secret}`,
      `AUTHPLAIN ${secret}`,
      `auth plain ${secret} more`,
      "MAIL FROM:<a@fabrikam.com>",
      `AUTH PLAIN ${secret}`,
      secret,
    ];
    for (const line of lines) await client.say(line);
    await client.say("QUIT");
    client.end();
    await relay.service.close({ graceMs: 0 });
    const files = (await readdir(relay.directory)).filter((name) => name.startsWith("RECV"));
    const log = (await Promise.all(files.map((name) => readFile(join(relay.directory, name), "utf8")))).join("");
    expect(log).toContain("AUTH PLAIN <authentication data>");
    expect(log).not.toContain(secret);
    expect(log).not.toContain(base64("hunter2hunter2"));
    expect(JSON.stringify(relay.logged)).not.toContain("hunter2");
  });
});
