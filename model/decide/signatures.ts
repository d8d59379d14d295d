import type { Decision } from "../decision";
import type { Snapshot } from "../snapshot";
import type {
  AuthFacts,
  ConnectFacts,
  CredentialsOutcome,
  EhloFacts,
  HeaderFacts,
  MailFacts,
  MessageFacts,
  RcptFacts,
  StartTlsFacts,
} from "./facts";
import type { EhloDecision, HeaderDecision, MailDecision, RcptDecision } from "./results";
import type { SessionDecision, SessionPolicy, TransactionPolicy } from "./session-policy";

/** Every decision of a session, in the order it meets them (exchange-model §3.5). Each is a function of the same name. */
export interface Decide {
  /** Picks the connector and pins the session to it, or closes. */
  decideConnect(snapshot: Snapshot, facts: ConnectFacts): SessionDecision;
  decideEhlo(session: SessionPolicy, facts: EhloFacts): EhloDecision;
  decideStartTls(session: SessionPolicy, facts: StartTlsFacts): Decision;
  /** Before any credentials are read. */
  decideAuth(session: SessionPolicy, facts: AuthFacts): Decision;
  /** After credentials were checked; accepted: go on with the new policy. */
  decideAuthenticated(session: SessionPolicy, outcome: CredentialsOutcome): SessionDecision;
  decideMail(session: SessionPolicy, current: Snapshot, facts: MailFacts): MailDecision;
  decideRcpt(transaction: TransactionPolicy, facts: RcptFacts): RcptDecision;
  /** At the empty line after the header block, or at end of data when there is none. */
  decideHeaders(transaction: TransactionPolicy, facts: HeaderFacts): HeaderDecision;
  /** At end of data, after decideHeaders. */
  decideMessage(transaction: TransactionPolicy, facts: MessageFacts): Decision;
  /** After any reply of 500 to 504 or 555, the count including it: a closing decision once MaxProtocolErrors is passed. */
  decideProtocolErrors(session: SessionPolicy, protocolErrors: number): Decision | undefined;
}

/** Which budget of the connection a reply spends. */
export type Budget = "protocol-errors" | "relay-refusals" | "none";
