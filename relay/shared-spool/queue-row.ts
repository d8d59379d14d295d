import type { MessageDsn, RecipientDsn } from "../../model";
import { dueAt, FRESH_STATUS, nextStatus, type QueueEntry, type RecipientStatus } from "../queue";
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

/** How far delivery has come, for the columns of the table. */
export interface StoredState {
  readonly statuses: string;
  /** Epoch milliseconds; null: nobody is due. */
  readonly dueAt: number | null;
  readonly queued: number;
  readonly delivered: number;
  readonly heldOperator: number;
  readonly heldNoRoute: number;
  readonly heldFailed: number;
  readonly heldExpired: number;
}

// Routes change on other hosts too: mail without one is looked at again by itself.
const NO_ROUTE_WAIT = 60_000;

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

/** @param now Epoch milliseconds */
export function storedState(statuses: readonly RecipientStatus[], now: number): StoredState {
  const kept = statuses.map(settled);
  const held = (reason: RecipientStatus["holdReason"]) =>
    kept.filter(({ state, holdReason }) => state === "held" && holdReason === reason).length;
  const count = (wanted: RecipientStatus["state"]) => kept.filter(({ state }) => state === wanted).length;
  const heldNoRoute = held("no-route");
  return {
    statuses: JSON.stringify(kept),
    dueAt: earliest(dueOf(kept), heldNoRoute > 0 ? now + NO_ROUTE_WAIT : null),
    queued: count("queued"),
    delivered: count("delivered"),
    heldOperator: held("operator"),
    heldNoRoute,
    heldFailed: held("failed"),
    heldExpired: held("expired"),
  };
}

/** An attempt that is going on is this host's own affair. */
function settled(status: RecipientStatus): RecipientStatus {
  return nextStatus(status, { type: "returned" }) ?? status;
}

function dueOf(statuses: readonly RecipientStatus[]): number | null {
  const recipients = statuses.map((status) => ({ address: "", status }));
  return dueAt({ queueId: "", receivedAt: 0, lifetimeFrom: 0, recipients, stored: null }) ?? null;
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
