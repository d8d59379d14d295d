import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../tools/harness/wait-for";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

const CONNECTORS = "/v1/receive-connectors";
const NAME = "<I>CN=Test CA<S>CN=mail.contoso.com";

let api: ApiFixture;
let authority: TestPair;
let mail: TestPair;
beforeAll(async () => {
  authority = await testCertificate({ commonName: "Test CA", purpose: "authority" });
  mail = await leaf();
});
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const leaf = (changes: object = {}) =>
  testCertificate({ commonName: "mail.contoso.com", dnsNames: ["mail.contoso.com"], issuer: authority, ...changes });
const put = (name: string, { cert, key }: TestPair, options = {}) =>
  api.request("PUT", `/v1/certificates/${name}`, { body: { certificate: cert, key }, ...options });
const create = (changes: object) => api.request("POST", CONNECTORS, { body: { settings: connectorSettings(changes) } });

describe("certificates of a host", () => {
  test("an imported pair is in force at once, listed with its TlsCertificateName, and its key is the owner's alone", async () => {
    const answer = await put("mail", mail);
    expect(answer).toMatchObject({
      status: 200,
      body: { name: "mail", tlsCertificateName: NAME, state: "usable", problem: null },
    });
    const { body } = await api.request("GET", "/v1/certificates");
    expect(body.items.map(({ name }) => name)).toEqual(["self-made", "mail"]);
    expect(JSON.stringify(body)).not.toContain("PRIVATE KEY");
    const key = join(api.directory, "certificates", "mail.key");
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(api.logged()).not.toContain("PRIVATE KEY");
    expect(api.certificates.choose({ tlsCertificateName: null, fqdn: "mail.contoso.com" }).certificate.label).toBe(
      "mail",
    );
  });

  test("a pair that cannot be used is refused, says why, and the one before it stays", async () => {
    await put("mail", mail);
    const other = await leaf();
    const bad: readonly (readonly [TestPair, RegExp])[] = [
      [{ cert: other.cert, key: mail.key }, /^Certificate mail has a key that does not belong to the certificate\.$/],
      [{ cert: "nonsense", key: mail.key }, /holds no PEM certificate/],
      [{ cert: mail.cert, key: "nonsense" }, /holds no PEM key/],
      [await leaf({ days: -1 }), /^Certificate mail expired on \d{4}-\d\d-\d\d\.$/],
      [await leaf({ purpose: "client" }), /is not for servers/],
    ];
    for (const [pair, says] of bad) {
      const { status, body } = await put("mail", pair);
      expect({ status, code: body.code }).toEqual({ status: 422, code: "RELAY_CERTIFICATE_UNUSABLE" });
      expect(body.detail).toMatch(says);
    }
    expect(api.certificates.list()).toHaveLength(2);
    expect(api.certificates.choose({ tlsCertificateName: NAME, fqdn: null }).certificate.cert).toBe(mail.cert);
  });

  test("one for another name does not take the place of one that a connector names", async () => {
    await put("mail", mail);
    await create({ tlsCertificateName: NAME });
    const renamed = await leaf({ commonName: "smtp.contoso.com" });
    const refused = await put("mail", renamed);
    expect(refused.body.detail).toMatch(/a receive connector names "<I>CN=Test CA<S>CN=mail\.contoso\.com"/);
    expect((await put("mail", await leaf({ days: 180 }))).status).toBe(200);
    expect((await put("smtp", renamed)).status).toBe(200);
  });

  test.each(["../evil", ".hidden", "a b"])("the name %j is refused and writes nothing", async (name) => {
    expect((await put(encodeURIComponent(name), mail)).status).toBe(422);
    expect(existsSync(join(api.directory, "evil.key"))).toBe(false);
    expect(api.certificates.list()).toHaveLength(1);
  });

  test("only an admin token brings certificates, and every token that reads sees them", async () => {
    const token = await api.token({ scopes: ["write"] });
    expect((await put("mail", mail, { token })).status).toBe(403);
    expect((await api.request("GET", "/v1/certificates", { token })).status).toBe(200);
  });
});

describe("a receive connector with TlsCertificateName", () => {
  const refusedFor = async (changes: object) => {
    const { status, body } = await create({ tlsCertificateName: NAME, ...changes });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "RELAY_CERTIFICATE_UNUSABLE" });
    expect((await api.request("GET", CONNECTORS)).body.items).toEqual([]);
    return body.detail;
  };
  const place = async ({ cert, key }: TestPair) => {
    const path = (suffix: string) => join(api.directory, "certificates", `mail.${suffix}`);
    writeFileSync(path("key"), key, { mode: 0o600 });
    writeFileSync(path("pem"), cert);
    await api.certificates.reload();
  };

  test("is refused when the host has no such certificate, and told which it has", async () => {
    expect(await refusedFor({})).toMatch(
      /no certificate of this host has that name\. It has "<I>CN=relay\.test<S>CN=relay\.test"/,
    );
  });

  test("is refused when the certificate has expired", async () => {
    await place(await leaf({ days: -1 }));
    expect(await refusedFor({})).toMatch(/^Certificate mail, which tlsCertificateName names, expired on/);
  });

  test("is refused when its key does not fit", async () => {
    await place({ cert: mail.cert, key: (await leaf()).key });
    expect(await refusedFor({})).toMatch(/has a key that does not belong to the certificate/);
  });

  test("is taken with a good one; when that expires later, other changes are still taken, with a notice", async () => {
    await put("mail", mail);
    const made = await create({ tlsCertificateName: NAME });
    expect(made).toMatchObject({ status: 201, body: { notices: [] } });
    api.wait(89 * 86_400_000);
    expect((await ready()).warnings).toEqual([
      expect.stringMatching(
        /^Certificate mail, which clients of receive connector "CRM Application" see, expires on .*: renew it\.$/,
      ),
    ]);
    api.wait(2 * 86_400_000);
    const settings = connectorSettings({ tlsCertificateName: NAME, comment: "still here" });
    const changed = await api.request("PUT", `${CONNECTORS}/${made.body.id}`, {
      headers: { "if-match": "*" },
      body: { settings },
    });
    expect(changed).toMatchObject({ status: 200, body: { notices: [expect.stringMatching(/see, expired on/)] } });
    expect(await ready()).toMatchObject({ ready: true, warnings: [expect.stringMatching(/see, expired on/)] });
    const cleared = connectorSettings({ tlsCertificateName: null });
    const put2 = (body: object) =>
      api.request("PUT", `${CONNECTORS}/${made.body.id}`, { headers: { "if-match": "*" }, body: { settings: body } });
    expect((await put2(cleared)).status).toBe(200);
    expect((await put2(settings)).status).toBe(422);
  });

  test("whose file turns bad keeps the certificate it had, which readiness and status say", async () => {
    await put("mail", mail);
    await create({ tlsCertificateName: NAME });
    writeFileSync(join(api.directory, "certificates", "mail.pem"), (await leaf()).cert);
    await waitFor("the change to be seen", async () => (await ready()).warnings.length === 1);
    const says: unknown = expect.stringMatching(
      /^Certificate mail has a key that does not belong to the certificate\. The one until .* stays in use\.$/,
    );
    expect(await ready()).toMatchObject({ ready: true, warnings: [says] });
    expect((await api.request("GET", "/v1/status")).body).toMatchObject({ warnings: [says] });
    expect(api.logged()).toContain("does not belong to the certificate");
    expect(api.certificates.choose({ tlsCertificateName: NAME, fqdn: null }).certificate.cert).toBe(mail.cert);
  });

  const ready = async () =>
    (await api.request("GET", "/readyz")).body as unknown as { ready: boolean; warnings: string[] };
});

test("Tls without a certificate that anybody can check is told to whoever writes by hand", async () => {
  expect((await create({ fqdn: "mail.contoso.com" })).body.notices).toEqual([
    expect.stringMatching(/^authMechanism holds Tls, and this host has no certificate for receive connector/),
  ]);
  const settings = connectorSettings({ name: "Other", bindings: ["127.0.0.2:2525"] });
  const declared = await api.request("POST", CONNECTORS, { body: { settings }, headers: declaredBy() });
  expect(declared.body.notices).toEqual([]);
});
