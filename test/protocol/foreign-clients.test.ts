import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { createTransport } from "nodemailer";
import { hasProgram } from "../harness/missing-programs";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const run = promisify(execFile);

const PYTHON = `
import smtplib, ssl, sys
port, how = int(sys.argv[1]), sys.argv[2]
client = smtplib.SMTP("127.0.0.1", port, local_hostname="crm.contoso.com", timeout=20)
if how == "tls":
    client.starttls(context=ssl._create_unverified_context())
refused = client.sendmail("crm@fabrikam.com", ["customer@fabrikam.com", "second@contoso.com"],
    b"From: crm@fabrikam.com\\r\\nSubject: from python\\r\\n\\r\\n.dot\\r\\n..two\\r\\n" + "gr\\u00fc\\u00df".encode() + b"\\r\\n",
    mail_options=["BODY=8BITMIME"])
print("refused", refused)
client.quit()
`;

const PYTHON_EXTENSIONS = `
import smtplib, sys
from email.message import EmailMessage
from email.policy import SMTPUTF8
client = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), local_hostname="crm.contoso.com", timeout=20)
client.ehlo()
print(sorted(client.esmtp_features))
client.sendmail("crm@fabrikam.com", ["customer@fabrikam.com"], b"From: crm@fabrikam.com\\r\\n\\r\\ndsn\\r\\n",
    mail_options=["RET=HDRS", "ENVID=QQ314159"],
    rcpt_options=["NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;customer@fabrikam.com"])
message = EmailMessage(policy=SMTPUTF8)
message["From"], message["To"], message["Subject"] = "gr\u00fc\u00dfe@fabrikam.com", "\u00fcnal@fabrikam.com", "\u00fc"
message.set_content("x")
client.send_message(message)
client.quit()
`;

describe("clients of other makers", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
  });
  afterAll(() => relay.stop());
  beforeEach(() => void relay.spool.committed.splice(0));

  const swaks = hasProgram({ program: "swaks", untested: "mail from swaks", install: "apt-get install swaks" });
  const python = hasProgram({
    program: "python3",
    untested: "mail from Python's smtplib",
    install: "apt-get install python3",
  });

  test.each([
    { title: "in clear", flags: [] },
    { title: "over TLS", flags: ["-tls"] },
    { title: "pipelined", flags: ["--pipeline"] },
  ])("swaks sends $title", async ({ flags }) => {
    if (!swaks) return;
    const server = ["--server", `127.0.0.1:${relay.port}`, "--ehlo", "crm.contoso.com"];
    const letter = ["--from", "crm@fabrikam.com", "--to", "customer@fabrikam.com", "--body", ".hello from swaks"];
    const { stdout } = await run("swaks", [...server, ...letter, ...flags]);
    expect(stdout).toMatch(/250 2\.6\.0 <[^>]+> \[InternalId=/);
    expect(relay.spool.committed[0]?.body).toMatch(/\r\n\r\n\.hello from swaks\r\n/);
    expect(relay.spool.committed[0]?.origin.tls).toBe(flags.includes("-tls"));
  });

  test("DeliveryStatusNotificationEnabled and SmtpUtf8Enabled: Python's smtplib uses both", async () => {
    if (!python) return;
    const connector = { ...CRM, smtpUtf8Enabled: true };
    await relay.configure({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
    const { stdout } = await run("python3", ["-c", PYTHON_EXTENSIONS, String(relay.port)]);
    for (const keyword of ["size", "pipelining", "dsn", "8bitmime", "binarymime", "chunking", "smtputf8"]) {
      expect(stdout).toContain(`'${keyword}'`);
    }
    const [first, second] = relay.spool.committed;
    expect(first).toMatchObject({ dsn: { ret: "HDRS", envid: "QQ314159" }, smtpUtf8: false });
    expect(first?.recipients[0]?.dsn).toEqual({
      notify: ["SUCCESS", "FAILURE"],
      orcpt: "rfc822;customer@fabrikam.com",
    });
    expect(second).toMatchObject({ smtpUtf8: true, sender: "gr\u00fc\u00dfe@fabrikam.com" });
  });

  test("DeliveryStatusNotificationEnabled, SmtpUtf8Enabled and EightBitMimeEnabled: nodemailer uses them", async () => {
    const connector = { ...CRM, smtpUtf8Enabled: true };
    await relay.configure({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
    const sender = createTransport({ host: "127.0.0.1", port: relay.port, tls: { rejectUnauthorized: false } });
    await sender.sendMail({
      from: "gr\u00fc\u00dfe@fabrikam.com",
      to: "\u00fcnal@fabrikam.com",
      text: ".hello\n..from nodemailer",
      dsn: { id: "a+b=c", return: "headers", notify: ["failure", "delay"], recipient: "crm@fabrikam.com" },
    });
    sender.close();
    const [message] = relay.spool.committed;
    expect(message).toMatchObject({ dsn: { ret: "HDRS", envid: "a+2Bb+3Dc" }, smtpUtf8: true });
    expect(message?.recipients[0]?.dsn).toEqual({ notify: ["FAILURE", "DELAY"], orcpt: "rfc822;crm@fabrikam.com" });
    expect(message?.body).toMatch(/\r\n\.hello\r\n\.\.from nodemailer\r\n/);
  });

  test("EnhancedStatusCodesEnabled, PipeliningEnabled, ChunkingEnabled: swaks does without them", async () => {
    if (!swaks) return;
    const off = { enhancedStatusCodesEnabled: false, pipeliningEnabled: false, chunkingEnabled: false };
    const connector = { ...CRM, ...off, binaryMimeEnabled: false };
    await relay.configure({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
    const server = ["--server", `127.0.0.1:${relay.port}`, "--ehlo", "crm.contoso.com"];
    const letter = ["--from", "crm@fabrikam.com", "--to", "customer@fabrikam.com", "--body", "x"];
    const { stdout } = await run("swaks", [...server, ...letter]);
    expect(stdout).toMatch(/<-\s+250 <[^>]+> \[InternalId=/);
    expect(stdout).not.toMatch(/PIPELINING|CHUNKING/);
  });

  test.each(["plain", "tls"])("Python's smtplib sends (%s), byte for byte", async (how) => {
    if (!python) return;
    const { stdout } = await run("python3", ["-c", PYTHON, String(relay.port), how]);
    expect(stdout).toContain("refused {}");
    const [message] = relay.spool.committed;
    expect(message?.bodyType).toBe("8BITMIME");
    expect(message?.recipients.map(({ address }) => address)).toEqual(["customer@fabrikam.com", "second@contoso.com"]);
    const sent = Buffer.from(
      "From: crm@fabrikam.com\r\nSubject: from python\r\n\r\n.dot\r\n..two\r\ngr\u00fc\u00df\r\n",
    );
    expect(message?.body.endsWith(sent.toString("latin1"))).toBe(true);
  });
});
