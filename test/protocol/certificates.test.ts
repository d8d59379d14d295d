import { X509Certificate } from "node:crypto";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../tools/harness/wait-for";
import type { SmtpConversation } from "../harness/smtp-conversation";
import { testCertificate, type TestCertificateOptions, type TestPair } from "../harness/test-certificates";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const MAIL_NAME = "<I>CN=Contoso CA, O=Contoso<S>CN=mail.contoso.com, O=Contoso";

let authority: TestPair;
let relay: RelayFixture;

beforeAll(async () => {
  authority = await testCertificate({ commonName: "Contoso CA", organization: "Contoso", purpose: "authority" });
});
beforeEach(async () => {
  relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
});
afterEach(() => relay.stop());

const leaf = (host: string, changes: Partial<TestCertificateOptions> = {}) =>
  testCertificate({ commonName: host, organization: "Contoso", dnsNames: [host], issuer: authority, ...changes });

function path(name: string): string {
  return join(relay.directory, "certificates", name);
}

/** As a careful program does it: each file whole, the key first. */
function place(name: string, { cert, key }: TestPair, form = "pem"): void {
  for (const [suffix, text] of [["key", key] as const, [form, cert] as const]) {
    writeFileSync(path(`.${name}.${suffix}`), text, { mode: 0o600 });
    renameSync(path(`.${name}.${suffix}`), path(`${name}.${suffix}`));
  }
}

async function secured(): Promise<{ client: SmtpConversation; shown: string }> {
  const client = await relay.hello();
  await client.say("STARTTLS");
  const socket = await client.startTls();
  await client.say("EHLO crm.contoso.com");
  return { client, shown: fingerprint(socket.getPeerX509Certificate() as X509Certificate) };
}

async function shown(): Promise<string> {
  const { client, shown: certificate } = await secured();
  client.end();
  return certificate;
}

function fingerprint(certificate: X509Certificate | TestPair): string {
  return ("cert" in certificate ? new X509Certificate(certificate.cert) : certificate).fingerprint256;
}

const says = (message: string) => relay.logged.some((line) => line.message.includes(message));
const seen = (pair: TestPair) => relay.certificates.list().some((one) => one.fingerprint === fingerprint(pair));

describe("which certificate STARTTLS shows", () => {
  test("TlsCertificateName: the one of that issuer and subject, the newest of several", async () => {
    const [old, mail, other] = [
      await leaf("mail.contoso.com"),
      await leaf("mail.contoso.com", { days: 120 }),
      await leaf("relay.contoso.com"),
    ];
    place("old", old);
    place("new", mail, "crt");
    place("other", other);
    await relay.certificates.reload();
    await relay.configure({ connectors: [{ ...CRM, tlsCertificateName: MAIL_NAME }] });
    expect(await shown()).toBe(fingerprint(mail));
  });

  test("Fqdn: without TlsCertificateName the one for the connector's name, wildcards included", async () => {
    const [mail, wild, host] = [
      await leaf("mail.contoso.com"),
      await leaf("*.fabrikam.com"),
      await leaf("relay.contoso.com"),
    ];
    place("mail", mail);
    place("wild", wild);
    place("host", host);
    await relay.certificates.reload();
    expect(await shown()).toBe(fingerprint(host));
    await relay.configure({ connectors: [{ ...CRM, fqdn: "mail.contoso.com" }] });
    expect(await shown()).toBe(fingerprint(mail));
    await relay.configure({ connectors: [{ ...CRM, fqdn: "smtp.fabrikam.com" }] });
    expect(await shown()).toBe(fingerprint(wild));
    await relay.configure({ connectors: [{ ...CRM, fqdn: "smtp.example.com" }] });
    expect(await shown()).toBe(fingerprint(relay.certificates.fallback));
  });

  test("the server name that a client asks for changes nothing: the connector decides, as in Exchange", async () => {
    const [mail, smtp] = [await leaf("mail.contoso.com"), await leaf("smtp.contoso.com")];
    place("mail", mail);
    place("smtp", smtp);
    await relay.certificates.reload();
    await relay.configure({ connectors: [{ ...CRM, fqdn: "mail.contoso.com" }] });
    const client = await relay.hello();
    await client.say("STARTTLS");
    const socket = await client.startTls({ servername: "smtp.contoso.com" });
    expect(fingerprint(socket.getPeerX509Certificate() as X509Certificate)).toBe(fingerprint(mail));
    client.end();
  });
});

describe("a certificate that is replaced on disk", () => {
  test("is shown to the next session without a restart, and a running one goes on", async () => {
    const [first, second] = [await leaf("relay.contoso.com"), await leaf("relay.contoso.com", { days: 120 })];
    place("relay", first);
    await waitFor("the first to be seen", async () => seen(first));
    const running = await secured();
    expect(running.shown).toBe(fingerprint(first));
    place("relay", second);
    await waitFor("the second to be shown", async () => (await shown()) === fingerprint(second));
    expect(await running.client.say("MAIL FROM:<crm@fabrikam.com>")).toBe("250 2.1.0 Sender OK");
    running.client.end();
  });

  test("is followed through links, as certbot makes them", async () => {
    const archive = join(relay.directory, "archive");
    mkdirSync(archive);
    const [first, second] = [await leaf("relay.contoso.com"), await leaf("relay.contoso.com", { days: 120 })];
    const store = ({ cert, key }: TestPair, version: number) => {
      writeFileSync(join(archive, `fullchain${version}.pem`), cert);
      writeFileSync(join(archive, `privkey${version}.pem`), key, { mode: 0o600 });
    };
    const point = (from: string, to: string) => {
      symlinkSync(to, `${from}.next`);
      renameSync(`${from}.next`, from);
    };
    const turn = (version: number) => {
      point(join(archive, "live-cert.pem"), join(archive, `fullchain${version}.pem`));
      point(join(archive, "live-key.pem"), join(archive, `privkey${version}.pem`));
    };
    store(first, 1);
    turn(1);
    symlinkSync(join(archive, "live-key.pem"), path("relay.key"));
    symlinkSync(join(archive, "live-cert.pem"), path("relay.pem"));
    await waitFor("the first to be shown", async () => (await shown()) === fingerprint(first));
    store(second, 2);
    turn(2);
    await waitFor("the second to be shown", async () => (await shown()) === fingerprint(second));
  });

  interface BadReplacement {
    readonly title: string;
    readonly make: (good: TestPair) => Promise<TestPair>;
    readonly warning: string;
  }
  test.each<BadReplacement>([
    {
      title: "by one whose key does not fit",
      make: async ({ key }) => ({ cert: (await leaf("mail.contoso.com")).cert, key }),
      warning: "Certificate mail has a key that does not belong to the certificate.",
    },
    {
      title: "by one that has expired",
      make: () => leaf("mail.contoso.com", { days: -1 }),
      warning: "Certificate mail expired on",
    },
    {
      title: "by garbage",
      make: async () => ({ cert: "garbage", key: "garbage" }),
      warning: "holds no PEM certificate",
    },
    {
      title: "by half a file",
      make: async ({ cert, key }) => ({ cert: cert.slice(0, cert.length / 2), key }),
      warning: "holds no PEM certificate",
    },
  ])(
    "$title stays in use under its TlsCertificateName, and the log and the warnings say so",
    async ({ make, warning }) => {
      const mail = await leaf("mail.contoso.com");
      place("mail", mail);
      await relay.certificates.reload();
      await relay.configure({ connectors: [{ ...CRM, tlsCertificateName: MAIL_NAME }] });
      place("mail", await make(mail));
      await waitFor("the log to say it", async () => says(warning));
      expect(await shown()).toBe(fingerprint(mail));
      expect(relay.certificates.problems()).toEqual([expect.stringMatching(/ stays in use\.$/)]);
      const renewed = await leaf("mail.contoso.com", { days: 200 });
      place("mail", renewed);
      await waitFor("the renewed one to be shown", async () => (await shown()) === fingerprint(renewed));
      expect(relay.certificates.problems()).toEqual([]);
    },
  );

  test("by one for another name, or taken away, stays in use where TlsCertificateName or Fqdn still mean it", async () => {
    const [mail, smtp] = [await leaf("mail.contoso.com"), await leaf("smtp.contoso.com")];
    place("mail", mail);
    await relay.certificates.reload();
    const named = { ...CRM, tlsCertificateName: MAIL_NAME };
    await relay.configure({ connectors: [named] });
    place("mail", smtp);
    await waitFor("the other one to be seen", async () => seen(smtp));
    expect(await shown()).toBe(fingerprint(mail));
    const settings = { name: CRM.name, tlsCertificateName: MAIL_NAME, fqdn: null };
    expect(relay.certificates.warnings([settings])).toEqual([
      expect.stringMatching(/it is lost when the host restarts\.$/),
    ]);
    expect(relay.certificates.judgeName(MAIL_NAME)).toMatch(/no certificate of this host has that name/);
    await relay.configure({ connectors: [{ ...CRM, fqdn: "smtp.contoso.com" }] });
    for (const suffix of ["pem", "key"]) rmSync(path(`mail.${suffix}`));
    await waitFor("the files to be gone", async () =>
      relay.certificates.list().every(({ state, name }) => name !== "mail" || state === "former"),
    );
    expect(await shown()).toBe(fingerprint(smtp));
  });
});

test.each([
  {
    title: "a certificate without key",
    files: { "mail.pem": "x" },
    warning: /^The certificate files mail\.pem lack a key/,
  },
  {
    title: "a key without certificate",
    files: { "mail.key": "x" },
    warning: /^The certificate files mail\.key lack a certificate/,
  },
  {
    title: "two certificates for one key",
    files: { "mail.pem": "x", "mail.crt": "x", "mail.key": "x" },
    warning: /only one of mail\.pem and mail\.crt/,
  },
])("$title is named in the warnings, and nothing else suffers", async ({ files, warning }) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text);
  await relay.certificates.reload();
  expect(relay.certificates.problems()).toEqual([expect.stringMatching(warning)]);
  expect(await shown()).toBe(fingerprint(relay.certificates.fallback));
});

test("a key that others can read is used, and named in the warnings", async () => {
  const mail = await leaf("relay.contoso.com");
  writeFileSync(path("relay.key"), mail.key, { mode: 0o644 });
  writeFileSync(path("relay.pem"), mail.cert);
  await relay.certificates.reload();
  expect(await shown()).toBe(fingerprint(mail));
  expect(relay.certificates.problems()).toEqual([expect.stringMatching(/can be read by other users: chmod 600/)]);
});
