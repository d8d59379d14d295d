import type { ShelfEntry } from "./certificate-shelf";
import { isCurrent } from "./certificate-dates";
import type { HostCertificate } from "./host-certificate";
import type { CertificateReport } from "./host-certificates";

/** A pair of files as lists show it. */
export function reportEntry({ source, certificate, problem, unusableName }: ShelfEntry, at: number): CertificateReport {
  const { label, origin } = source;
  if (certificate !== null) return { ...factsOf(certificate), state: stateOf(certificate, at), problem };
  const nothing = { dnsNames: [], fingerprint: null, notBefore: null, notAfter: null } as const;
  return { name: label, origin, tlsCertificateName: unusableName, ...nothing, state: "unusable", problem };
}

/** A certificate that only this process still has. */
export function reportFormer(certificate: HostCertificate): CertificateReport {
  return { ...factsOf(certificate), state: "former", problem: null };
}

function factsOf({ label, origin, exchangeName, dnsNames, fingerprint, notBefore, notAfter }: HostCertificate) {
  return { name: label, origin, tlsCertificateName: exchangeName, dnsNames, fingerprint, notBefore, notAfter };
}

function stateOf(certificate: HostCertificate, at: number): CertificateReport["state"] {
  if (isCurrent(certificate, at)) return "usable";
  return certificate.notAfter < at ? "expired" : "not-yet-valid";
}
