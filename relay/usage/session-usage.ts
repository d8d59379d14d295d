import type { MailDecision, RcptDecision, TransactionPolicy } from "../../model";

/** What sessions tell of what they accepted. Must not throw, and costs next to nothing. */
export interface SessionUsage {
  /** MAIL was accepted. */
  sender(transaction: TransactionPolicy, decision: MailDecision): void;
  /** RCPT was accepted. */
  recipient(transaction: TransactionPolicy, decision: RcptDecision): void;
  /** The message was accepted and is durable. @param bytes As received. */
  message(transaction: TransactionPolicy, bytes: number): void;
}

/** Counts nothing. */
export const NO_SESSION_USAGE: SessionUsage = {
  sender: () => undefined,
  recipient: () => undefined,
  message: () => undefined,
};
