import type { MessageContent } from "../spool";
import type { BodyStore } from "./body-store";
import type { ClaimedEntry } from "./queue-row";

const EMPTY = Buffer.alloc(0);

/** What goes over the wire; undefined when the database does not have the body as it was stored. */
export async function messageContent(entry: ClaimedEntry, bodies: BodyStore): Promise<MessageContent | undefined> {
  const { envelope, size, parts } = entry.stored;
  const body = await bodyOf(entry, bodies);
  if (body === undefined) return undefined;
  const { sender, bodyType, smtpUtf8, dsn, submitter, recipients, origin, receivedAt } = envelope;
  const asked = recipients.flatMap(({ dsn: wish }, id) => (wish === undefined ? [] : [[id, wish] as const]));
  return {
    sender,
    bodyType,
    smtpUtf8,
    size,
    origin,
    receivedAt,
    body: parts > 1 ? () => bodies.read(entry.queueId, parts) : body,
    ...(dsn === undefined ? {} : { dsn }),
    ...(submitter === undefined ? {} : { submitter }),
    ...(asked.length === 0 ? {} : { recipientDsn: new Map(asked) }),
  };
}

async function bodyOf({ queueId, stored }: ClaimedEntry, bodies: BodyStore): Promise<Buffer | undefined> {
  const { body, parts, size } = stored;
  if (body !== undefined) return body;
  if (parts !== 1) return EMPTY;
  const bytes = await bodies.part(queueId, 0);
  return bytes?.length === size ? bytes : undefined;
}
