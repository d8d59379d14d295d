import { constants } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import type { HostCertificate } from "./host-certificate";

/** What a handshake needs beside the certificate. */
export interface HandshakeWish {
  /** The client is asked for a certificate, and may have none. */
  readonly asksForCertificate: boolean;
}

/** TLS contexts, one a certificate and wish: making one costs more than a handshake. */
export class TlsContexts {
  #plain = new WeakMap<HostCertificate, SecureContext>();
  #asking = new WeakMap<HostCertificate, SecureContext>();
  #authorities: string | undefined;

  /** PEM texts that client certificates are checked against from now on; undefined: those that Node knows. */
  set authorities(pem: string | undefined) {
    this.#authorities = pem;
    this.#asking = new WeakMap();
  }

  of(certificate: HostCertificate, { asksForCertificate }: HandshakeWish): SecureContext {
    const known = asksForCertificate ? this.#asking : this.#plain;
    const found = known.get(certificate);
    if (found !== undefined) return found;
    const { cert, key } = certificate;
    const own = { cert, key, minVersion: "TLSv1.2", honorCipherOrder: true } as const;
    // A resumed session shows the certificate of the first one: who is asked for one proves it each time.
    const asking = { ...own, ca: this.#authorities, secureOptions: constants.SSL_OP_NO_TICKET };
    const made = createSecureContext(asksForCertificate ? asking : own);
    known.set(certificate, made);
    return made;
  }
}
