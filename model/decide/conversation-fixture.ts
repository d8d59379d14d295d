import type { Snapshot } from "../snapshot";
import { decideConnect } from "./decide-connect";
import { decideMail } from "./decide-mail";
import { decideRcpt } from "./decide-rcpt";
import type { ConnectFacts, MailFacts, RcptFacts } from "./facts";
import type { SessionPolicy, TransactionPolicy } from "./session-policy";

export const CRM_CLIENT = "192.168.2.55";

export const CONNECT: ConnectFacts = {
  at: 0,
  local: { address: "10.0.0.5", port: 25 },
  client: CRM_CLIENT,
  hostName: "relay.contoso.com",
  counts: { connectionsThisMinute: 0, connectorConnections: () => 0, sourceConnections: () => 0 },
};

export const MAIL: MailFacts = {
  at: 0,
  secure: false,
  spoolAccepting: true,
  messagesThisMinute: () => 0,
  address: "crm@fabrikam.com",
  parameters: {},
};

export const RCPT: RcptFacts = {
  address: "customer@example.org",
  parameters: {},
  acceptedCount: 0,
  relayRefusals: 0,
};

/** A session of this snapshot. @throws Error when the connection is refused. */
export function connected(snapshot: Snapshot, facts: Partial<ConnectFacts> = {}): SessionPolicy {
  const decision = decideConnect(snapshot, { ...CONNECT, ...facts });
  if (decision.policy === undefined) throw new Error(`refused: ${decision.reason}`);
  return decision.policy;
}

/** A transaction in a session. @throws Error when MAIL is refused. */
export function submitted(session: SessionPolicy, facts: Partial<MailFacts> = {}): TransactionPolicy {
  const decision = decideMail(session, session.snapshot, { ...MAIL, ...facts });
  if (decision.transaction === undefined) throw new Error(`refused: ${decision.reason}`);
  return decision.transaction;
}

/** The reason of RCPT in a new session with the default sender. */
export function recipientReason(snapshot: Snapshot, facts: Partial<RcptFacts> = {}): string {
  return decideRcpt(submitted(connected(snapshot)), { ...RCPT, ...facts }).reason;
}
