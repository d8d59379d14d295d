import { X509Certificate } from "node:crypto";
import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createTransport } from "nodemailer";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { hasProgram } from "../harness/missing-programs";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const run = promisify(execFile);

/** The connector asks for TLS before everything, shows a certificate of our authority, and knows one account by its own. */
let relay: RelayFixture;
let folder: string;
let ca: string;
let account: TestPair;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relay-foreign-tls-"));
  const authority = await testCertificate({ commonName: "Contoso CA", purpose: "authority" });
  const server = await testCertificate({
    commonName: "relay.contoso.com",
    dnsNames: ["relay.contoso.com"],
    issuer: authority,
  });
  account = await testCertificate({ commonName: "crm", purpose: "client", issuer: authority });
  ca = authority.cert;
  for (const [name, text] of Object.entries({ "ca.pem": ca, "crm.pem": account.cert, "crm.key": account.key }))
    await writeFile(file(name), text);
  relay = await startFixture({
    connectors: [{ ...CRM, permissionGroups: ["ExchangeUsers"], requireTls: true }],
    domains: [CONTOSO],
    users: [
      {
        username: "crm",
        clientCertificates: [new X509Certificate(account.cert).fingerprint256],
        allowedSenders: ["crm@contoso.com"],
      },
    ],
  });
  expect(await relay.certificates.install({ name: "relay", ...server }, [])).toMatchObject({ ok: true });
});
afterAll(async () => {
  await relay.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => void relay.spool.committed.splice(0));

function expectMail(subject: string): void {
  const [message] = relay.spool.committed;
  expect(message?.origin).toMatchObject({ tls: true, principal: "crm", authMechanism: "certificate" });
  expect(message?.body).toContain(`Subject: ${subject}\r\n`);
}

const openssl = hasProgram({ program: "openssl", untested: "openssl s_client", install: "apt-get install openssl" });
const swaks = hasProgram({ program: "swaks", untested: "TLS with swaks", install: "apt-get install swaks" });
const python = hasProgram({ program: "python3", untested: "TLS with smtplib", install: "apt-get install python3" });

/** What openssl s_client says and hears; its input is sent line by line, each after the reply to the one before. */
async function sClient(flags: readonly string[], lines: readonly string[] = ["QUIT"]): Promise<string> {
  const where = [
    "-connect",
    `127.0.0.1:${relay.port}`,
    "-starttls",
    "smtp",
    "-crlf",
    "-ign_eof",
    "-verifyCAfile",
    file("ca.pem"),
  ];
  const name = ["-verify_hostname", "relay.contoso.com", "-verify_return_error", "-servername", "relay.contoso.com"];
  const child = spawn("openssl", ["s_client", ...where, ...name, ...flags], { stdio: ["pipe", "pipe", "pipe"] });
  let heard = "";
  let sent = 0;
  const listen = (text: string) => {
    heard += text;
    // s_client shows the last line of its own EHLO, on stderr, then the answers to ours.
    const replies = heard.match(/^\d{3} /gm)?.length ?? 0;
    while (sent < replies) child.stdin.write(`${lines[sent++] ?? "QUIT"}\n`);
  };
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  child.stdin.on("error", () => undefined);
  await new Promise((resolve) => child.once("close", resolve));
  return heard;
}

describe("openssl s_client -starttls smtp", () => {
  test("verifies chain and name, and speaks TLS 1.3", async () => {
    if (!openssl) return;
    const heard = await sClient([]);
    expect(heard).toMatch(/Verify return code: 0 \(ok\)/);
    expect(heard).toMatch(/TLSv1\.3/);
    expect(heard).toMatch(/subject=CN = relay\.contoso\.com/);
  });

  test("speaks TLS 1.2, and nothing older", async () => {
    if (!openssl) return;
    expect(await sClient(["-tls1_2"])).toMatch(/Protocol +: TLSv1\.2/);
    for (const old of ["-tls1_1", "-tls1"]) {
      expect(await sClient([old, "-cipher", "DEFAULT@SECLEVEL=0"])).toMatch(
        /alert protocol version|no protocols available/,
      );
    }
  });

  test("with -cert and -key is the account whose certificate that is; without, nobody", async () => {
    if (!openssl) return;
    const commands = ["EHLO crm", "MAIL FROM:<crm@contoso.com>", "QUIT"];
    expect(await sClient([], commands)).toContain("530 5.7.1 Client was not authenticated");
    expect(await sClient(["-cert", file("crm.pem"), "-key", file("crm.key")], commands)).toContain(
      "250 2.1.0 Sender OK",
    );
  });
});

test("swaks --tls with a client certificate sends as its account", async () => {
  if (!swaks) return;
  const server = ["--server", `127.0.0.1:${relay.port}`, "--ehlo", "crm.contoso.com", "--tls"];
  const tls = ["--tls-cert", file("crm.pem"), "--tls-key", file("crm.key"), "--tls-ca-path", file("ca.pem")];
  const letter = ["--from", "crm@contoso.com", "--to", "customer@fabrikam.com", "--header", "Subject: from swaks"];
  const { stdout } = await run("swaks", [...server, ...tls, ...letter]);
  expect(stdout).toMatch(/250 2\.6\.0/);
  expectMail("from swaks");
});

test("swaks without --tls is told to use STARTTLS", async () => {
  if (!swaks) return;
  const flags = ["--server", `127.0.0.1:${relay.port}`, "--from", "crm@contoso.com", "--to", "customer@fabrikam.com"];
  await expect(run("swaks", flags)).rejects.toMatchObject({
    stdout: expect.stringContaining("530 5.7.0 Must issue a STARTTLS command first") as unknown,
  });
});

const PYTHON = `
import smtplib, ssl, sys
port, folder = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context(cafile=folder + "/ca.pem")
context.load_cert_chain(folder + "/crm.pem", folder + "/crm.key")
client = smtplib.SMTP(timeout=20, local_hostname="crm.contoso.com")
client._host = "relay.contoso.com"
client.connect("127.0.0.1", port)
client.starttls(context=context)
client.sendmail("crm@contoso.com", ["customer@fabrikam.com"], b"From: crm@contoso.com\\r\\nSubject: from python\\r\\n\\r\\nx\\r\\n")
client.quit()
`;

test("Python's smtplib verifies the host, and sends by its certificate", async () => {
  if (!python) return;
  await run("python3", ["-c", PYTHON, String(relay.port), folder]);
  expectMail("from python");
});

test("nodemailer verifies the host, and sends by its certificate", async () => {
  const transport = createTransport({
    host: "127.0.0.1",
    port: relay.port,
    requireTLS: true,
    tls: { ca, servername: "relay.contoso.com", cert: account.cert, key: account.key },
  });
  await transport.sendMail({
    from: "crm@contoso.com",
    to: "customer@fabrikam.com",
    subject: "from nodemailer",
    text: "x",
  });
  transport.close();
  expectMail("from nodemailer");
});
