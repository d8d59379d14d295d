import type { DecidedBy } from "../decision";
import type { RecipientDsn } from "../dsn-parameters";
import type { ExtendedRight } from "../extended-right";
import { parseMailAddress, type MailAddress } from "../mail-address";
import type { AcceptedDomains } from "../snapshot";
import type { RcptFacts } from "./facts";
import { needsUtf8 } from "./needs-utf8";
import { parseRcptParameters } from "./rcpt-parameters";
import { reservedDomain } from "./reserved-domain";
import type { RcptDecision } from "./results";
import type { TransactionPolicy } from "./session-policy";
import { accept, close, reject, repliesFor, type Verdict } from "./verdicts";

const ANY_RECIPIENT: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Recipient";

/**
 * Judges RCPT TO: syntax and parameters, count, reserved domains, then accepted domain or the relay right, then what the
 * connector narrows recipients to (exchange-model §3.5). Address literals are refused whatever the rights. The caller has checked the sequence.
 */
export function decideRcpt(transaction: TransactionPolicy, facts: RcptFacts): RcptDecision {
  const read = readRecipient(transaction, facts);
  if (!read.ok) return reject(read.refusal);
  const { session } = transaction;
  if (facts.acceptedCount >= session.selection.connector.settings.maxRecipientsPerMessage) {
    return reject({ reason: "too-many-recipients", reply: repliesFor(session).tooManyRecipients, by: session.by });
  }
  const decision =
    read.address === "postmaster" ? judgePostmaster(transaction) : judgeAddress(transaction, read.address, facts);
  return read.dsn === undefined || decision.action !== "accept" ? decision : { ...decision, dsn: read.dsn };
}

type Recipient =
  | { readonly ok: true; readonly address: MailAddress | "postmaster"; readonly dsn?: RecipientDsn }
  | { readonly ok: false; readonly refusal: Verdict };

function readRecipient(transaction: TransactionPolicy, { address, parameters }: RcptFacts): Recipient {
  const { session } = transaction;
  const replies = repliesFor(session);
  const { defaultDomain } = session.selection.connector.settings;
  const letters = transaction.smtpUtf8 ? "utf-8" : "ascii";
  const parsed = isPostmaster(address) ? undefined : parseMailAddress(address, { letters, defaultDomain });
  if (parsed?.ok === false) {
    const reply = parsed.fault === "non-ascii" ? needsUtf8(session) : replies.recipientSyntax;
    return { ok: false, refusal: { reason: "bad-syntax", reply, by: session.by } };
  }
  const read = parseRcptParameters(parameters, transaction);
  if (!read.ok) {
    const reply = read.fault === "unknown-parameter" ? replies.parameterUnknown : replies.parameterInvalid;
    return { ok: false, refusal: { reason: read.fault, reply, by: session.by } };
  }
  return {
    ok: true,
    address: parsed?.address ?? "postmaster",
    ...(read.dsn === undefined ? {} : { dsn: read.dsn }),
  };
}

/** RFC 5321 §4.1.1.3: `<postmaster>` needs no domain, and no regard to case. */
function isPostmaster(address: string): boolean {
  return address.length === 10 && address.toLowerCase() === "postmaster";
}

/**
 * Never narrowed by rights: RFC 5321 §4.5.1 wants it reachable by whoever may submit at all. TransportConfig's, else at
 * DefaultDomain, else the snapshot's choice.
 */
function judgePostmaster({ session, current }: TransactionPolicy): RcptDecision {
  const replies = repliesFor(session);
  const { by } = session;
  const { defaultDomain } = session.selection.connector.settings;
  const isConfigured = current.transport.postmaster !== null || defaultDomain === null;
  const postmaster = isConfigured ? current.postmaster : `postmaster@${defaultDomain}`;
  return postmaster === null
    ? reject({ reason: "no-postmaster", reply: replies.noPostmaster, by })
    : { ...accept({ reason: "postmaster", reply: replies.recipientOk, by }), recipient: postmaster };
}

function judgeAddress(transaction: TransactionPolicy, address: MailAddress, facts: RcptFacts): RcptDecision {
  const { session, rights } = transaction;
  const replies = repliesFor(session);
  if (address.isLiteral) return refuseRelay(transaction, facts, { reason: "address-literal", by: session.by });
  const reserved = reservedDomain(address.domain, session.selection.connector.settings);
  if (reserved !== undefined)
    return reject({ reason: reserved.reason, reply: replies[reserved.reply], by: session.by });
  const acceptedDomain = acceptedDomainOf(transaction.acceptedDomains, address.domain);
  const relayRight = rights.granted.get(ANY_RECIPIENT);
  if (acceptedDomain === undefined && relayRight === undefined) return refuseMissingRight(transaction, facts);
  if (!transaction.scopes.every(({ recipients }) => recipients === null || recipients.includes(address))) {
    return refuseRelay(transaction, facts, { reason: "only-recipients", by: session.by });
  }
  const verdict =
    acceptedDomain === undefined
      ? ({ reason: "relay-right", by: relayRight ?? session.by } as const)
      : ({ reason: "accepted-domain", by: { ...session.by, acceptedDomain } } as const);
  return { ...accept({ ...verdict, reply: replies.recipientOk }), recipient: address.text };
}

/** Name of the accepted domain that covers this one, if every revision that counts has one. */
function acceptedDomainOf(tables: readonly AcceptedDomains[], domain: string): string | undefined {
  const matches = tables.map((table) => table.match(domain));
  return matches.includes(undefined) ? undefined : matches[0]?.domainName;
}

function refuseMissingRight(transaction: TransactionPolicy, facts: RcptFacts): RcptDecision {
  const { session, rights } = transaction;
  const missing = rights.missing.get(ANY_RECIPIENT);
  if (missing === undefined) {
    return refuseRelay(transaction, facts, { reason: "no-relay-right", by: { ...session.by, right: ANY_RECIPIENT } });
  }
  const { reason, by } = missing;
  return reason === "range-released"
    ? reject({ reason, reply: repliesFor(session).configurationChanging, by })
    : refuseRelay(transaction, facts, { reason: WHY_NO_RELAY[reason], by });
}

const WHY_NO_RELAY = {
  denied: "relay-right-denied",
  expired: "relay-right-expired",
  "wide-relay-withheld": "wide-relay-withheld",
} as const;

/** The budget of relay refusals is apart from MaxProtocolErrors: a client that keeps trying loses its connection. */
function refuseRelay(
  { session }: TransactionPolicy,
  { relayRefusals }: RcptFacts,
  { reason, by }: Pick<Verdict, "reason"> & { readonly by: DecidedBy },
): RcptDecision {
  const replies = repliesFor(session);
  return relayRefusals >= session.snapshot.transport.maxRelayRefusals
    ? close({ reason: "relay-refusal-budget", reply: replies.tooManyRelayRefusals, by })
    : reject({ reason, reply: replies.relayDenied, by });
}
