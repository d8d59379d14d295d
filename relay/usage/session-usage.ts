import type { DecisionReason, MailDecision, RcptDecision, SnapshotConnector, TransactionPolicy } from "../../model";

/** What sessions tell of what they accepted. Must not throw, and costs next to nothing. */
export interface SessionUsage {
  /** MAIL was accepted. */
  sender(transaction: TransactionPolicy, decision: MailDecision): void;
  /** RCPT was accepted. */
  recipient(transaction: TransactionPolicy, decision: RcptDecision): void;
  /** The message was accepted and is durable. @param bytes As received. */
  message(transaction: TransactionPolicy, bytes: number): void;
  /** What was accepted would have been refused, if a connector that is observed only were enforced. */
  wouldRefuse(refusal: ObservedRefusal): void;
}

export interface ObservedRefusal {
  /** The one that is observed. */
  readonly connector: SnapshotConnector;
  readonly reason: DecisionReason;
  /** Canonical client address. */
  readonly client: string;
}

/** Counts nothing. */
export const NO_SESSION_USAGE: SessionUsage = {
  sender: () => undefined,
  recipient: () => undefined,
  message: () => undefined,
  wouldRefuse: () => undefined,
};
