import { openProbeSession } from "./probe-session";
import { connectProbe, mailProbe, rcptProbe, refusedAnswer } from "./probe-stages";
import type { RelayAnswer } from "./relay-answer";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

/**
 * What a host in this world answers to a probe when nothing else goes on: the functions that decide the sessions are
 * asked in their order. Everything that impact and who-can say is about this function.
 */
export function answerProbe(world: RelayWorld, probe: RelayProbe): RelayAnswer {
  const { session, sender } = probe;
  const connect = connectProbe(world, probe);
  if (connect.policy === undefined) return refusedAnswer("connect", connect, null);
  const connector = connect.policy.selection.connector.name;
  const opened = openProbeSession(world, connect.policy, session);
  if (!opened.ok) return refusedAnswer(opened.step, opened.decision, connector);
  const mail = mailProbe(world, opened.session, { sender, secure: session.tls, smtpUtf8: needsUtf8(probe) });
  return mail.transaction === undefined ? refusedAnswer("mail", mail, connector) : rcptProbe(mail.transaction, probe);
}

/** RFC 6531 §3.4. */
function needsUtf8({ sender, recipient }: RelayProbe): boolean {
  return /\P{ASCII}/u.test(sender + recipient);
}
