import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../../tools/harness/wait-for";
import type { SmtpConversation } from "../harness/smtp-conversation";
import { testCertificate, type TestCertificateOptions, type TestPair } from "../harness/test-certificates";
import { CONTOSO, CRM, type FixtureConfig, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const REQUIRED = "530 5.7.0 Client certificate required for this sender domain";
const REFUSED = "550 5.7.0 Client certificate not accepted";
const OK = "250 2.1.0 Sender OK";

let folder: string;
let caFile: string;
let authority: TestPair;
let relay: RelayFixture;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relay-client-ca-"));
  caFile = join(folder, "ca.pem");
  authority = await testCertificate({ commonName: "Partner CA", purpose: "authority" });
  writeFileSync(caFile, authority.cert);
});
afterAll(() => rm(folder, { recursive: true }));

const clientPair = (changes: Partial<TestCertificateOptions> = {}) =>
  testCertificate({
    commonName: "fabrikam.com",
    dnsNames: ["fabrikam.com", "mail.fabrikam.com"],
    purpose: "client",
    issuer: authority,
    ...changes,
  });

async function secured(own?: TestPair): Promise<SmtpConversation> {
  const client = await relay.hello();
  await client.say("STARTTLS");
  await client.startTls(own ?? {});
  await client.say("EHLO mail.fabrikam.com");
  return client;
}

async function mailFrom(address: string, own?: TestPair): Promise<string> {
  const client = await secured(own);
  const answer = await client.say(`MAIL FROM:<${address}>`);
  client.end();
  return answer;
}

describe("DomainSecureEnabled", () => {
  const config = (changes: object = {}): FixtureConfig => ({
    connectors: [
      {
        ...CRM,
        permissionGroups: ["AnonymousUsers", "Partners"],
        domainSecureEnabled: true,
        protocolLoggingLevel: "Verbose",
        ...changes,
      },
    ],
    domains: [CONTOSO],
    transport: { tlsReceiveDomainSecureList: ["fabrikam.com"] },
  });
  beforeAll(async () => {
    relay = await startFixture(config(), { clientCaFile: caFile });
  });
  afterAll(() => relay.stop());

  test("DomainSecureEnabled: a sender of TLSReceiveDomainSecureList needs a certificate, in clear and over TLS", async () => {
    const clear = await relay.hello();
    expect(await clear.say("MAIL FROM:<crm@fabrikam.com>")).toBe(REQUIRED);
    clear.end();
    expect(await mailFrom("crm@fabrikam.com")).toBe(REQUIRED);
    expect(await mailFrom("crm@example.org")).toBe(OK);
    expect(await mailFrom("")).toBe(OK);
  });

  test.each<{ title: string; changes: Partial<TestCertificateOptions>; answer: string }>([
    { title: "one that an authority of --client-ca issued for the domain", changes: {}, answer: OK },
    { title: "an expired one", changes: { days: -1 }, answer: REFUSED },
    { title: "one for another domain", changes: { commonName: "a", dnsNames: ["example.org"] }, answer: REFUSED },
    { title: "one for a host below the domain only", changes: { dnsNames: ["mail.fabrikam.com"] }, answer: REFUSED },
    { title: "one for servers", changes: { purpose: "server" }, answer: REFUSED },
  ])("DomainSecureEnabled: with $title the answer is $answer", async ({ changes, answer }) => {
    expect(await mailFrom("crm@fabrikam.com", await clientPair(changes))).toBe(answer);
  });

  test("DomainSecureEnabled: one that signed itself is refused", async () => {
    const own = await testCertificate({ commonName: "fabrikam.com", dnsNames: ["fabrikam.com"], purpose: "client" });
    expect(await mailFrom("crm@fabrikam.com", own)).toBe(REFUSED);
  });

  test("DomainSecureEnabled: such a transaction is Partner Servers', and the next one is whoever the session is", async () => {
    const client = await secured(await clientPair());
    expect(await client.say("MAIL FROM:<crm@fabrikam.com>")).toBe(OK);
    expect(await client.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    for (const command of ["RCPT TO:<anna@contoso.com>", "DATA"]) await client.say(command);
    expect(await client.say("From: crm@mail.fabrikam.com\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    expect(relay.spool.committed.at(-1)?.origin).toMatchObject({
      principal: "MS Exchange\\Partner Servers",
      authAs: "Partner",
      authMechanism: "certificate",
    });
    for (const command of ["MAIL FROM:<x@example.org>", "RCPT TO:<anna@contoso.com>", "DATA"])
      await client.say(command);
    await client.say("From: x@example.org\r\n\r\nx\r\n.");
    expect(relay.spool.committed.at(-1)?.origin).toMatchObject({ authAs: "Anonymous", authMechanism: "none" });
    client.end();
  });

  test("ProtocolLoggingLevel: the log tells the client's certificate, and the rights of a partner at its MAIL", async () => {
    const partner = await clientPair();
    const thumbprint = new X509Certificate(partner.cert).fingerprint256.replaceAll(":", "");
    expect(await mailFrom("crm@fabrikam.com", partner)).toBe(OK);
    const read = async () => {
      const names = (await readdir(relay.directory)).filter((name) => name.startsWith("RECV"));
      return (await Promise.all(names.map((name) => readFile(join(relay.directory, name), "utf8")))).join("");
    };
    await waitFor("the log to be written", async () => (await read()).includes(thumbprint));
    expect(await read()).toMatch(new RegExp(`,\\*,${thumbprint},Certificate thumbprint\r\n`));
    expect(await read()).toMatch(/,\*,fabrikam\.com;mail\.fabrikam\.com,Certificate alternate names\r\n/);
    expect(await read()).toMatch(
      /MAIL FROM:<crm@fabrikam\.com>,\r\n[^\n]*,\*,SMTPSubmit AcceptRoutingHeaders,Set Session Permissions\r\n/,
    );
  });

  test("DomainSecureEnabled: a partner's header author must be named by its certificate", async () => {
    const client = await secured(await clientPair());
    for (const command of ["MAIL FROM:<crm@fabrikam.com>", "RCPT TO:<anna@contoso.com>", "DATA"])
      await client.say(command);
    expect(await client.say("From: boss@contoso.com\r\n\r\nx\r\n.")).toBe(
      "550 5.7.1 Not authorized to send for this author",
    );
    client.end();
  });

  test("DomainSecureEnabled: without the group Partners a partner may not submit", async () => {
    await relay.configure(config({ permissionGroups: ["AnonymousUsers"] }));
    expect(await mailFrom("crm@fabrikam.com", await clientPair())).toBe("550 5.7.1 Submission not authorized");
    await relay.configure(config());
  });

  test("where it is off nobody is asked for a certificate, and nobody needs one", async () => {
    await relay.configure(config({ domainSecureEnabled: false }));
    relay.logged.splice(0);
    expect(await mailFrom("crm@fabrikam.com", await clientPair())).toBe(OK);
    expect(relay.logged.map(({ message }) => message)).not.toContain("a client showed a certificate");
    await relay.configure(config());
  });

  test("the authorities are read again when their file changes; a bad one changes nothing", async () => {
    const other = await testCertificate({ commonName: "Other CA", purpose: "authority" });
    const ofOther = await clientPair({ issuer: other });
    expect(await mailFrom("crm@fabrikam.com", ofOther)).toBe(REFUSED);
    writeFileSync(caFile, `${authority.cert}\n${other.cert}`);
    await relay.certificates.reload();
    expect(await mailFrom("crm@fabrikam.com", ofOther)).toBe(OK);
    writeFileSync(caFile, "garbage");
    await relay.certificates.reload();
    expect(await mailFrom("crm@fabrikam.com", ofOther)).toBe(OK);
    expect(relay.certificates.problems()).toEqual([
      expect.stringMatching(/^--client-ca: .* holds no PEM certificate\. The ones read before stay in use\.$/),
    ]);
    writeFileSync(caFile, authority.cert);
    await relay.certificates.reload();
  });
});

describe("a client certificate of a RelayUser", () => {
  let printer: TestPair;
  const config = (changes: { connector?: object; user?: object } = {}): FixtureConfig => ({
    connectors: [
      {
        ...CRM,
        permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
        authMechanism: ["Tls", "BasicAuth"],
        ...changes.connector,
      },
    ],
    permissions: [],
    domains: [CONTOSO],
    users: [
      {
        username: "printer",
        clientCertificates: [new X509Certificate(printer.cert).fingerprint256],
        allowedSenders: ["printer@contoso.com"],
        ...changes.user,
      },
    ],
  });
  beforeAll(async () => {
    printer = await testCertificate({ commonName: "printer", purpose: "client" });
    relay = await startFixture(config());
  });
  afterAll(() => relay.stop());
  beforeEach(() => relay.configure(config()));

  test("clientCertificates: logs it in, though it signed itself, and relays as its allowedSenders only", async () => {
    const client = await secured(printer);
    expect(await client.say("AUTH PLAIN AGEAYg==")).toBe("503 5.5.1 Already authenticated");
    expect(await client.say("MAIL FROM:<boss@contoso.com>")).toBe(
      "550 5.7.1 Client does not have permissions to send as this sender",
    );
    for (const command of ["MAIL FROM:<printer@contoso.com>", "RCPT TO:<x@example.org>", "DATA"])
      await client.say(command);
    expect(await client.say("From: printer@contoso.com\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0/);
    const message = relay.spool.committed.at(-1);
    expect(message?.origin).toMatchObject({ principal: "printer", authAs: "Internal", authMechanism: "certificate" });
    expect(message?.body).toMatch(/with ESMTPSA\r\n/);
    client.end();
  });

  test.each<{ title: string; changes: { connector?: object; user?: object } }>([
    { title: "a disabled account", changes: { user: { enabled: false } } },
    {
      title: "an account with another certificate",
      changes: { user: { clientCertificates: [`${"AB:".repeat(31)}AB`] } },
    },
    { title: "an account that may not submit here", changes: { connector: { permissionGroups: ["AnonymousUsers"] } } },
  ])("clientCertificates: $title stays anonymous", async ({ changes }) => {
    await relay.configure(config(changes));
    const client = await secured(printer);
    expect(await client.say("MAIL FROM:<x@example.org>")).toBe(OK);
    expect(await client.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    client.end();
  });

  test("clientCertificates: an expired one logs nobody in", async () => {
    const old = await testCertificate({ commonName: "printer", purpose: "client", days: -1 });
    await relay.configure(config({ user: { clientCertificates: [new X509Certificate(old.cert).fingerprint256] } }));
    const client = await secured(old);
    await client.say("MAIL FROM:<x@example.org>");
    expect(await client.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    client.end();
  });

  test("clientCertificates: a TLS session cannot be taken up again, so that the certificate is proved each time", async () => {
    const first = await relay.hello();
    await first.say("STARTTLS");
    const socket = await first.startTls(printer);
    const session = await new Promise<Buffer>((resolve) => {
      socket.once("session", resolve);
      void first.say("NOOP");
    });
    first.end();
    const second = await relay.hello();
    await second.say("STARTTLS");
    expect((await second.startTls({ session })).isSessionReused()).toBe(false);
    await second.say("EHLO crm");
    await second.say("MAIL FROM:<x@example.org>");
    expect(await second.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    second.end();
  });

  test("a client without a certificate is nobody else than before", async () => {
    const client = await secured();
    expect(await client.say("MAIL FROM:<x@example.org>")).toBe(OK);
    expect(await client.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    client.end();
  });

  test("an entry for the account counts, on a connector that takes no passwords too", async () => {
    await relay.configure({
      ...config({ connector: { permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls"], requireTls: true } }),
      permissions: [{ ...RELAY, principal: "printer", access: "Deny" }],
    });
    const client = await secured(printer);
    expect(await client.say("MAIL FROM:<printer@contoso.com>")).toBe(OK);
    expect(await client.say("RCPT TO:<x@example.org>")).toBe("550 5.7.1 Unable to relay");
    expect(await client.say("RCPT TO:<anna@contoso.com>")).toBe("250 2.1.5 Recipient OK");
    client.end();
  });
});
