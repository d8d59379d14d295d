import type { SendConnectorSettings } from "../settings";
import { stateOf } from "../snapshot-fixture";
import { SEND_CONNECTOR_RULES } from "./send-connector-rules";

function judged(more: Partial<SendConnectorSettings>): readonly string[] {
  const [stored] = stateOf({ sendConnectors: [more] }).sendConnectors.values();
  if (stored === undefined) throw new Error("The fixture has no send connector.");
  return SEND_CONNECTOR_RULES.flatMap((rule) =>
    rule.judge(stored.settings).map(({ property, message }) => `${rule.id} ${property}: ${message}`),
  );
}

const LOGIN = { smartHostAuthMechanism: "BasicAuthRequireTLS", username: "crm", requireTls: true } as const;

describe("what a send connector's inputs demand of each other", () => {
  test.each<Partial<SendConnectorSettings>>([
    {},
    { dnsRoutingEnabled: true, smartHosts: [] },
    { requireTls: true },
    { tlsAuthLevel: "Opportunistic" },
    { ignoreStartTls: true },
    { requireTls: true, tlsAuthLevel: "EncryptionOnly" },
    { requireTls: true, tlsAuthLevel: "CertificateValidation", caCertificate: "PEM" },
    { requireTls: true, tlsAuthLevel: "DomainValidation", tlsDomain: "*.contoso.com" },
    LOGIN,
    { smartHostAuthMechanism: "BasicAuth", username: "crm" },
    { smartHosts: ["a.contoso.com:25;3", "b.contoso.com:25;0"] },
  ])("%j is good", (more) => {
    expect(judged(more)).toEqual([]);
  });

  test.each<[Partial<SendConnectorSettings>, string]>([
    [{ smartHosts: [] }, "S2 smartHosts: smartHosts names no host"],
    [{ dnsRoutingEnabled: true }, "S2 smartHosts: smartHosts must be empty with dnsRoutingEnabled"],
    [{ smartHosts: ["a:25;2", "a:25;3"] }, "S3 smartHosts: smartHosts has one host with two weights"],
    [{ smartHosts: ["a:25;0"] }, "S3 smartHosts: smartHosts has only hosts of weight 0"],
    [{ ignoreStartTls: true, requireTls: true }, "S4 ignoreStartTls: ignoreStartTls contradicts requireTls"],
    [{ requireTls: true, tlsAuthLevel: "Opportunistic" }, "S5 tlsAuthLevel: tlsAuthLevel Opportunistic sends in clear"],
    [{ tlsAuthLevel: "EncryptionOnly" }, "S5 tlsAuthLevel: tlsAuthLevel EncryptionOnly proves nothing"],
    [{ tlsDomain: "contoso.com" }, "S6 tlsDomain: tlsDomain is judged with tlsAuthLevel DomainValidation only"],
    [
      { requireTls: true, tlsAuthLevel: "DomainValidation", tlsDomain: "*" },
      "S6 tlsDomain: tlsDomain * would take any certificate",
    ],
    [{ caCertificate: "PEM" }, "S7 caCertificate: caCertificate has no effect"],
    [{ ...LOGIN, username: null }, "S8 smartHostAuthMechanism: smartHostAuthMechanism BasicAuthRequireTLS needs"],
    [{ username: "crm" }, "S8 smartHostAuthMechanism: smartHostAuthMechanism None makes no use of username"],
    [
      { ...LOGIN, requireTls: false },
      "S9 smartHostAuthMechanism: smartHostAuthMechanism BasicAuthRequireTLS needs TLS",
    ],
    [
      { ...LOGIN, dnsRoutingEnabled: true, smartHosts: [] },
      "S10 smartHostAuthMechanism: smartHostAuthMechanism must be None with dnsRoutingEnabled",
    ],
  ])("%j is refused", (more, failure) => {
    expect(judged(more)).toEqual([expect.stringContaining(failure)]);
  });
});
