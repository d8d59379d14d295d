import { CALM } from "../decide/calm";
import { decideConnect } from "../decide/decide-connect";
import { decideMail } from "../decide/decide-mail";
import { decideRcpt } from "../decide/decide-rcpt";
import type { MailDecision, RcptDecision } from "../decide/results";
import type { SessionDecision, SessionPolicy, TransactionPolicy } from "../decide/session-policy";
import type { Decision } from "../decision";
import { wideBase } from "../wide-accepted-domain";
import type { RelayAnswer, RelayVerdict } from "./relay-answer";
import { relayEffects } from "./relay-effects";
import type { ProbeSession, RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

/** A client connects while nothing else goes on. */
export function connectProbe(
  { snapshot, at }: RelayWorld,
  { client, local }: Pick<RelayProbe, "client" | "local">,
): SessionDecision {
  return decideConnect(snapshot, { at, local, client, hostName: "localhost", counts: CALM.counts });
}

export interface MailProbe {
  readonly sender: string;
  readonly secure: boolean;
  /** Letters beyond ASCII are announced, as they have to be (RFC 6531 §3.4). */
  readonly smtpUtf8: boolean;
}

/** MAIL in a session that is open. */
export function mailProbe(
  { snapshot, at }: RelayWorld,
  session: SessionPolicy,
  { sender, secure, smtpUtf8 }: MailProbe,
): MailDecision {
  return decideMail(session, snapshot, {
    at,
    secure,
    ...CALM.load,
    address: sender,
    parameters: smtpUtf8 ? { SMTPUTF8: true } : {},
  });
}

/** RCPT in a transaction that is open, and what an accepted mail is worth. */
export function rcptProbe(
  transaction: TransactionPolicy,
  { recipient: address, session }: Pick<RelayProbe, "recipient" | "session">,
): RelayAnswer {
  const rcpt = decideRcpt(transaction, { address, parameters: {}, acceptedCount: 0, relayRefusals: 0 });
  return rcpt.action === "accept"
    ? accepted(transaction, session, rcpt)
    : refusedAnswer("rcpt", rcpt, transaction.session.selection.connector.name);
}

function accepted(transaction: TransactionPolicy, session: ProbeSession, rcpt: RcptDecision): RelayAnswer {
  const { recipient = "" } = rcpt;
  const domain = transaction.current.acceptedDomains.match(recipient.slice(recipient.lastIndexOf("@") + 1));
  const isOurs = rcpt.reason !== "relay-right";
  // An accepted domain that covers domains of strangers makes a relay, whatever it is called.
  const verdict: RelayVerdict =
    isOurs && !(domain !== undefined && wideBase(domain) !== undefined) ? "accept" : "relay";
  return {
    verdict,
    step: "rcpt",
    reason: rcpt.reason,
    reply: rcpt.reply,
    by: rcpt.by,
    connector: transaction.session.selection.connector.name,
    effects: relayEffects(transaction, { session, acceptedAs: isOurs ? (domain?.domainType ?? null) : null }),
  };
}

export function refusedAnswer(
  step: RelayAnswer["step"],
  { reason, reply, by }: Decision,
  connector: string | null,
): RelayAnswer {
  return { verdict: "refuse", step, reason, reply, by, connector, effects: null };
}
