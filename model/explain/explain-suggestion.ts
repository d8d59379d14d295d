import type { SessionPolicy } from "../decide/session-policy";
import type { DecidedBy, DecisionReason } from "../decision";
import type { ExplainedStep } from "./explanation";
import { entryText } from "./explain-words";

export interface SuggestionSubject {
  readonly verdict: ExplainedStep;
  /** Null: no connector serves the client. */
  readonly session: SessionPolicy | null;
  readonly client: string;
  /** `address:port`. */
  readonly endpoint: string;
  readonly sender: string;
  readonly recipient: string;
}

/** What would be needed for another answer: which right for whom, or which setting of which object. */
export function suggestionFor(subject: SuggestionSubject): string | null {
  if (subject.verdict.action === "accept") return null;
  return SUGGESTIONS[subject.verdict.reason]?.(subject) ?? null;
}

type Suggest = (subject: SuggestionSubject) => string;

const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";

const SUGGESTIONS: { readonly [Reason in DecisionReason]?: Suggest } = {
  "no-connector": ({ client, endpoint }) =>
    `A ReceiveConnector with ${endpoint} among its bindings and ${client} within its remoteIpRanges.`,
  "tls-required": () => "TLS: the client must use STARTTLS first.",
  "tls-not-offered": (subject) => `Tls in authMechanism of ${connectorOf(subject)}.`,
  "client-certificate-required": () => "A client certificate that names the sender's domain (Domain Secure).",
  "client-certificate-refused": () => "A current certificate of a trusted authority that names the sender's domain.",
  "auth-not-offered": (subject) =>
    `BasicAuth in authMechanism of ${connectorOf(subject)}, or a client that does not log in.`,
  "auth-needs-tls": () => "TLS: the client must use STARTTLS before AUTH.",
  "auth-failed": () => "A RelayUser of this name that is enabled, and its password.",
  "no-submit-right": (subject) => `${allow("ms-Exch-SMTP-Submit", subject)}${presetHint(subject)}.`,
  "submit-right-expired": (subject) => renewed(subject),
  "sender-not-allowed": (subject) => senderRight(subject),
  "sender-right-expired": (subject) => renewed(subject),
  "header-sender-not-allowed": (subject) => `${senderRight(subject)} It is for the address in From.`,
  "only-senders": (subject) =>
    `${subject.sender === "" ? "<>" : subject.sender} in onlySenders of ${connectorOf(subject)}.`,
  "only-recipients": (subject) => `${subject.recipient} in onlyRecipients of ${connectorOf(subject)}.`,
  "no-relay-right": (subject) =>
    `${allow(RELAY, subject)}; or ${domainOf(subject)} as an AcceptedDomain, if it is yours.`,
  "relay-right-denied": ({ verdict }) => `A Deny wins over every Allow: ${entryText(verdict.by)} would have to go.`,
  "relay-right-expired": (subject) => renewed(subject),
  "wide-relay-withheld": (subject) =>
    `Narrower remoteIpRanges of ${connectorOf(subject)}, onlyRecipients, or allowWideRelay with the reason.`,
  "address-literal": () => "A recipient at a domain: address literals are always refused.",
  "no-postmaster": () =>
    "postmaster in TransportConfig, defaultDomain on the connector, or an Authoritative accepted domain.",
  "reserved-top-level": (subject) => `rejectReservedTopLevelRecipientDomains false on ${connectorOf(subject)}.`,
  "reserved-second-level": (subject) => `rejectReservedSecondLevelRecipientDomains false on ${connectorOf(subject)}.`,
  "single-label": (subject) => `rejectSingleLabelRecipientDomains false on ${connectorOf(subject)}.`,
  "message-size": (subject) =>
    `A larger maxMessageSize on ${connectorOf(subject)}, or ms-Exch-Bypass-Message-Size-Limit for ${whoOf(subject)}.`,
  "range-released": () => "Patience: the range is moving from one connector to another, for 30 seconds at most.",
  "winner-changed": () => "A new connection: another connector serves the client by now.",
  "unknown-parameter": (subject) => `smtpUtf8Enabled on ${connectorOf(subject)}, for letters beyond ASCII.`,
  "bad-syntax": () => "An address that SMTP can read, such as crm@contoso.com.",
};

function connectorOf({ session, verdict }: SuggestionSubject): string {
  return `ReceiveConnector ${session?.selection.connector.name ?? verdict.by.connectorName ?? ""}`;
}

function whoOf({ session }: SuggestionSubject): string {
  if (session?.identity.kind === "authenticated") return accountOf(session);
  return session?.identity.name ?? "the client";
}

// Accounts of a directory have no name that an entry could have.
function accountOf({ identity }: SessionPolicy): string {
  return identity.name.startsWith("\\")
    ? (identity.principals[2] ?? "NT AUTHORITY\\Authenticated Users")
    : identity.name;
}

function allow(right: string, subject: SuggestionSubject): string {
  return `A ConnectorPermission that allows ${right} to ${whoOf(subject)} on ${connectorOf(subject)}`;
}

const PRESETS = {
  anonymous: "AnonymousUsers",
  authenticated: "ExchangeUsers",
  partner: "Partners",
  "externally-secured": "ExchangeServers",
} as const;

function presetHint({ session }: SuggestionSubject): string {
  return session === null ? "" : `, or the permission group ${PRESETS[session.identity.kind]}`;
}

function senderRight(subject: SuggestionSubject): string {
  const { verdict, session, sender } = subject;
  const { right = "ms-Exch-SMTP-Accept-Any-Sender" }: DecidedBy = verdict.by;
  const sendAs =
    session?.identity.userId === undefined
      ? ""
      : `; or ${sender} in allowedSenders of RelayUser ${session.identity.name}`;
  return `${allow(right, subject)}${sendAs}.`;
}

function renewed({ verdict }: SuggestionSubject): string {
  return `A later expiresAt: what ${entryText(verdict.by)} gave has ended.`;
}

function domainOf({ recipient }: SuggestionSubject): string {
  return recipient.slice(recipient.lastIndexOf("@") + 1);
}
