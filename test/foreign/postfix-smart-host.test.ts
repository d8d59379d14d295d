import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { hasPostfix, startPostfix, type Postfix } from "../../tools/harness/postfix";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { hasProgram, reportMissing } from "../harness/missing-programs";

jest.setTimeout(120_000);

const available = hasPostfix();
let folder: string;
let host: RelayHost;
let postfix: Postfix;
let smtpPort: number;

beforeAll(async () => {
  if (!available) {
    reportMissing({
      program: "postfix",
      untested: "forwarding to a real Postfix",
      install: "as root: apt-get install postfix",
    });
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "relay-foreign-"));
  smtpPort = await freePort();
  postfix = await startPostfix({ port: await freePort(), role: { kind: "deliver" } });
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_foreign_0123456789abcdefghijklmnopqrstuvwx",
  });
  await configure(new ControlCalls(host));
});

afterAll(async () => {
  if (!available) return;
  await host.stop();
  postfix.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function configure(byHand: ControlCalls): Promise<void> {
  await makeCrmByHand(byHand, { port: smtpPort });
  await byHand.create("SendConnector", {
    name: "Postfix",
    addressSpaces: ["*"],
    smartHosts: [`127.0.0.1:${postfix.port}`],
    requireTls: false,
  });
}

/** The body that Postfix keeps of the message with this subject. Its mailbox files have LF where SMTP has CRLF. */
async function deliveredBody(subject: string): Promise<string> {
  const message = await waitFor(
    `"${subject}" in Postfix's mailbox`,
    () => {
      const found = postfix.delivered().find((bytes) => bytes.includes(`Subject: ${subject}\n`));
      return found?.toString("latin1");
    },
    30_000,
  );
  return message.slice(message.indexOf("\n\n") + 2);
}

// Dots at line starts, 8-bit bytes, long lines, trailing blanks and an empty last line: what transports like to mend.
const BODY = [
  "..starts with two dots",
  ".",
  ". one dot and a space",
  `a long line ${"x".repeat(900)}`,
  "gr\u00fc\u00dfe, \u00e9\u00e8, in latin-1 bytes  ",
  randomBytes(300).toString("base64"),
  "",
  "",
];

describe("a real Postfix behind the host", () => {
  test("gets what Python's smtplib sent, byte for byte", async () => {
    if (!available || !hasProgram({ program: "python3", untested: "smtplib", install: "apt-get install python3" }))
      return;
    const message = join(folder, "smtplib.eml");
    const header = "From: crm@contoso.com\r\nTo: customer@fabrikam.com\r\nSubject: from smtplib\r\n\r\n";
    writeFileSync(message, Buffer.from(header + BODY.join("\r\n"), "latin1"));
    execFileSync("python3", [
      "-c",
      "import smtplib,sys\ns=smtplib.SMTP('127.0.0.1',int(sys.argv[1]))\ns.ehlo('crm.contoso.com')\ns.starttls()\n" +
        "s.sendmail('crm@contoso.com',['customer@fabrikam.com'],open(sys.argv[2],'rb').read(),mail_options=['BODY=8BITMIME'])\ns.quit()",
      String(smtpPort),
      message,
    ]);
    expect(await deliveredBody("from smtplib")).toBe(BODY.join("\n"));
  });

  test("gets what swaks sent, with and without STARTTLS", async () => {
    if (!available || !hasProgram({ program: "swaks", untested: "swaks", install: "apt-get install swaks" })) return;
    for (const [subject, tls] of [
      ["from swaks", []],
      ["from swaks over TLS", ["--tls"]],
    ] as const) {
      const said = execFileSync(
        "swaks",
        [
          ...["--server", "127.0.0.1", "--port", String(smtpPort), "--from", "crm@contoso.com"],
          ...[
            "--to",
            "customer@fabrikam.com",
            "--header",
            `Subject: ${subject}`,
            "--body",
            "line one\n.line two\nline three",
          ],
          ...tls,
        ],
        { encoding: "utf8" },
      );
      expect(said).toContain("250 2.6.0 ");
      expect(await deliveredBody(subject)).toMatch(/^line one\n\.line two\nline three\n/);
    }
  });
});
