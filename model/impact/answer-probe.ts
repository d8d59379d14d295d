import { decideConnect } from "../decide/decide-connect";
import { decideMail } from "../decide/decide-mail";
import { decideRcpt } from "../decide/decide-rcpt";
import type { ConnectionCounts } from "../decide/facts";
import type { RcptDecision } from "../decide/results";
import type { TransactionPolicy } from "../decide/session-policy";
import type { Decision } from "../decision";
import { wideBase } from "../wide-accepted-domain";
import { openProbeSession } from "./probe-session";
import type { RelayAnswer, RelayVerdict } from "./relay-answer";
import { relayEffects } from "./relay-effects";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

const CALM: ConnectionCounts = {
  connectionsThisMinute: 0,
  connectorConnections: () => 0,
  sourceConnections: () => 0,
};

/**
 * What a host in this world answers to a probe when nothing else goes on: the functions that decide the sessions are
 * asked in their order. Everything that impact and who-can say is about this function.
 */
export function answerProbe(world: RelayWorld, probe: RelayProbe): RelayAnswer {
  const { snapshot, at } = world;
  const { client, local, session } = probe;
  const connect = decideConnect(snapshot, { at, local, client, hostName: "localhost", counts: CALM });
  if (connect.policy === undefined) return refused("connect", connect, null);
  const connector = connect.policy.selection.connector.name;
  const opened = openProbeSession(world, connect.policy, session);
  if (!opened.ok) return refused(opened.step, opened.decision, connector);
  const mail = decideMail(opened.session, snapshot, {
    at,
    secure: session.tls,
    spoolAccepting: true,
    messagesThisMinute: () => 0,
    address: probe.sender,
    parameters: needsUtf8(probe) ? { SMTPUTF8: true } : {},
  });
  if (mail.transaction === undefined) return refused("mail", mail, connector);
  const { recipient: address } = probe;
  const rcpt = decideRcpt(mail.transaction, { address, parameters: {}, acceptedCount: 0, relayRefusals: 0 });
  return rcpt.action === "accept" ? accepted(mail.transaction, probe, rcpt) : refused("rcpt", rcpt, connector);
}

function accepted(transaction: TransactionPolicy, { session }: RelayProbe, rcpt: RcptDecision): RelayAnswer {
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

function refused(step: RelayAnswer["step"], { reason, reply, by }: Decision, connector: string | null): RelayAnswer {
  return { verdict: "refuse", step, reason, reply, by, connector, effects: null };
}

/** RFC 6531 §3.4. */
function needsUtf8({ sender, recipient }: RelayProbe): boolean {
  return /\P{ASCII}/u.test(sender + recipient);
}
