import type { HeaderDecision, MailDecision, RcptDecision } from "../decide/results";
import type { SessionPolicy, SessionRights, TransactionPolicy } from "../decide/session-policy";
import type { Decision } from "../decision";
import type { ExplainQuestion } from "./explain-question";
import type { Check } from "./explain-step";
import { rightFinding } from "./explain-words";
import { headerMailboxes } from "../header-sender";
import { isOwnDomain } from "../own-domain";
import { parseMailAddress } from "../mail-address";
import type { ReceiveConnectorSettings } from "../settings";

const SUBMIT = "ms-Exch-SMTP-Submit";
const SENDER_REASONS = [
  ...["null-sender", "allowed-sender", "own-domain-sender", "foreign-sender", "partner-sender"],
  ...["sender-not-allowed", "sender-right-expired"],
] as const;

/** What MAIL is judged by. @param session As it is before MAIL; its transaction, where there is one, says more. */
export function mailChecks(
  session: SessionPolicy,
  decision: MailDecision,
  question: ExplainQuestion,
): readonly Check[] {
  const { settings } = session.selection.connector;
  const rights = decision.transaction?.rights ?? session.rights;
  const { name, kind } = decision.transaction?.session.identity ?? session.identity;
  return [
    { check: "connector of today", finding: "still the session's own", decides: ["winner-changed"] },
    {
      check: "RequireTLS",
      finding: `${settings.requireTls ? "yes" : "no"}, and ${question.tls ? "TLS is up" : "the session is in clear"}`,
      decides: ["tls-required"],
    },
    { check: "syntax", finding: `<${bare(question.mailFrom)}>`, decides: ["bad-syntax", "unknown-parameter"] },
    {
      check: "Domain Secure",
      finding: settings.domainSecureEnabled
        ? `on for ${session.snapshot.transport.tlsReceiveDomainSecureList.join(", ") || "no domain"}; the client is ${kind}`
        : "domainSecureEnabled is false",
      decides: ["client-certificate-required", "client-certificate-refused"],
    },
    { check: "Submit", finding: rightFinding(rights, SUBMIT), decides: ["no-submit-right", "submit-right-expired"] },
    {
      check: "message rate",
      finding: `${settings.messageRateLimit} a minute, taken for the first message`,
      decides: ["message-rate"],
    },
    { check: "spool", finding: "taken for one that takes mail", decides: ["insufficient-resources"] },
    { check: "sender", finding: senderFinding(session, rights, question), decides: SENDER_REASONS },
    { check: "onlySenders", finding: scopeFinding(settings, "onlySenders"), decides: ["only-senders"] },
    ...(decision.reason === "range-released"
      ? [{ check: "move", finding: `the range changes hands; ${name} waits`, decides: ["range-released"] } as const]
      : []),
  ];
}

function senderFinding(
  { snapshot, identity, selection }: SessionPolicy,
  rights: SessionRights,
  question: ExplainQuestion,
) {
  const text = bare(question.mailFrom);
  if (text === "") return "the null sender, who needs Submit only";
  const { defaultDomain } = selection.connector.settings;
  const parsed = parseMailAddress(text, { letters: "utf-8", defaultDomain });
  if (!parsed.ok) return "not an address";
  const { domain, isLiteral, text: address } = parsed.address;
  if (identity.allowedSenders.has(address.toLowerCase()) || identity.allowedSenders.has(domain)) {
    return `${address} is an allowed sender of ${identity.name}`;
  }
  const isOwn = !isLiteral && isOwnDomain(snapshot.acceptedDomains, domain);
  const right = isOwn ? "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender" : "ms-Exch-SMTP-Accept-Any-Sender";
  return `${domain} is ${isOwn ? "an own domain" : "no own domain"}: ${rightFinding(rights, right)}`;
}

function scopeFinding(settings: ReceiveConnectorSettings, scope: "onlySenders" | "onlyRecipients"): string {
  const entries = settings[scope];
  return entries === null ? "not narrowed" : entries.join(", ");
}

/** What RCPT is judged by. */
export function rcptChecks(
  transaction: TransactionPolicy,
  decision: RcptDecision,
  question: ExplainQuestion,
): readonly Check[] {
  const { session, rights, current } = transaction;
  const { settings } = session.selection.connector;
  const recipient = decision.recipient ?? bare(question.rcptTo);
  const domain = recipient.slice(recipient.lastIndexOf("@") + 1).toLowerCase();
  const accepted = recipient.includes("@") ? current.acceptedDomains.match(domain) : undefined;
  return [
    { check: "syntax", finding: `<${bare(question.rcptTo)}>`, decides: ["bad-syntax", "unknown-parameter"] },
    {
      check: "recipients",
      finding: `at most ${settings.maxRecipientsPerMessage}, taken for the first one`,
      decides: ["too-many-recipients"],
    },
    {
      check: "postmaster",
      finding:
        recipient === decision.recipient && decision.reason === "postmaster" ? `means ${recipient}` : "not asked for",
      decides: ["postmaster", "no-postmaster"],
    },
    {
      check: "address literal",
      finding: domain.startsWith("[") ? "always refused" : "none",
      decides: ["address-literal"],
    },
    {
      check: "reserved domains",
      finding: rejectedKinds(settings),
      decides: ["reserved-top-level", "reserved-second-level", "single-label"],
    },
    {
      check: "accepted domain",
      finding: accepted === undefined ? `${domain} is none` : `${accepted.domainName}, ${accepted.domainType}`,
      decides: ["accepted-domain"],
    },
    {
      check: "relay right",
      finding: accepted === undefined ? rightFinding(rights, "ms-Exch-SMTP-Accept-Any-Recipient") : "not needed",
      decides: [...RELAY_REASONS, "range-released"],
    },
    { check: "onlyRecipients", finding: scopeFinding(settings, "onlyRecipients"), decides: ["only-recipients"] },
  ];
}

const RELAY_REASONS = [
  "relay-right",
  "no-relay-right",
  "relay-right-denied",
  "relay-right-expired",
  "wide-relay-withheld",
  "relay-refusal-budget",
] as const;

function rejectedKinds(settings: ReceiveConnectorSettings): string {
  const kinds = [
    ...(settings.rejectReservedTopLevelRecipientDomains ? ["reserved top-level domains"] : []),
    ...(settings.rejectReservedSecondLevelRecipientDomains ? ["reserved second-level domains"] : []),
    ...(settings.rejectSingleLabelRecipientDomains ? ["names of one label"] : []),
  ];
  return kinds.length === 0 ? "none are refused" : `refused: ${kinds.join(", ")}`;
}

/** What the header block is judged by. */
export function headersChecks(
  transaction: TransactionPolicy,
  decision: HeaderDecision,
  headerFrom: string,
): readonly Check[] {
  const { maxHopCount } = transaction.session.selection.connector.settings;
  const mailboxes = headerMailboxes(headerFrom, transaction.smtpUtf8 ? "utf-8" : "ascii").map(({ text }) => text);
  return [
    { check: "header size", finding: `at most ${transaction.maxHeaderSize} bytes`, decides: ["header-size"] },
    { check: "hops", finding: `at most ${maxHopCount}, taken for none`, decides: ["hop-count", "local-hop-count"] },
    {
      check: "From",
      finding: mailboxes.join(", ") || "no mailbox",
      decides: ["accepted", "header-sender-not-allowed", "range-released"],
    },
    ...(decision.stripped.length === 0
      ? []
      : [{ check: "header firewall", finding: `${decision.stripped.length} fields are taken out`, decides: [] }]),
  ];
}

/** What the whole message is judged by. */
export function messageChecks(
  { maxMessageSize }: TransactionPolicy,
  _decision: Decision,
  size: number,
): readonly Check[] {
  const most = maxMessageSize === null ? "any, by ms-Exch-Bypass-Message-Size-Limit" : `at most ${maxMessageSize}`;
  return [{ check: "size", finding: `${size} bytes of ${most}`, decides: ["accepted", "message-size"] }];
}

/** An address as it stands between `<` and `>`. */
export function bare(address: string): string {
  return address.startsWith("<") && address.endsWith(">") ? address.slice(1, -1) : address;
}
