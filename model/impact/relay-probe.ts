import type { LocalEndpoint } from "../snapshot";

/** Who a client proves to be, beside its address. */
export type ProbeIdentity =
  | { readonly kind: "anonymous" }
  /** A RelayUser that logs in: with its password by AUTH, or with its certificate at STARTTLS. */
  | { readonly kind: "account"; readonly username: string; readonly by: "password" | "certificate" }
  /** An account of the directory, in this relay group or (null) in none. */
  | { readonly kind: "directory-account"; readonly group: string | null }
  /** Shows a valid certificate that names this domain (Domain Secure). */
  | { readonly kind: "partner"; readonly domain: string };

/** How a client opens its session. */
export interface ProbeSession {
  readonly tls: boolean;
  readonly identity: ProbeIdentity;
}

/** One point of the space that relay permissions speak about: everything a host needs to answer one RCPT. */
export interface RelayProbe {
  /** Canonical client address. */
  readonly client: string;
  readonly local: LocalEndpoint;
  readonly session: ProbeSession;
  /** Envelope and header sender, "" is the null sender; domain in lower-case A-labels. */
  readonly sender: string;
  readonly recipient: string;
}
