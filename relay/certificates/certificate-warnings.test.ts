import { certificateNotices, certificateWarnings, type ShownCertificate } from "./certificate-warnings";
import type { HostCertificate } from "./host-certificate";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);

const certificate = (label: string, facts: Partial<HostCertificate> = {}): HostCertificate => ({
  label,
  origin: "directory",
  cert: "",
  key: "",
  exchangeName: `<I>CN=CA<S>CN=${label}`,
  fingerprint: label,
  dnsNames: [],
  notBefore: NOW - DAY,
  notAfter: NOW + 90 * DAY,
  selfSigned: false,
  covers: () => true,
  ...facts,
});

const shown = (name: string, chosen: Partial<ShownCertificate["chosen"]> = {}): ShownCertificate => ({
  connector: { name, tlsCertificateName: null, fqdn: null },
  chosen: { certificate: certificate("mail"), by: "fqdn", isFormer: false, ...chosen },
});

test("nothing is said of a good certificate, nor of one with 15 days left", () => {
  expect(certificateWarnings([shown("A")], NOW)).toEqual([]);
  const later = certificate("mail", { notAfter: NOW + 15 * DAY });
  expect(certificateWarnings([shown("A", { certificate: later })], NOW)).toEqual([]);
});

test("a certificate that ends within 14 days is warned of once, whoever shows it", () => {
  const soon = certificate("mail", { notAfter: NOW + 14 * DAY });
  const connectors = ["A", "B", "C", "D", "E"].map((name) => shown(name, { certificate: soon }));
  expect(certificateWarnings(connectors, NOW)).toEqual([
    'Certificate mail, which clients of receive connectors "A", "B", "C" and 2 more see, expires on 2026-12-08: renew it.',
  ]);
});

test("one that is over, or not valid yet, says when", () => {
  const over = certificate("old", { notAfter: NOW - DAY });
  const next = certificate("next", { notBefore: NOW + DAY });
  expect(certificateWarnings([shown("A", { certificate: over }), shown("B", { certificate: next })], NOW)).toEqual([
    'Certificate old, which clients of receive connector "A" see, expired on 2026-11-23: renew it.',
    'Certificate next, which clients of receive connector "B" see, is not valid before 2026-11-25.',
  ]);
});

test("a name that the host does not have is told with what is shown instead", () => {
  const connector = { name: "A", tlsCertificateName: "<I>CN=CA<S>CN=gone", fqdn: null };
  expect(certificateWarnings([{ ...shown("A", { by: "default" }), connector }], NOW)).toEqual([
    'Receive connector "A" names the certificate "<I>CN=CA<S>CN=gone", which this host does not have: its clients see certificate mail instead.',
  ]);
});

test("the self-made certificate is worth a notice at a write, and no warning", () => {
  const own = shown("A", { by: "default", certificate: certificate("self-made", { origin: "self-made" }) });
  expect(certificateWarnings([own], NOW)).toEqual([]);
  expect(certificateNotices(own, NOW)).toEqual([
    expect.stringMatching(/^authMechanism holds Tls, and this host has no certificate/),
  ]);
  expect(certificateNotices(shown("A"), NOW)).toEqual([]);
});
