import type { RecipientOutcome } from "../spool";

/** A recipient and what happened to it last. */
export interface ToldRecipient extends RecipientOutcome {
  readonly address: string;
}

/** Recipients of one message whose delivery has ended: refused for good, too old, or taken by a host that tells nothing. */
export interface Ending {
  readonly queueId: string;
  readonly recipients: readonly ToldRecipient[];
  /** Name or address of the host whose replies these are; null: this host found it out itself. */
  readonly host: string | null;
}

/** Recipients of one message that wait for longer than senders want to be left in the dark. */
export interface Delay {
  readonly queueId: string;
  readonly recipients: readonly { readonly recipientId: number; readonly address: string }[];
  /** What stands in the way. */
  readonly reply: string | null;
  readonly host: string | null;
  /** Epoch milliseconds. */
  readonly retryUntil: number;
}

/** Tells senders what becomes of their mail. Neither function rejects. */
export interface Notices {
  /**
   * Says how to settle recipients. Whoever wants to know is told whatever happens from then on: the notification is on
   * stable storage. What comes back as it went in has been told to nobody.
   */
  ended(ending: Ending): Promise<readonly RecipientOutcome[]>;
  /** The same for a delay; empty: it could not be told yet. */
  delayed(delay: Delay): Promise<readonly RecipientOutcome[]>;
  /** Whole sentences about what somebody should see to. */
  alarms(): readonly string[];
}
