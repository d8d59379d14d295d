import { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "./control-api-parts";

/** What an operator compares and watches: fingerprint and end of the first certificate of a PEM text. */
export function certificateFacts(pem: string, origin: "given" | "self-made"): CertificateFacts {
  const certificate = new X509Certificate(pem);
  return {
    fingerprint: certificate.fingerprint256,
    validTo: new Date(certificate.validTo).toISOString(),
    subject: certificate.subject,
    selfMade: origin === "self-made",
  };
}
