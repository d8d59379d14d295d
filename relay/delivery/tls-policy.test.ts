import type { PeerCertificate } from "node:tls";
import { tlsPolicyOf } from "./tls-policy";

const SETTINGS = { requireTls: true, caCertificate: null, ignoreStartTls: false } as const;

test.each([
  { subjectaltname: "DNS:fabrikam.com, DNS:MX1.fabrikam.com", isGood: true },
  { subjectaltname: "DNS:*.fabrikam.com", isGood: true },
  { subjectaltname: "DNS:fabrikam.com", isGood: false },
  { subjectaltname: "DNS:mx.evilfabrikam.com", isGood: false },
  // Names that only stand inside of others: an issuer that vouches for these vouches for no host.
  { subjectaltname: "URI:http://evil.example/DNS:mx1.fabrikam.com", isGood: false },
  { subjectaltname: 'URI:"http://evil.example/, DNS:mx1.fabrikam.com", DNS:evil.example', isGood: false },
  { subjectaltname: "email:DNS:mx1.fabrikam.com", isGood: false },
  { subjectaltname: undefined, isGood: false },
])("TlsDomain *.fabrikam.com and the names $subjectaltname: $isGood", ({ subjectaltname, isGood }) => {
  const policy = tlsPolicyOf({ ...SETTINGS, tlsAuthLevel: "DomainValidation", tlsDomain: "*.fabrikam.com" });
  const check = policy.handshake("192.0.2.1").checkServerIdentity;
  const fault = check?.("192.0.2.1", { subjectaltname } as PeerCertificate);
  expect(fault === undefined).toBe(isGood);
});
