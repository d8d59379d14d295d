import type { DecidedBy, Decision } from "../decision";
import type { BodyType, MessageDsn } from "../dsn-parameters";
import type { ExtendedRight } from "../extended-right";
import type { AcceptedDomains, LocalEndpoint, Selection, Snapshot } from "../snapshot";
import type { ConnectorScopes } from "../snapshot-connector";
import type { ClientCertificate } from "./facts";

/** Who a session is (exchange-model §3.1, §5.2). */
export interface SessionIdentity {
  /** The account's name, or the built-in principal that stands for the client. */
  readonly name: string;
  /** Canonical principals whose entries count. */
  readonly principals: readonly string[];
  readonly kind: "anonymous" | "externally-secured" | "authenticated" | "partner";
  readonly authAs: "Anonymous" | "Internal" | "External" | "Partner";
  readonly authMechanism: "none" | "basic" | "certificate" | "externally-secured";
  /** Addresses and domains that an account may send as, lower case; empty for everybody else. */
  readonly allowedSenders: ReadonlySet<string>;
  /** The RelayUser that logged in; absent: nobody did, or an account of the directory. */
  readonly userId?: string;
  /** DNS names of a partner's certificate, whose domains it may send as. Left out for everybody else. */
  readonly partnerNames?: readonly string[];
}

/** Why a right is not there, when more can be said than that nobody granted it. */
export interface MissingRight {
  /** `range-released` is temporary: one side of a move still has, or will have, the right. */
  readonly reason: "denied" | "expired" | "wide-relay-withheld" | "range-released";
  readonly by: DecidedBy;
}

/** Rights of one session. */
export interface SessionRights {
  readonly granted: ReadonlyMap<ExtendedRight, DecidedBy>;
  readonly missing: ReadonlyMap<ExtendedRight, MissingRight>;
}

/** What a connection is bound to from its first byte to its last: never changed, replaced only by AUTH and STARTTLS. */
export interface SessionPolicy {
  readonly snapshot: Snapshot;
  /** Connector, range and binding that matched. */
  readonly selection: Selection;
  readonly local: LocalEndpoint;
  /** Canonical client address. */
  readonly client: string;
  /** Name in banner, EHLO reply and `Received`. */
  readonly hostName: string;
  /** The host's own name, lower case, whatever the connector's. */
  readonly ownName: string;
  readonly identity: SessionIdentity;
  readonly rights: SessionRights;
  /** Shown by the client in its TLS handshake; null before STARTTLS, and when it has none or is asked for none. */
  readonly clientCertificate: ClientCertificate | null;
  /** Connector and range, for decisions that no right decided. */
  readonly by: DecidedBy;
}

/** What one mail transaction is judged by: frozen at MAIL. */
export interface TransactionPolicy {
  readonly session: SessionPolicy;
  /** Snapshot that was current at MAIL. */
  readonly current: Snapshot;
  /** Rights of the session's snapshot and of the current one, both. */
  readonly rights: SessionRights;
  /** A domain is ours if every one of these says so. One or two. */
  readonly acceptedDomains: readonly AcceptedDomains[];
  /** onlySenders and onlyRecipients of both revisions; none: nothing is narrowed. */
  readonly scopes: readonly ConnectorScopes[];
  /** What the message is counted by for MessageRateLimit; none: not counted. */
  readonly rateSources: readonly string[];
  /** Sender address, domain in lower case; "" is the null sender. */
  readonly sender: string;
  readonly bodyType: BodyType;
  /** The client announced an internationalized message (RFC 6531 §3.4). */
  readonly smtpUtf8: boolean;
  /** RET and ENVID; absent without them. */
  readonly dsn?: MessageDsn;
  /** Mailbox of `AUTH=`, "" for `<>`; absent without it, and without Accept-Authentication-Flag (RFC 4954 §5). */
  readonly submitter?: string;
  /** What the message counts as: the session's, or Internal for a submitter that is believed. */
  readonly authAs: SessionIdentity["authAs"];
  /** BareLinefeedRejection: a CR or LF that stands alone. `kept`: binary content, in which they are no line ends. */
  readonly bareLineEndings: "refused" | "mended" | "kept";
  /** Bytes; null when Bypass-Message-Size-Limit waives it. Stop reading a message well beyond it. */
  readonly maxMessageSize: number | null;
  /** Bytes. */
  readonly maxHeaderSize: number;
}

/** A verdict that opens or replaces a session's policy. */
export type SessionDecision = Decision & { readonly policy?: SessionPolicy };
