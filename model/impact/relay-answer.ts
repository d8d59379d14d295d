import type { DecidedBy, DecisionReason, SmtpReply } from "../decision";
import type { AcceptedDomainType, Limit } from "../settings";

/** `refuse` < `accept` (the recipient's domain is ours) < `relay` (it is not). */
export type RelayVerdict = "refuse" | "accept" | "relay";

/** What an accepted mail is worth here, beside being accepted. Two answers with equal effects are the same to the world. */
export interface RelayEffects {
  /** Bypass-Anti-Spam. */
  readonly antiSpamBypassed: boolean;
  /** Bytes; null: Bypass-Message-Size-Limit. */
  readonly maxMessageSize: number | null;
  /** Internal: the sender counts as one of ours. */
  readonly authAs: "Anonymous" | "Internal" | "External" | "Partner";
  /** `AUTH=` is believed. */
  readonly authenticationFlagAccepted: boolean;
  /** Header classes that the header firewall lets in, sorted. */
  readonly trustedHeaders: readonly ("forest" | "organization" | "routing")[];
  readonly maxRecipientsPerMessage: number;
  /** Messages a minute and source; "unlimited" also when nothing is counted. */
  readonly messageRateLimit: Limit;
  /** Null for relayed mail. */
  readonly acceptedAs: AcceptedDomainType | null;
  /** AUTH is offered in clear on this connector: a password may cross the network unprotected. */
  readonly passwordInClear: boolean;
}

/** What a host answers to a probe. */
export interface RelayAnswer {
  readonly verdict: RelayVerdict;
  /** Command that decided. */
  readonly step: "connect" | "starttls" | "auth" | "mail" | "rcpt";
  readonly reason: DecisionReason;
  readonly reply: SmtpReply;
  readonly by: DecidedBy;
  /** Connector that serves the client; null: none does. */
  readonly connector: string | null;
  /** Null when refused. */
  readonly effects: RelayEffects | null;
}
