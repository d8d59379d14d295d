import type { ExtendedRight } from "./extended-right";

/** What a client is told: code, enhanced code, one flat phrase. */
export interface SmtpReply {
  /** Three digits, RFC 5321 §4.2. */
  readonly code: number;
  /** `5.7.1`, RFC 3463. */
  readonly enhancedCode: string;
  readonly text: string;
}

/** Why a decision fell: a closed list, for logs, metrics, explain and audit. Each value is stable. */
export type DecisionReason =
  // connect
  | "connector-selected"
  | "no-connector"
  | "connection-rate"
  | "connector-connections"
  | "source-connections"
  | "source-connections-percentage"
  | "winner-changed"
  // sequence, syntax, session
  | "accepted"
  | "bad-sequence"
  | "bad-syntax"
  | "unknown-parameter"
  | "tls-required"
  | "tls-not-offered"
  | "client-certificate-required"
  | "client-certificate-refused"
  | "auth-not-offered"
  | "auth-unknown-mechanism"
  | "auth-needs-tls"
  | "auth-already"
  | "auth-in-transaction"
  | "auth-failed"
  | "auth-unavailable"
  | "logon-failures"
  // sender
  | "no-submit-right"
  | "submit-right-expired"
  | "message-rate"
  | "null-sender"
  | "allowed-sender"
  | "own-domain-sender"
  | "foreign-sender"
  | "partner-sender"
  | "sender-not-allowed"
  | "sender-right-expired"
  | "only-senders"
  | "header-sender-not-allowed"
  | "insufficient-resources"
  | "declared-size"
  // recipient
  | "too-many-recipients"
  | "address-literal"
  | "postmaster"
  | "no-postmaster"
  | "accepted-domain"
  | "relay-right"
  | "no-relay-right"
  | "relay-right-denied"
  | "relay-right-expired"
  | "only-recipients"
  | "reserved-top-level"
  | "reserved-second-level"
  | "single-label"
  | "wide-relay-withheld"
  | "range-released"
  | "relay-refusal-budget"
  // message
  | "message-size"
  | "header-size"
  | "hop-count"
  | "local-hop-count"
  | "bare-line-ending"
  | "nul-byte"
  | "line-length"
  | "protocol-errors";

/** What decided: enough for an operator to find the object, never told to the client. */
export interface DecidedBy {
  readonly connectorId?: string;
  readonly connectorName?: string;
  /** Client range of the connector that matched. */
  readonly range?: string;
  readonly right?: ExtendedRight;
  readonly principal?: string;
  /** `preset:AnonymousUsers`, or the id of a ConnectorPermission. */
  readonly entry?: string;
  /** The accepted domain that decided. */
  readonly acceptedDomain?: string;
}

/**
 * A verdict.
 * - `accept`: go on, answer with `reply`.
 * - `reject`: answer with `reply`, the session goes on.
 * - `close`: answer with `reply` and close the connection.
 */
export interface Decision {
  readonly action: "accept" | "reject" | "close";
  readonly reason: DecisionReason;
  readonly reply: SmtpReply;
  readonly by: DecidedBy;
}
