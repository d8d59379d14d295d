import { execFile } from "node:child_process";
import { promisify } from "node:util";
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
