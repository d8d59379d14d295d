import type { SecureContext } from "node:tls";
import type { TlsIdentity } from "../certificates";

/** The certificates that STARTTLS shows, as they are at each handshake; see CertificateStore. */
export interface SessionCertificates {
  /** The host's own, for connectors that no other is for. */
  readonly fallback: TlsIdentity;
  contextFor(
    connector: { readonly tlsCertificateName: string | null; readonly fqdn: string | null },
    wish: { readonly asksForCertificate: boolean },
  ): SecureContext;
}
