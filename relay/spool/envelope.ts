import type { BodyType, MessageDsn, RecipientDsn } from "../../model";
import { FRESH_STATUS, type QueueEntry } from "../queue";
import { restoredStatus, storedStatuses, type StoredStatus } from "./change-book";
import type { RecordPlace } from "./log-writer";
import type { MessageOrigin, NewMessage, SpoolRecipient } from "./spool";

/** What the spool keeps in memory of a stored message: where it is. */
export interface StoredMessage {
  place: RecordPlace;
  /** Bytes of the body. */
  readonly size: number;
  readonly inFile: boolean;
}

export type SpoolEntry = QueueEntry<StoredMessage>;

/** Metadata of a `message` record: the envelope, and how far delivery had come when the record was written. */
export interface StoredEnvelope {
  readonly queueId: string;
  readonly sender: string;
  readonly bodyType: BodyType;
  readonly smtpUtf8: boolean;
  /** Not there without RET and ENVID, nor in spools of before. */
  readonly dsn?: MessageDsn;
  /** Not there without an AUTH= that is believed, nor in spools of before. */
  readonly submitter?: string;
  /** Recipients with NOTIFY or ORCPT. */
  readonly recipientDsn?: readonly (readonly [recipientId: number, dsn: RecipientDsn])[];
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly origin: MessageOrigin;
  /** Bytes of the body. */
  readonly size: number;
  /** The body lies in a file of its own, with this CRC-32. */
  readonly fileCrc?: number;
  /** Addresses; a recipient's place in the list is its id. */
  readonly recipients: readonly string[];
  /** There once the cleaner has copied the record. */
  readonly lifetimeFrom?: number;
  readonly statuses?: readonly StoredStatus[];
}

/** The envelope of a message that has just arrived, as JSON. Put together here: it is on the path of every message. */
export function newEnvelopeText(message: NewMessage, body: BodyFacts): string {
  const { queueId, sender, recipients, bodyType, smtpUtf8, receivedAt, origin } = message;
  return (
    `{"queueId":"${queueId}","sender":${JSON.stringify(sender)},"bodyType":"${bodyType}","smtpUtf8":${smtpUtf8},` +
    `"receivedAt":${receivedAt},"size":${body.size},"recipients":${addressesText(recipients)},` +
    `${rareText(message, body)}"origin":${originText(origin)}}`
  );
}

interface BodyFacts {
  readonly size: number;
  readonly fileCrc?: number;
}

/** What few messages have, with a comma behind it. */
function rareText({ dsn, submitter, recipients }: NewMessage, { fileCrc }: BodyFacts): string {
  const recipientDsn = dsnOfRecipients(recipients);
  if (dsn === undefined && submitter === undefined && fileCrc === undefined && recipientDsn.length === 0) return "";
  const facts: Partial<StoredEnvelope> = {
    ...(dsn === undefined ? {} : { dsn }),
    ...(submitter === undefined ? {} : { submitter }),
    ...(recipientDsn.length === 0 ? {} : { recipientDsn }),
    ...(fileCrc === undefined ? {} : { fileCrc }),
  };
  return `${JSON.stringify(facts).slice(1, -1)},`;
}

function addressesText(recipients: readonly SpoolRecipient[]): string {
  const [first] = recipients;
  if (recipients.length === 1 && first !== undefined) return `[${JSON.stringify(first.address)}]`;
  return JSON.stringify(recipients.map(({ address }) => address));
}

function dsnOfRecipients(recipients: readonly SpoolRecipient[]): (readonly [number, RecipientDsn])[] {
  const found: (readonly [number, RecipientDsn])[] = [];
  for (let id = 0; id < recipients.length; id++) {
    const dsn = recipients[id]?.dsn;
    if (dsn !== undefined) found.push([id, dsn]);
  }
  return found;
}

// The messages of a session share their origin: half the text of an envelope, made once.
const originTexts = new WeakMap<MessageOrigin, string>();

function originText(origin: MessageOrigin): string {
  const known = originTexts.get(origin);
  if (known !== undefined) return known;
  const text = JSON.stringify(origin);
  originTexts.set(origin, text);
  return text;
}

/** The envelope of a copied record: the same, with today's statuses. */
export function copiedEnvelopeText(envelope: StoredEnvelope, entry: SpoolEntry): string {
  return JSON.stringify({ ...envelope, lifetimeFrom: entry.lifetimeFrom, statuses: storedStatuses(entry) });
}

/** The queue's view of a stored message. */
export function entryOf(
  { queueId, receivedAt, recipients, ...later }: EnvelopeFacts,
  stored: StoredMessage,
): SpoolEntry {
  const entry: SpoolEntry = {
    queueId,
    receivedAt,
    lifetimeFrom: later.lifetimeFrom ?? receivedAt,
    recipients: recipients.map((address) => ({ address, status: FRESH_STATUS })),
    stored,
  };
  restoreStatuses(entry, later.statuses ?? []);
  return entry;
}

type EnvelopeFacts = Pick<StoredEnvelope, "queueId" | "receivedAt" | "recipients" | "lifetimeFrom" | "statuses">;

export function restoreStatuses(entry: SpoolEntry, statuses: readonly StoredStatus[]): void {
  for (const [id, status] of statuses) {
    const recipient = entry.recipients[id];
    if (recipient !== undefined) recipient.status = restoredStatus(status);
  }
}
