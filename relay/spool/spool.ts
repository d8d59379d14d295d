import type { BodyType, MessageDsn, RecipientDsn } from "../../model";
import type { QueueCounts } from "../queue";
import type { DeliveryClaims } from "./delivery-claims";

/** Who a message came from and how, kept with it for ever: for trace, stamps and audit. */
export interface MessageOrigin {
  readonly connectorId: string;
  readonly connectorName: string;
  readonly clientAddress: string;
  readonly helo: string;
  readonly tls: boolean;
  /** Canonical principal of the session. */
  readonly principal: string;
  readonly authAs: "Anonymous" | "Internal" | "External" | "Partner";
  /** `none`, `basic`, `certificate`, `externally-secured`. */
  readonly authMechanism: string;
  /** Logged in, externally secured or allowed to relay: notifications to its senders are no backscatter. */
  readonly mayRelay?: true;
  /** Session id of the protocol log. */
  readonly sessionId: string;
}

export interface SpoolRecipient {
  /** Envelope address, domain as lower-case A-label. */
  readonly address: string;
  /** What the client asked for with NOTIFY and ORCPT; absent: nothing. */
  readonly dsn?: RecipientDsn;
}

export interface NewMessage {
  /** Made before the body is read, since it stands in `Received`: unique for ever. */
  readonly queueId: string;
  /** "" is the null sender. */
  readonly sender: string;
  readonly recipients: readonly SpoolRecipient[];
  readonly bodyType: BodyType;
  readonly smtpUtf8: boolean;
  /** What the client asked for with RET and ENVID; absent: nothing. */
  readonly dsn?: MessageDsn;
  /** Mailbox that a trusted client named in AUTH=, "" for `<>`; absent: nothing that is believed (RFC 4954 §5). */
  readonly submitter?: string;
  readonly origin: MessageOrigin;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * Where one message is written while it arrives. `commit` answers once envelope and body survive power loss;
 * `abort` leaves nothing behind. Exactly one of the two is called.
 */
export interface MessageWriter {
  /** Whole bytes as they will be sent on (CRLF, not dot-stuffed). Resolves when more may be written. */
  write(chunk: Buffer): Promise<void> | undefined;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** What a session needs of the spool. */
export interface SpoolIntake {
  /** False while disk space is low or the store failed: answer 452 4.3.1 before DATA. */
  readonly accepting: boolean;
  begin(message: NewMessage): MessageWriter;
}

export type RecipientState = "queued" | "leased" | "held" | "delivered" | "failed" | "bounced";

export interface QueuedRecipient {
  readonly recipientId: number;
  readonly address: string;
  readonly state: RecipientState;
  readonly attempts: number;
  /** Epoch milliseconds; null unless queued. */
  readonly nextAttemptAt: number | null;
  readonly lastReply: string | null;
  /** Why it is held: `operator`, `no-route`, `failed`, `expired`. */
  readonly holdReason: string | null;
  /** Queue id of the notification that told the sender that it was given up; absent: nobody was told. */
  readonly notification?: string;
}

export interface QueuedMessage {
  readonly queueId: string;
  readonly sender: string;
  readonly size: number;
  readonly receivedAt: number;
  readonly origin: MessageOrigin;
  readonly recipients: readonly QueuedRecipient[];
}

export interface SpoolCounts extends QueueCounts {
  /** Why no new mail is taken; null while it is. */
  readonly refusing: "disk-low" | "store-failed" | "store-slow" | "full" | "memory-full" | "closed" | null;
  /** Bytes of the log on disk, large bodies not counted. */
  readonly logBytes: number;
}

/** What an operator may do. Each change is on stable storage when its promise resolves; false: no such message. */
export interface QueueOperations {
  /** Oldest first. `failed` means held because the next hop refused for good; `bounced`: those no longer in the queue. */
  list(query: { readonly state?: RecipientState; readonly limit: number }): Promise<readonly QueuedMessage[]>;
  show(queueId: string): Promise<QueuedMessage | undefined>;
  /** Makes waiting recipients due at once, and gives recipients that failed or expired another try. */
  retry(queueId: string): Promise<boolean>;
  hold(queueId: string): Promise<boolean>;
  release(queueId: string): Promise<boolean>;
  /** The one way in which accepted mail is given up. */
  delete(queueId: string): Promise<boolean>;
  counts(): SpoolCounts;
}

/** The durable spool of one host. */
export interface Spool extends SpoolIntake, QueueOperations {
  readonly claims: DeliveryClaims;
  /** Takes no more, writes what is waiting, closes. */
  close(): Promise<void>;
}
