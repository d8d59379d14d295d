import { testCertificate } from "../harness/test-certificates";
import { AcceptanceStage, crmConnector, oneOfEach } from "./acceptance-stage";

jest.setTimeout(180_000);

const NAME = "<I>CN=Contoso CA<S>CN=mail.contoso.com";

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});
afterAll(() => stage.strike());

test("a certificate that the host does not have is told in the preview and refused by up, which changes nothing", async () => {
  const [, ...rest] = oneOfEach(stage.smtpPort);
  await stage.up(oneOfEach(stage.smtpPort));
  const named = [crmConnector(stage.smtpPort, { tlsCertificateName: NAME }), ...rest];
  stage.declare(...named);
  expect((await stage.stack.preview()).output).toContain(
    `crm: the host has no certificate "${NAME}", and refuses to set it`,
  );
  const { code, output } = await stage.stack.up("--skip-preview");
  expect(code).not.toBe(0);
  expect(output).toContain("no certificate of this host has that name");
  expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 2\.6\.0 /);

  const authority = await testCertificate({ commonName: "Contoso CA", purpose: "authority" });
  const mail = await testCertificate({ commonName: "mail.contoso.com", issuer: authority, days: 7 });
  const imported = await fetch(`${stage.host.endpoint}/v1/certificates/mail`, {
    method: "PUT",
    headers: { authorization: `Bearer ${stage.host.token}`, "content-type": "application/json" },
    body: JSON.stringify({ certificate: mail.cert, key: mail.key }),
  });
  expect(imported.status).toBe(200);
  await stage.up(named);
  expect((await stage.stack.preview()).output).toMatch(/crm: its certificate expires on .*: renew it\./);
});
