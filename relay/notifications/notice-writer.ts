import type { MessageContent, MessageOrigin, SpoolIntake, SpoolRecipient } from "../spool";
import { type ComposedNotice, composeNotice } from "./compose-notice";
import type { OriginalFacts } from "./enclosure";
import type { Notice } from "./notice";
import { readOpening } from "./original-opening";

export interface NoticeWriterParts {
  readonly spool: Pick<SpoolIntake, "begin">;
  readonly hostname: string;
  /** Reads a whole body for what its bytes ask of the way that it is sent. */
  readonly scan: (body: MessageContent["body"]) => Promise<Pick<OriginalFacts, "eightBit" | "binary">>;
}

/** A notification, and the message that it is about. */
export interface NoticeOrder {
  readonly notice: Notice;
  readonly original: MessageContent;
  readonly mayBeWhole: boolean;
  /** Who gets it beside the sender. */
  readonly copyTo: string | null;
}

/** What was made. */
export interface WrittenNotice {
  readonly messageId: string;
  readonly bytes: number;
}

/** Puts notifications into the spool. */
export class NoticeWriter {
  readonly #parts: NoticeWriterParts;

  constructor(parts: NoticeWriterParts) {
    this.#parts = parts;
  }

  /** Resolves when the notification is on stable storage. @throws when it cannot be, and nothing of it stays */
  async write({ notice, original, mayBeWhole, copyTo }: NoticeOrder): Promise<WrittenNotice> {
    const composed = composeNotice(notice, await this.#facts(original, mayBeWhole));
    const whole = composed.isWhole ? original.body : Buffer.alloc(0);
    const recipients = [notice.to, ...(copyTo === null || copyTo === notice.to ? [] : [copyTo])];
    const bytes = await this.#store(notice, { composed, recipients, body: chunksOf(composed, whole) });
    return { messageId: composed.messageId, bytes };
  }

  /** A message of plain text to somebody of this host. */
  async writeText(
    { queueId, to, now }: { readonly queueId: string; readonly to: string; readonly now: number },
    text: string,
  ): Promise<void> {
    const composed = { bodyType: "7BIT", smtpUtf8: false } as const;
    await this.#store({ queueId, now, about: null }, { composed, recipients: [to], body: [Buffer.from(text)] });
  }

  async #facts({ body, smtpUtf8 }: MessageContent, mayBeWhole: boolean): Promise<OriginalFacts> {
    const header = await readOpening(body);
    const scanned = mayBeWhole ? await this.#parts.scan(body) : { eightBit: false, binary: false };
    return { header, mayBeWhole, smtpUtf8, ...scanned };
  }

  async #store(
    { queueId, now, about }: Pick<Notice, "queueId" | "now"> & { readonly about: Notice["about"] | null },
    { composed, recipients, body }: Storable,
  ): Promise<number> {
    const { bodyType, smtpUtf8 } = composed;
    const writer = this.#parts.spool.begin({
      queueId,
      sender: "",
      recipients: recipients.map(toldNothing),
      bodyType,
      smtpUtf8,
      origin: ownOrigin(this.#parts.hostname, about?.queueId ?? ""),
      receivedAt: now,
    });
    let bytes = 0;
    try {
      for await (const chunk of body) {
        bytes += chunk.length;
        await writer.write(chunk);
      }
    } catch (error) {
      await writer.abort();
      throw error;
    }
    await writer.commit();
    return bytes;
  }
}

interface Storable {
  readonly composed: Pick<ComposedNotice, "bodyType" | "smtpUtf8">;
  readonly recipients: readonly string[];
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>;
}

async function* chunksOf({ head, tail }: ComposedNotice, whole: MessageContent["body"]): AsyncGenerator<Buffer> {
  yield head;
  if (Buffer.isBuffer(whole)) yield whole;
  else for await (const chunk of whole()) yield chunk as Buffer;
  yield tail;
}

/** RFC 3461 §6.1: whoever relays a notification must make none about it. */
function toldNothing(address: string): SpoolRecipient {
  return { address, dsn: { notify: ["NEVER"] } };
}

/** Name in the place of a receive connector for mail that the host writes itself. */
export const OWN_MAIL = "notifications of this host";

/** The session id is the queue id of the message that it is about. */
function ownOrigin(hostname: string, about: string): MessageOrigin {
  return {
    connectorId: "",
    connectorName: OWN_MAIL,
    clientAddress: "",
    helo: hostname,
    tls: false,
    principal: "",
    authAs: "Internal",
    authMechanism: "none",
    sessionId: about,
  };
}
