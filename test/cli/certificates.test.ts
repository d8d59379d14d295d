import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { SmtpConversation } from "../harness/smtp-conversation";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { runRelayctl } from "./run-relayctl";

const TOKEN = "relay_certificates_0123456789abcdefghijklmnopqr";
const NAME = "<I>CN=Contoso CA<S>CN=mail.contoso.com";

let folder: string;
let host: RelayHost;
let port: number;
let authority: TestPair;
const file = (name: string) => join(folder, name);
const leaf = (days = 90) =>
  testCertificate({ commonName: "mail.contoso.com", dnsNames: ["mail.contoso.com"], issuer: authority, days });

function write(name: string, { cert, key }: TestPair): readonly string[] {
  writeFileSync(file(`${name}.pem`), cert);
  writeFileSync(file(`${name}.key`), key, { mode: 0o600 });
  return ["--cert", file(`${name}.pem`), "--key", file(`${name}.key`)];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-certificates-"));
  authority = await testCertificate({ commonName: "Contoso CA", purpose: "authority" });
  port = await freePort();
  const option = write(
    "option",
    await testCertificate({ commonName: "relay.contoso.com", dnsNames: ["relay.contoso.com"] }),
  );
  host = await startRelayHost({
    dataDir: file("host"),
    token: TOKEN,
    flags: [
      "--hostname",
      "relay.contoso.com",
      "--smtp-tls-cert",
      option[1] as string,
      "--smtp-tls-key",
      option[3] as string,
    ],
  });
});
afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function shown(): Promise<string> {
  const client = await SmtpConversation.open({ port });
  await client.reply();
  await client.say("EHLO crm");
  await client.say("STARTTLS");
  const certificate = (await client.startTls()).getPeerX509Certificate() as X509Certificate;
  client.end();
  return certificate.fingerprint256;
}

const fingerprint = ({ cert }: TestPair) => new X509Certificate(cert).fingerprint256;

async function declare(settings: object) {
  const answer = await fetch(`${host.endpoint}/v1/receive-connectors`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ settings }),
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
}

const CONNECTOR = () => ({
  name: "Mail",
  bindings: [`127.0.0.1:${port}`],
  remoteIpRanges: ["127.0.0.0/8"],
  authMechanism: ["Tls"],
  tlsCertificateName: NAME,
});

test("a host's certificates are listed, imported, named by a connector, renewed in place and read again at SIGHUP", async () => {
  expect(await declare(CONNECTOR())).toMatchObject({ status: 422, body: { code: "RELAY_CERTIFICATE_UNUSABLE" } });
  const mail = await leaf();
  const imported = await runRelayctl(["certificate", "import", ...write("mail", mail)], { host });
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  expect(imported.stdout).toContain(`tlsCertificateName  ${NAME}\n`);
  expect(await declare(CONNECTOR())).toMatchObject({ status: 201 });
  expect(await shown()).toBe(fingerprint(mail));

  const renewed = await leaf(180);
  expect(
    (await runRelayctl(["certificate", "import", "--name", "mail", ...write("next", renewed)], { host })).code,
  ).toBe(0);
  expect(await shown()).toBe(fingerprint(renewed));

  const again = await leaf(200);
  write("host/certificates/mail", again);
  host.process.kill("SIGHUP");
  await waitFor("the third to be shown", async () => (await shown()) === fingerprint(again));

  const { stdout } = await runRelayctl(["certificate", "list"], { host });
  expect(stdout).toMatch(
    /^--smtp-tls-cert \(usable\)\n {2}tlsCertificateName {2}<I>CN=relay\.contoso\.com<S>CN=relay\.contoso\.com\n/,
  );
  expect(stdout).toContain(`mail (usable)\n  tlsCertificateName  ${NAME}\n  for                 mail.contoso.com\n`);
});

test("a pair that does not fit is refused with the reason, and readiness and status tell of one that broke on disk", async () => {
  const good = await leaf();
  const bad = write("bad", { cert: good.cert, key: (await leaf()).key });
  const { code, stderr } = await runRelayctl(["certificate", "import", "--name", "mail", ...bad], { host });
  expect(code).not.toBe(0);
  expect(stderr).toContain("Certificate mail has a key that does not belong to the certificate.");
  const before = await shown();
  writeFileSync(file("host/certificates/mail.pem"), good.cert);
  await waitFor("readiness to tell", async () =>
    (await (await fetch(`${host.endpoint}/readyz`)).text()).includes("stays in use"),
  );
  expect((await fetch(`${host.endpoint}/readyz`)).status).toBe(200);
  expect((await runRelayctl(["status"], { host })).stdout).toMatch(
    /^! Certificate mail has a key that does not belong .* stays in use\.$/m,
  );
  expect(host.log()).toContain("Certificate mail has a key that does not belong");
  expect(await shown()).toBe(before);
});

test("files that are not there end import with 2", async () => {
  const args = ["certificate", "import", "--cert", file("nowhere.pem"), "--key", file("nowhere.key")];
  const { code, stderr } = await runRelayctl(args, { host });
  expect(code).toBe(2);
  expect(stderr).toMatch(/nowhere\.pem cannot be read: ENOENT/);
});

test.each([
  {
    title: "authorities that are not there",
    flags: ["--client-ca", "nowhere.pem"],
    says: /--client-ca: The TLS file nowhere\.pem cannot be read/,
  },
  {
    title: "a key that does not fit",
    flags: ["--smtp-tls-cert", "a.pem", "--smtp-tls-key", "b.key"],
    says: /Certificate --smtp-tls-cert has a key that does not belong to the certificate/,
  },
])("serve with $title does not start", async ({ flags, says }) => {
  write("a", await leaf());
  write("b", await leaf());
  const paths = flags.map((flag) => (/\.(pem|key)$/.test(flag) && flag !== "nowhere.pem" ? file(flag) : flag));
  const { code, stderr } = await runRelayctl(["serve", "--data-dir", file("other"), "--api", "127.0.0.1:0", ...paths]);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
});
