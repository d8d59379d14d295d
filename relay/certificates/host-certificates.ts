import type { CertificateOrigin } from "./host-certificate";

/** A pair of files, or a certificate that only this process still has, for lists. */
export interface CertificateReport {
  readonly name: string;
  readonly origin: CertificateOrigin;
  /** `<I>issuer<S>subject`: what tlsCertificateName takes. Null: no certificate could be read. */
  readonly tlsCertificateName: string | null;
  readonly dnsNames: readonly string[];
  /** SHA-256, `AA:BB:...`; null as above. */
  readonly fingerprint: string | null;
  /** Epoch milliseconds; null as above. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  /** `former`: its files are gone, and a connector may still be using it. */
  readonly state: "usable" | "expired" | "not-yet-valid" | "unusable" | "former";
  /** What is wrong with its files. */
  readonly problem: string | null;
}

/** What of a connector matters for its certificate. */
export interface ConnectorNames {
  readonly name: string;
  readonly tlsCertificateName: string | null;
  readonly fqdn: string | null;
}

export interface CertificateToInstall {
  readonly name: string;
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export type InstallOutcome =
  { readonly ok: true; readonly report: CertificateReport } | { readonly ok: false; readonly problem: string };

/** The certificates of a host as the control API shows and judges them. */
export interface HostCertificates {
  list(): readonly CertificateReport[];
  /** Reads everything again, changed or not. */
  reload(): Promise<void>;
  /** What is wrong with files and authorities, whole sentences. */
  problems(): readonly string[];
  /** What is wrong with the certificates that clients of these connectors see, or soon will be, whole sentences. */
  warnings(connectors: readonly ConnectorNames[]): readonly string[];
  /** What of one connector's certificate deserves a second look when it is written, whole sentences. */
  notices(connector: ConnectorNames): readonly string[];
  /** Why a tlsCertificateName cannot be used now, a whole sentence; null when it can. */
  judgeName(tlsCertificateName: string): string | null;
  /**
   * Puts a pair into the certificate directory, in place of the one of the same name. Refused when it cannot be used, or
   * when one of the names in use would be left without a certificate.
   */
  install(pair: CertificateToInstall, namesInUse: readonly string[]): Promise<InstallOutcome>;
}
