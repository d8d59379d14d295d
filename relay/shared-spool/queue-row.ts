import type { MessageDsn, RecipientDsn } from "../../model";
import { FRESH_STATUS, type QueueEntry, type RecipientStatus } from "../queue";
import type { MessageOrigin, NewMessage } from "../spool";

/** The envelope of a message, as it is kept. */
export interface StoredEnvelope extends Omit<NewMessage, "queueId" | "recipients"> {
  readonly recipients: readonly { readonly address: string; readonly dsn?: RecipientDsn }[];
  readonly dsn?: MessageDsn;
  readonly origin: MessageOrigin;
}

/** A row of the table of messages, without what only statements need. */
export interface MessageRow {
  readonly queue_id: string;
  readonly envelope: string;
  readonly received_at: number;
  readonly size: number;
  readonly parts: number;
  readonly lifetime_from: number;
  readonly statuses: string;
}

/** What this host knows of a message that it delivers. */
export interface Claimed {
  readonly envelope: StoredEnvelope;
  /** Bytes of the body. */
  readonly size: number;
  /** Parts of the body in the database. */
  readonly parts: number;
  /** The body, while it is young and small: most mail leaves before it would be read back. */
  body?: Buffer;
}

export type ClaimedEntry = QueueEntry<Claimed>;

export function envelopeText({ queueId: _, ...envelope }: NewMessage): string {
  return JSON.stringify(envelope satisfies StoredEnvelope);
}

/** The message as the queue knows it. What was held for lack of a route is worth another look. */
export function entryOfRow(row: MessageRow): ClaimedEntry {
  const envelope = JSON.parse(row.envelope) as StoredEnvelope;
  const statuses = JSON.parse(row.statuses) as readonly RecipientStatus[];
  return {
    queueId: row.queue_id,
    receivedAt: row.received_at,
    lifetimeFrom: row.lifetime_from,
    recipients: envelope.recipients.map(({ address }, id) => ({ address, status: awaited(statuses[id]) })),
    stored: { envelope, size: row.size, parts: row.parts },
  };
}

function awaited(status: RecipientStatus = FRESH_STATUS): RecipientStatus {
  return status.holdReason === "no-route" ? { ...status, state: "queued", holdReason: null } : status;
}

/** A new message as the queue knows it. */
export function freshEntry(message: NewMessage, stored: Omit<Claimed, "envelope">): ClaimedEntry {
  const { queueId, ...envelope } = message;
  const recipients = message.recipients.map(({ address }) => ({ address, status: FRESH_STATUS }));
  const { receivedAt } = message;
  return { queueId, receivedAt, lifetimeFrom: receivedAt, recipients, stored: { envelope, ...stored } };
}
