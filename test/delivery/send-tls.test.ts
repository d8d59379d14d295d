import type { SendConnectorSettings } from "../../model";
import { BODY, DeliveryFixture } from "./delivery-fixture";
import { sendConnector } from "./delivery-house";
import type { ScriptedSink } from "./scripted-sink";
import { makeCertificate, makeIssuer, type KeyPair } from "./test-certificates";

const fixture = DeliveryFixture.use();
let issuer: KeyPair;
/** Of the issuer, for 127.0.0.1 and mx1.fabrikam.com. */
let known: KeyPair;
let selfMade: KeyPair;

beforeAll(async () => {
  issuer = await makeIssuer();
  known = await makeCertificate(["mx1.fabrikam.com", "127.0.0.1"], issuer);
  selfMade = await makeCertificate(["sink.example"]);
});

async function deliverTo(sink: ScriptedSink, settings: Partial<SendConnectorSettings>) {
  const delivery = fixture.deliver(sendConnector("out", [sink.smartHost], settings));
  await fixture.put();
  return delivery;
}

const STRIPPED = { extensions: ["PIPELINING"] };

describe("TLS to the next host", () => {
  test("RequireTLS: mail goes over STARTTLS, whoever signed the certificate", async () => {
    const sink = await fixture.sink({ tls: selfMade });
    await deliverTo(sink, { requireTls: true });
    await fixture.untilEmpty();
    expect(sink.messages.map(({ body }) => body)).toEqual([BODY]);
    expect(sink.commands.slice(0, 3)).toEqual(["EHLO relay.contoso.com", "STARTTLS", "EHLO relay.contoso.com"]);
  });

  test.each([
    { title: "does not offer STARTTLS", script: STRIPPED },
    { title: "breaks off the handshake", script: { tls: { key: "", cert: "" } } },
    { title: "knows TLS 1.1 at most", script: { tls: { maxVersion: "TLSv1.1", minVersion: "TLSv1" } as const } },
  ])("RequireTLS: a host that $title gets nothing, and the mail waits untried", async ({ script }) => {
    const broken = {
      ...script,
      ...("tls" in script && "maxVersion" in script.tls ? { tls: { ...selfMade, ...script.tls } } : {}),
    };
    const sink = await fixture.sink(broken);
    const delivery = await deliverTo(sink, { requireTls: true });
    expect(await fixture.heldRoute(delivery)).not.toBe("");
    expect(sink.commands.filter((line) => line.startsWith("MAIL"))).toEqual([]);
    expect((await fixture.house.spool.show("Q1"))?.recipients[0]).toMatchObject({ attempts: 0 });
  });

  test("TlsAuthLevel Opportunistic: TLS where it is offered", async () => {
    const sink = await fixture.sink({ tls: selfMade });
    await deliverTo(sink, { tlsAuthLevel: "Opportunistic" });
    await fixture.untilEmpty();
    expect(sink.commands).toContain("STARTTLS");
  });

  test("TlsAuthLevel Opportunistic: in clear where it is not offered, and where the handshake fails", async () => {
    const without = await fixture.sink(STRIPPED);
    const broken = await fixture.sink({ tls: { key: "", cert: "" } });
    const connector = (sink: ScriptedSink) => sendConnector("out", [sink.smartHost], { tlsAuthLevel: "Opportunistic" });
    let hop = without;
    const delivery = fixture.house.deliver({ routeRecipient: () => connector(hop) });
    await fixture.put();
    await fixture.untilEmpty();
    hop = broken;
    await fixture.put();
    await fixture.untilEmpty();
    expect([without, broken].map(({ messages }) => messages.length)).toEqual([1, 1]);
    expect(broken.commands).toContain("STARTTLS");
    expect(delivery.stats().alarms).toEqual([]);
  });

  test("IgnoreSTARTTLS: in clear though TLS is offered", async () => {
    const sink = await fixture.sink({ tls: selfMade });
    await deliverTo(sink, { ignoreStartTls: true });
    await fixture.untilEmpty();
    expect(sink.commands).not.toContain("STARTTLS");
    expect(sink.messages).toHaveLength(1);
  });

  test.each<Partial<SendConnectorSettings>>([
    { tlsAuthLevel: "EncryptionOnly" },
    { tlsAuthLevel: "CertificateValidation" },
    { tlsAuthLevel: "DomainValidation" },
    { tlsAuthLevel: "DomainValidation", tlsDomain: "mx1.fabrikam.com" },
    { tlsAuthLevel: "DomainValidation", tlsDomain: "*.fabrikam.com" },
  ])("TlsAuthLevel, TlsDomain and caCertificate: %j takes a certificate that proves as much", async (settings) => {
    const sink = await fixture.sink({ tls: known });
    const caCertificate = settings.tlsAuthLevel === "EncryptionOnly" ? null : issuer.cert;
    await deliverTo(sink, { requireTls: true, caCertificate, ...settings });
    await fixture.untilEmpty();
    expect(sink.messages).toHaveLength(1);
  });

  test("TlsAuthLevel CertificateValidation: an issuer that nobody knows is refused", async () => {
    const sink = await fixture.sink({ tls: known });
    const delivery = await deliverTo(sink, { requireTls: true, tlsAuthLevel: "CertificateValidation" });
    expect(await fixture.heldRoute(delivery)).toMatch(/certificate|issuer/);
    expect(sink.messages).toEqual([]);
  });

  test.each([
    { title: "another name than the host's", names: ["mx1.fabrikam.com"], tlsDomain: null },
    { title: "another name than TlsDomain", names: ["mx1.fabrikam.com", "127.0.0.1"], tlsDomain: "mx.contoso.com" },
    { title: "no name below TlsDomain", names: ["fabrikam.com", "127.0.0.1"], tlsDomain: "*.fabrikam.com" },
  ])("TlsAuthLevel DomainValidation: a certificate for $title is refused", async ({ names, tlsDomain }) => {
    const sink = await fixture.sink({ tls: await makeCertificate(names, issuer) });
    const settings = {
      requireTls: true,
      tlsAuthLevel: "DomainValidation",
      tlsDomain,
      caCertificate: issuer.cert,
    } as const;
    const delivery = await deliverTo(sink, settings);
    expect(await fixture.heldRoute(delivery)).toMatch(/does not match|has no name/);
    expect(sink.messages).toEqual([]);
    expect((await fixture.house.spool.show("Q1"))?.recipients[0]).toMatchObject({ state: "queued", attempts: 0 });
  });
});
