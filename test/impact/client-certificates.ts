import { createHash, X509Certificate } from "node:crypto";
import { testCertificate, type TestPair } from "../harness/test-certificates";

/** Certificates that clients of hosts under test may show. */
export interface ClientCertificates {
  /** PEM of the authority of the partners'. */
  readonly authority: string;
  readonly byFingerprint: ReadonlyMap<string, TestPair>;
  readonly byPartner: ReadonlyMap<string, TestPair>;
  /** SHA-256 fingerprints by the names that certificates were asked for with. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

export interface CertificateWishes {
  /** Names of certificates that stand for accounts. */
  readonly accounts: readonly string[];
  /** Domains of partners. */
  readonly partners: readonly string[];
}

export async function makeClientCertificates({ accounts, partners }: CertificateWishes): Promise<ClientCertificates> {
  const issuer = await testCertificate({ commonName: "Client CA", purpose: "authority" });
  const byFingerprint = new Map<string, TestPair>();
  const fingerprints = new Map<string, string>();
  for (const [place, name] of accounts.entries()) {
    const pair = await testCertificate({ commonName: `account ${place}`, purpose: "client" });
    fingerprints.set(name, fingerprintOf(pair));
    byFingerprint.set(fingerprintOf(pair), pair);
  }
  const byPartner = new Map<string, TestPair>();
  for (const domain of partners) {
    byPartner.set(domain, await testCertificate({ commonName: domain, dnsNames: [domain], purpose: "client", issuer }));
  }
  return { authority: issuer.cert, byFingerprint, byPartner, fingerprints };
}

/** SHA-256 of a certificate, `AA:BB:...`. */
function fingerprintOf({ cert }: TestPair): string {
  const { raw } = new X509Certificate(cert);
  return (createHash("sha256").update(raw).digest("hex").toUpperCase().match(/../g) ?? []).join(":");
}
