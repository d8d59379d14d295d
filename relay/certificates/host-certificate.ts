import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { exchangeCertificateName } from "./certificate-name";

/** Where a certificate comes from: the certificate directory, the options of serve, or this host itself. */
export type CertificateOrigin = "directory" | "option" | "self-made";

/** A certificate with its key, ready to be shown. */
export interface HostCertificate {
  /** PEM, the chain behind the certificate included. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly origin: CertificateOrigin;
  /** Name of the pair; it is for people and for replacing it. */
  readonly label: string;
  /** `<I>issuer<S>subject`: what tlsCertificateName takes. */
  readonly exchangeName: string;
  /** SHA-256 over the DER bytes, `AA:BB:...`. */
  readonly fingerprint: string;
  /** DNS names it is for, as printed in it. */
  readonly dnsNames: readonly string[];
  /** Epoch milliseconds. */
  readonly notBefore: number;
  /** Epoch milliseconds. */
  readonly notAfter: number;
  readonly selfSigned: boolean;
  /** Whether it is for a host of this name, wildcards as in RFC 6125 §6.4.3. */
  readonly covers: (hostName: string) => boolean;
}

export interface CertificateTexts {
  readonly cert: string;
  readonly key: string;
  readonly origin: CertificateOrigin;
  readonly label: string;
}

export type ReadCertificate =
  | { readonly ok: true; readonly certificate: HostCertificate }
  | {
      readonly ok: false;
      /** What is wrong, after the name of the pair: "has a key that ...". */
      readonly problem: string;
      /** Of a certificate that can be read and not be used. */
      readonly exchangeName?: string;
    };

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

/** Reads a pair: certificate and key parse, belong together, and TLS takes them. Its dates are not judged. */
export function readHostCertificate(texts: CertificateTexts): ReadCertificate {
  const parsed = attempt(() => new X509Certificate(texts.cert));
  if (parsed === undefined) return { ok: false, problem: "has a certificate file that holds no PEM certificate" };
  const exchangeName = exchangeCertificateName(parsed);
  const problem = keyProblem(parsed, texts) ?? purposeProblem(parsed) ?? contextProblem(texts);
  if (problem !== undefined) return { ok: false, problem, exchangeName };
  return { ok: true, certificate: { ...texts, ...factsOf(parsed), exchangeName } };
}

function keyProblem(certificate: X509Certificate, { key }: CertificateTexts): string | undefined {
  const parsed = attempt(() => createPrivateKey(key));
  if (parsed === undefined) {
    return /ENCRYPTED/.test(key)
      ? "has a key that is encrypted: the host cannot ask for its password"
      : "has a key file that holds no PEM key";
  }
  return certificate.checkPrivateKey(parsed) ? undefined : "has a key that does not belong to the certificate";
}

/** RFC 5280 §4.2.1.12: without the extension a certificate is for everything. */
function purposeProblem({ keyUsage }: X509Certificate): string | undefined {
  // Node calls the extended key usage keyUsage.
  const purposes: readonly string[] | undefined = keyUsage;
  if (purposes === undefined || purposes.includes(SERVER_AUTH)) return undefined;
  return "has a certificate that is not for servers (no serverAuth in its extended key usage)";
}

function contextProblem({ cert, key }: CertificateTexts): string | undefined {
  try {
    createSecureContext({ cert, key, minVersion: "TLSv1.2" });
    return undefined;
  } catch (error) {
    return `is not taken by TLS: ${(error as Error).message}`;
  }
}

function factsOf(certificate: X509Certificate) {
  const { subject, issuer, fingerprint256, subjectAltName } = certificate;
  return {
    fingerprint: fingerprint256,
    dnsNames: dnsNamesOf(subjectAltName, subject),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    selfSigned: subject === issuer,
    covers: rememberAnswers((hostName) => certificate.checkHost(hostName) !== undefined),
  };
}

/** The names asked for are those of connectors: few, and the same at each handshake. */
function rememberAnswers(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const answer = known.get(name) ?? judge(name);
    known.set(name, answer);
    return answer;
  };
}

/** The names of a certificate: its DNS alternative names, or when it has none, its common names (RFC 6125 §6.4.4). */
export function dnsNamesOf(subjectAltName: string | undefined, subject: string | undefined): readonly string[] {
  // Node quotes names that hold a separator: what looks like a name inside of one is none.
  const plain = (subjectAltName ?? "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const alternatives = [...plain.matchAll(/(?:^|, )DNS:([^,\s"]+)/g)].map(([, name = ""]) => name);
  if (alternatives.length > 0) return alternatives;
  return [...(subject ?? "").matchAll(/^CN=(\S+)$/gm)].map(([, name = ""]) => name);
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
