import type { Readable } from "node:stream";
import type { BodyType, MessageDsn, RecipientDsn } from "../../model";
import type { RecipientEvent } from "../queue";
import type { MessageOrigin } from "./spool";

export interface ClaimedRecipient {
  readonly recipientId: number;
  readonly address: string;
  /** Attempts before this one. */
  readonly attempts: number;
  /** Number of the attempt that begins, greater than that of all before; absent while nothing is leased. */
  readonly lease?: number;
}

/** A recipient whose mail is still on its way. */
export interface WaitingRecipient {
  readonly recipientId: number;
  readonly address: string;
  readonly isDelayTold: boolean;
}

/** A message with recipients whose time has come. Nothing is leased yet. */
export interface DueMessage {
  readonly queueId: string;
  /** Start of the message's lifetime, epoch milliseconds. */
  readonly lifetimeFrom: number;
  readonly recipients: readonly ClaimedRecipient[];
}

/** What goes over the wire. */
export interface MessageContent {
  /** "" is the null sender. */
  readonly sender: string;
  readonly bodyType: BodyType;
  readonly smtpUtf8: boolean;
  /** RET and ENVID, when the client gave them. */
  readonly dsn?: MessageDsn;
  /** Mailbox of a believed AUTH=, "" for `<>`. */
  readonly submitter?: string;
  /** NOTIFY and ORCPT by recipient id; absent when nobody has any. */
  readonly recipientDsn?: ReadonlyMap<number, RecipientDsn>;
  /** Bytes of the body. */
  readonly size: number;
  /** Who it came from; absent: nobody knows any more. */
  readonly origin?: MessageOrigin;
  /** Epoch milliseconds; absent: nobody knows any more. */
  readonly receivedAt?: number;
  /** Bytes exactly as they were received, or a way to read them. */
  readonly body: Buffer | (() => Readable);
}

export interface RecipientOutcome {
  readonly recipientId: number;
  readonly event: RecipientEvent;
  /** The attempt that this is the answer of: ignored once a newer one has begun. Absent: it is not about an attempt. */
  readonly lease?: number;
}

/** What the delivery runner needs of the spool. */
export interface DeliveryClaims {
  /** Called whenever something may have become due. */
  onDue(listener: () => void): void;
  /** Epoch milliseconds, 0 is now; undefined when nothing waits. */
  nextDueAt(): number | undefined;
  /** Takes one due message. Whoever takes it leases it, settles it or puts it back. */
  takeDue(now: number): DueMessage | undefined;
  /** Puts a message that was taken back to where its times say. */
  putBack(queueId: string): void;
  /** Begins an attempt for those of the recipients that still wait for one. */
  lease(queueId: string, recipientIds: readonly number[]): readonly ClaimedRecipient[];
  /** Recipients that still wait: for their time, for a route, or for an attempt to end. Not those that an operator holds. */
  waiting(queueId: string): readonly WaitingRecipient[];
  /** The message itself; undefined when the disk no longer has it as it was written. */
  content(queueId: string): MessageContent | undefined | Promise<MessageContent | undefined>;
  /** Tells what became of recipients; messages delivered to everybody are forgotten. Written soon, not at once. */
  settle(queueId: string, outcomes: readonly RecipientOutcome[]): void;
  /** Makes mail that is held for lack of a route due again. */
  releaseWithoutRoute(): void;
}
