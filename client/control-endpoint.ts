import { readFileSync } from "node:fs";
import { isIP } from "node:net";

/** Where a relay host's control API is and how to prove who asks. */
export interface ControlEndpoint {
  /** `https://relay.example:8025`, without a path. */
  readonly url: string;
  /** Bearer token; null asks without one, which only the public routes answer. */
  readonly token: string | null;
  /** PEM text of the certificate authority that signed the host's certificate; null trusts the system's. */
  readonly caCert: string | null;
}

/** What a user may give; anything left out comes from the environment. */
export interface ControlEndpointInput {
  readonly endpoint?: string | undefined;
  readonly token?: string | undefined;
  /** PEM text, or the path of a PEM file. */
  readonly caCert?: string | undefined;
}

/** An endpoint that cannot be used as given; the message says which part and why. */
export class ControlEndpointError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ControlEndpointError";
  }
}

const DEFAULT_URL = "http://127.0.0.1:8025";

/**
 * Settles endpoint, token and CA. What is given wins over RELAY_ENDPOINT, RELAY_TOKEN and RELAY_CA_CERT.
 * @throws ControlEndpointError
 */
export function settleControlEndpoint(input: ControlEndpointInput, env: NodeJS.ProcessEnv): ControlEndpoint {
  const url = readUrl(input.endpoint ?? nonEmpty(env["RELAY_ENDPOINT"]) ?? DEFAULT_URL);
  const caCert = input.caCert ?? nonEmpty(env["RELAY_CA_CERT"]) ?? null;
  return {
    url,
    token: readToken(input.token ?? nonEmpty(env["RELAY_TOKEN"]) ?? null),
    caCert: caCert === null ? null : readPem(caCert),
  };
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new ControlEndpointError(`The endpoint "${text}" is not an http or https URL, such as ${DEFAULT_URL}.`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.pathname !== "/") {
    throw new ControlEndpointError(`The endpoint must be only scheme, host and port, such as ${DEFAULT_URL}.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new ControlEndpointError(`The endpoint ${url.origin} would send the token in clear: use https.`);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]") return true;
  return isIP(hostname) === 4 && hostname.startsWith("127.");
}

// RFC 6750 §2.1, b64token; a line end in a token file is the usual mishap.
function readToken(token: string | null): string | null {
  if (token === null || /^[\w.~+/=-]+$/.test(token)) return token;
  throw new ControlEndpointError("The token holds characters that no token has, maybe a space or a line end.");
}

function readPem(text: string): string {
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    throw new ControlEndpointError(`The CA certificate "${text}" cannot be read: ${(error as Error).message}.`);
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
