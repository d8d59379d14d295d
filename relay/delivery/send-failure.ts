/** What nodemailer says about a transaction that did not go through. Its `code` is the kind of fault. */
export interface HopError extends Error {
  readonly code?: string;
  /** The next hop's reply, if it gave one. */
  readonly response?: string;
  readonly responseCode?: number;
  /** Command that failed: `MAIL FROM`, `RCPT TO`, `DATA`, `CONN`, `API`. */
  readonly command?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly HopError[];
}

/** Why a transaction did not go through, and whom it concerns. */
export type SendFailure =
  /** The route's fault: the mail has not been tried. */
  | { readonly kind: "route"; readonly reply: string }
  /** A kept connection had been closed at the other end before anything was handed over: use another. */
  | { readonly kind: "stale" }
  /** Every recipient was refused, each with its own reply. */
  | { readonly kind: "recipients"; readonly errors: readonly HopError[] }
  /** `isOurs`: this host found out by itself that it cannot be. */
  | { readonly kind: "failed"; readonly reply: string; readonly isOurs?: true }
  /**
   * `ambiguous`: the next hop may have taken the message all the same. `isAnswered`: the next hop said so, and the
   * session is where it was.
   */
  | { readonly kind: "deferred"; readonly reply: string; readonly ambiguous: boolean; readonly isAnswered?: true };

export interface TransactionFacts {
  /** The next hop had asked for the body. */
  readonly bodyStarted: boolean;
  /** The connection had carried a transaction before. */
  readonly reused: boolean;
}

const ROUTE_CODES: ReadonlySet<string> = new Set([
  "EAUTH",
  "ENOAUTH",
  "EOAUTH2",
  "EDNS",
  "ETLS",
  "EREQUIRETLS",
  "EPROXY",
]);
const CONNECTION_CODES: ReadonlySet<string> = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EPROTOCOL"]);

// The next hop wants a login or TLS that the route does not bring (RFC 4954 §6, RFC 3207 §4), is going away (421), or
// does not follow: nothing that the mail could be blamed for.
const ROUTE_REPLIES: ReadonlySet<number> = new Set([421, 502, 503, 530, 534, 535, 538]);

/** Judges an error by its code first, then by the reply: a fault of the network is never a refusal (RFC 5321 §4.2.1). */
export function classifySendError(error: HopError, facts: TransactionFacts): SendFailure {
  const code = error.code ?? "";
  const reply = replyOf(error);
  if (ROUTE_CODES.has(code)) return { kind: "route", reply };
  if (error.rejectedErrors !== undefined && error.rejectedErrors.length > 0) {
    return { kind: "recipients", errors: error.rejectedErrors };
  }
  if (error.responseCode !== undefined) return classifyReply(error.responseCode, { reply, ...facts });
  if (CONNECTION_CODES.has(code)) return connectionLost(reply, facts);
  if (code === "EENVELOPE" || code === "EMESSAGE") return { kind: "failed", reply, isOurs: true };
  return { kind: "deferred", reply, ambiguous: facts.bodyStarted && code !== "ESTREAM" };
}

/** True when the reply to a recipient or a message is for good. */
export function isPermanent(code: number | undefined): boolean {
  return code !== undefined && code >= 500 && code < 600;
}

/** RFC 5321 §4.5.3.1.10: 552 to RCPT means too many recipients, as 452 does; the rest goes in another transaction. */
export function isTooManyRecipients(error: HopError): boolean {
  return error.responseCode === 452 || error.responseCode === 552;
}

/** What to show as the last reply: the next hop's own words when there are any. */
export function replyOf(error: HopError): string {
  return (error.response ?? error.message).slice(0, 512);
}

function classifyReply(
  code: number,
  { reply, bodyStarted, reused }: TransactionFacts & { readonly reply: string },
): SendFailure {
  if (!bodyStarted && code === 421 && reused) return { kind: "stale" };
  if (!bodyStarted && ROUTE_REPLIES.has(code)) return { kind: "route", reply };
  if (isPermanent(code)) return { kind: "failed", reply };
  return { kind: "deferred", reply, ambiguous: false, ...(code === 421 ? {} : { isAnswered: true }) };
}

function connectionLost(reply: string, { bodyStarted, reused }: TransactionFacts): SendFailure {
  if (bodyStarted) return { kind: "deferred", reply, ambiguous: true };
  return reused ? { kind: "stale" } : { kind: "route", reply };
}
