import type { TLSSocket } from "node:tls";
import type { ClientCertificate } from "../../model";
import { dnsNamesOf } from "../certificates";

/**
 * What the client showed in its handshake, which it holds the key of; null when it has no certificate, or was asked for none.
 * @param at epoch milliseconds
 */
export function clientCertificateOf(socket: TLSSocket, at: number): ClientCertificate | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { fingerprint256, subjectAltName, subject, validFrom, validTo } = certificate;
  return {
    fingerprint: fingerprint256,
    names: dnsNamesOf(subjectAltName, subject).map((name) => name.toLowerCase()),
    isCurrent: Date.parse(validFrom) <= at && at <= Date.parse(validTo),
    isTrusted: socket.authorized,
  };
}
