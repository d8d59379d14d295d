import { isIPv4 } from "node:net";

/** What the host's own `Received` field says of the session. Only `helo` comes from the client; it is escaped here. */
export interface TraceFacts {
  /** Argument of EHLO or HELO. */
  readonly helo: string;
  /** Canonical. */
  readonly clientAddress: string;
  readonly localAddress: string;
  /** Name of this host. */
  readonly by: string;
  readonly protocol: "SMTP" | "ESMTP" | "ESMTPS" | "ESMTPA" | "ESMTPSA";
  /** Protocol and cipher of the TLS session, null without one. */
  readonly tls: { readonly version: string; readonly cipher: string } | null;
}

/**
 * The `Received` field (RFC 5321 §4.4) up to its last line. Lines stay short by folding before each clause; a HELO name
 * that is no domain moves into a comment, so that it cannot pass for one.
 */
export function receivedOpening(facts: TraceFacts): string {
  const tls = facts.tls === null ? "" : `\r\n\t(version=${facts.tls.version} cipher=${facts.tls.cipher})`;
  return (
    `Received: from ${fromClause(facts.helo, facts.clientAddress)}\r\n` +
    `\tby ${facts.by} (${addressLiteral(facts.localAddress)}) with ${facts.protocol}${tls}\r\n`
  );
}

/** The opening for an internationalized message, whose protocol has a name of its own (RFC 6531 §4.3). */
export function utf8Opening(opening: string): string {
  return opening.replace(/ with ESMTP/, " with UTF8SMTP");
}

/** The whole field with its line end. `date`: as RFC 5322 has it. */
export function receivedField(
  opening: string,
  { queueId, date }: { readonly queueId: string; readonly date: string },
): string {
  return `${opening}\tid ${queueId}; ${date}\r\n`;
}

/** `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3). */
export function addressLiteral(address: string): string {
  return isIPv4(address) ? `[${address}]` : `[IPv6:${address}]`;
}

function fromClause(helo: string, clientAddress: string): string {
  const literal = addressLiteral(clientAddress);
  // A client may leave its name out where RequireEHLODomain is off.
  if (helo === "") return literal;
  return isTraceName(helo) ? `${helo} (${literal})` : `${literal} (HELO ${escapeComment(helo)})`;
}

const MAX_NAME = 255;

function isTraceName(helo: string): boolean {
  return helo.length <= MAX_NAME && /^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*|\[[A-Fa-f0-9:.IPv]+\])$/.test(helo);
}

// ctext of RFC 5322 §3.2.2: printable ASCII; parentheses and backslashes quoted, all else shown as "?".
function escapeComment(text: string): string {
  return text
    .slice(0, MAX_NAME)
    .replace(/[^\x21-\x7e]/g, "?")
    .replace(/[()\\]/g, "\\$&");
}
