import {
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type ConnectionOptions,
  type PeerCertificate,
  type SecureContext,
} from "node:tls";
import type { SendConnectorSettings } from "../../model";
import { dnsNamesOf } from "../certificates";

/** How a send connector's connections are encrypted. */
export interface TlsPolicy {
  /** `required`: no mail without TLS. `offered`: TLS where the next hop has it. `off`: STARTTLS is left alone. */
  readonly use: "required" | "offered" | "off";
  /** Options of the handshake with the host of this name. */
  readonly handshake: (host: string) => ConnectionOptions;
}

type TlsSettings = Pick<
  SendConnectorSettings,
  "requireTls" | "tlsAuthLevel" | "tlsDomain" | "caCertificate" | "ignoreStartTls"
>;

const OLDEST = { minVersion: "TLSv1.2" } as const;

/** Reads RequireTLS, TlsAuthLevel, TlsDomain and IgnoreSTARTTLS. */
export function tlsPolicyOf(settings: TlsSettings): TlsPolicy {
  const use = settings.requireTls ? "required" : settings.ignoreStartTls ? "off" : "offered";
  switch (settings.tlsAuthLevel) {
    case "CertificateValidation":
      return { use, handshake: validation(settings.caCertificate, () => () => undefined) };
    case "DomainValidation": {
      const { tlsDomain } = settings;
      return { use, handshake: validation(settings.caCertificate, (host) => nameCheck(tlsDomain ?? host)) };
    }
    case "EncryptionOnly":
    case "Opportunistic":
    case null:
      return { use, handshake: () => ({ ...OLDEST, rejectUnauthorized: false }) };
  }
}

type IdentityCheck = NonNullable<ConnectionOptions["checkServerIdentity"]>;

/** The context is made with the first handshake: reading every issuer takes some 50 ms. */
function validation(
  caCertificate: string | null,
  identity: (host: string) => IdentityCheck,
): (host: string) => ConnectionOptions {
  let context: SecureContext | undefined;
  return (host) => {
    context ??= createSecureContext({ ...OLDEST, ca: [...knownIssuers(), ...(caCertificate ? [caCertificate] : [])] });
    return { ...OLDEST, rejectUnauthorized: true, secureContext: context, checkServerIdentity: identity(host) };
  };
}

let issuers: readonly string[] | undefined;

/** Node's own list and the system's: an issuer that an administrator trusts on this machine counts. */
function knownIssuers(): readonly string[] {
  return (issuers ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])]);
}

/** `*.x` is met by any name below x; every other name as RFC 6125 §6.4 says. */
function nameCheck(wanted: string): IdentityCheck {
  if (!wanted.startsWith("*.")) return (_host, certificate) => checkServerIdentity(wanted, certificate);
  const suffix = wanted.slice(1);
  return (_host, certificate) =>
    dnsNames(certificate).some((name) => name.endsWith(suffix))
      ? undefined
      : new Error(`The certificate has no name in ${wanted}: ${dnsNames(certificate).join(", ") || "it has none"}`);
}

function dnsNames({ subjectaltname }: PeerCertificate): readonly string[] {
  return dnsNamesOf(subjectaltname, undefined).map((name) => name.toLowerCase());
}
