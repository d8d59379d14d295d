import { type AttemptAnswer, isBounced, isDelivered, MessageQueue } from "../queue";
import type { ArrivedBody } from "./arriving-message";
import type { BodyFiles } from "./body-files";
import { BouncedShelf } from "./bounced-shelf";
import { ChangeBook } from "./change-book";
import type { MessageContent } from "./delivery-claims";
import {
  copiedEnvelopeText,
  entryOf,
  newEnvelopeText,
  type SpoolEntry,
  type StoredEnvelope,
  type StoredMessage,
} from "./envelope";
import type { Clock, EventLog } from "./event-log";
import { startLogThread, type LogThread } from "./log-thread";
import { LogWriter, type RecordPlace } from "./log-writer";
import type { Recovered } from "./recovery";
import type { FoundRecord } from "./segment-format";
import type { Segments } from "./segments";
import type { NewMessage } from "./spool";
import { SpoolFault } from "./spool-fault";
import type { SpoolLimits } from "./spool-limits";

export interface SpoolStoreParts {
  readonly logDirectory: string;
  readonly limits: SpoolLimits;
  readonly segments: Segments;
  readonly bodies: BodyFiles;
  readonly clock: Clock;
  readonly log: EventLog;
  /** The disk refused something. */
  readonly onFault: (fault: SpoolFault) => void;
  /** A batch is on stable storage: a good moment to tidy up. */
  readonly onWritten: () => void;
}

/** Messages in the queue together with their bytes on disk. */
export class SpoolStore {
  readonly queue: MessageQueue<StoredMessage>;
  readonly shelf: BouncedShelf;
  #onDue: () => void = () => undefined;
  readonly #parts: SpoolStoreParts;
  readonly #changes = new ChangeBook<StoredMessage>();
  readonly #writer: LogWriter;
  readonly #thread: LogThread;
  readonly #goneFiles = new Set<string>();
  #failed = false;

  constructor(parts: SpoolStoreParts, recovered: Recovered) {
    this.#parts = parts;
    this.queue = new MessageQueue({
      onChange: (entry) => {
        this.#changes.noteChanged(entry);
        this.#writer.changesWait("a-little");
      },
      onDue: () => this.#onDue(),
      leases: { now: () => parts.clock.now(), life: parts.limits.leaseLife },
    });
    this.#writer = this.#makeWriter(recovered.newestSegment + 1);
    this.#thread = startLogThread({
      directory: parts.logDirectory,
      onOutcome: (outcome, bytes) => this.#writer.onOutcome(outcome, bytes),
    });
    this.#writer.use(this.#thread);
    this.shelf = new BouncedShelf({ messages: parts.limits.bouncedMessages, bytes: parts.limits.bouncedBytes });
    for (const entry of recovered.entries) {
      if (isDelivered(entry)) this.#shelve(entry);
      else this.queue.add(entry);
    }
  }

  onDue(listener: () => void): void {
    this.#onDue = listener;
  }

  /** True once the disk cannot be trusted: nothing that happens now could be kept. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Milliseconds that a batch has been at the disk; 0 when none is. */
  get waitsFor(): number {
    return this.#writer.waitsFor;
  }

  /** The segment that is being written. */
  get currentSegment(): number {
    return this.#writer.segment;
  }

  /** Resolves when envelope and body are on stable storage. @throws SpoolFault when they are not. */
  async store(message: NewMessage, body: ArrivedBody): Promise<void> {
    const isInline = body.kind === "inline";
    const text = newEnvelopeText(message, isInline ? { size: body.size } : { size: body.size, fileCrc: body.crc });
    const outcome = await this.#append(() => text, isInline ? body.chunks : []);
    if (outcome === "unwanted" || outcome instanceof SpoolFault) {
      if (body.kind === "file") await this.#parts.bodies.remove(message.queueId);
      throw outcome === "unwanted" ? new SpoolFault("closed", "it was given up") : outcome;
    }
    this.#parts.segments.hold(outcome);
    this.queue.add(newEntry(message, { place: outcome, size: body.size, inFile: body.kind === "file" }));
  }

  /** A message of the queue, or one that was given up. */
  find(queueId: string): SpoolEntry | undefined {
    return this.queue.get(queueId) ?? this.shelf.get(queueId);
  }

  /** Everything that has a record. */
  *entries(): IterableIterator<SpoolEntry> {
    yield* this.queue.entries();
    yield* this.shelf.entries();
  }

  /** Puts a message that was given up back into the queue, for its next event. */
  unshelve(entry: SpoolEntry): void {
    if (this.shelf.take(entry)) this.queue.add(entry);
  }

  /** Takes what an attempt has to say of a recipient, and forgets the message once nobody waits for it. */
  settle(entry: SpoolEntry, recipientId: number, answer: AttemptAnswer): void {
    const { event, lease } = answer;
    if (this.queue.applyAnswer(entry, recipientId, answer)) {
      if ((event.type === "delivered" || event.type === "bounced") && isDelivered(entry)) this.#end(entry);
    } else if (lease !== undefined) {
      const { queueId } = entry;
      this.#parts.log.warn({ queueId, recipientId, answer }, "the answer of an attempt came too late and is ignored");
    }
  }

  remove(entry: SpoolEntry): void {
    this.queue.remove(entry);
    this.shelf.take(entry);
    this.#parts.segments.letGo(entry.stored.place);
    if (entry.stored.inFile) this.#goneFiles.add(entry.queueId);
    this.#changes.noteGone(entry);
    this.#writer.changesWait("a-little");
  }

  /** Resolves when every change made until now is on stable storage. */
  written(): Promise<void> {
    if (this.#failed) return Promise.reject(new SpoolFault("store-failed", "the disk refused to sync"));
    const written = this.#changes.untilWritten();
    this.#writer.changesWait("at-once");
    return written;
  }

  content(entry: SpoolEntry): MessageContent | undefined | Promise<MessageContent | undefined> {
    const { place } = entry.stored;
    const recent = this.#writer.recent(place);
    if (recent !== undefined) return this.#contentOf(entry, this.#parts.segments.recordIn(recent, place));
    return this.#parts.segments.read(place).then((record) => this.#contentOf(entry, record));
  }

  /** For showing it. @throws when the record is damaged. */
  async envelope(entry: SpoolEntry): Promise<StoredEnvelope | undefined> {
    const meta = await this.#parts.segments.readMeta(entry.stored.place);
    return meta === undefined ? undefined : (JSON.parse(meta.toString()) as StoredEnvelope);
  }

  /** Writes a message's record anew, with its present statuses; false when it cannot be read. */
  async copy(entry: SpoolEntry): Promise<boolean> {
    const record = await this.#parts.segments.read(entry.stored.place);
    if (record === undefined) return false;
    const envelope = envelopeOf(record);
    const isWanted = (): boolean => this.find(entry.queueId) === entry;
    const outcome = await this.#append(
      () => (isWanted() ? copiedEnvelopeText(envelope, entry) : undefined),
      record.body.length === 0 ? [] : [record.body],
    );
    if (outcome instanceof SpoolFault) return false;
    if (outcome === "unwanted" || !isWanted()) return true;
    this.#parts.segments.letGo(entry.stored.place);
    this.#parts.segments.hold(outcome);
    entry.stored.place = outcome;
    return true;
  }

  async close(): Promise<void> {
    await this.#writer.drain();
    await this.#thread.close();
    await this.#parts.segments.close();
  }

  #end(entry: SpoolEntry): void {
    if (!isBounced(entry)) return this.remove(entry);
    this.queue.remove(entry);
    this.#shelve(entry);
  }

  #shelve(entry: SpoolEntry): void {
    this.shelf.add(entry);
    for (let old = this.shelf.surplus; old !== undefined; old = this.shelf.surplus) this.remove(old);
  }

  #append(meta: () => string | undefined, body: readonly Buffer[]): Promise<RecordPlace | SpoolFault | "unwanted"> {
    let bodyLength = 0;
    for (const chunk of body) bodyLength += chunk.length;
    return new Promise((settled) => this.#writer.append({ meta, body, bodyLength, settled }));
  }

  #contentOf(entry: SpoolEntry, record: FoundRecord | undefined): MessageContent | undefined {
    if (record === undefined) return undefined;
    const { sender, bodyType, smtpUtf8, size, dsn, submitter, recipientDsn, origin, receivedAt } = envelopeOf(record);
    const { queueId } = entry;
    const body = entry.stored.inFile ? () => this.#parts.bodies.read(queueId) : record.body;
    return {
      sender,
      bodyType,
      smtpUtf8,
      size,
      body,
      origin,
      receivedAt,
      ...(dsn === undefined ? {} : { dsn }),
      ...(submitter === undefined ? {} : { submitter }),
      ...(recipientDsn === undefined ? {} : { recipientDsn: new Map(recipientDsn) }),
    };
  }

  #makeWriter(firstSegment: number): LogWriter {
    return new LogWriter({
      limits: this.#parts.limits,
      firstSegment,
      takeChanges: () => this.#changes.take(),
      changesWritten: (written) => (written ? this.#changesAreWritten() : this.#changes.refused()),
      onSegment: (segment, salt) => this.#parts.segments.add(segment, { salt, bytes: 0 }),
      onFault: (fault) => {
        if (fault.kind === "store-failed") {
          this.#failed = true;
          this.#changes.fail(fault);
        }
        this.#parts.onFault(fault);
      },
    });
  }

  #changesAreWritten(): void {
    for (const queueId of this.#changes.written()) {
      // Only now: before, a crash would have brought the message back without its body.
      if (this.#goneFiles.delete(queueId)) void this.#parts.bodies.remove(queueId).catch(() => undefined);
    }
    this.#parts.onWritten();
  }
}

function envelopeOf(record: FoundRecord): StoredEnvelope {
  return JSON.parse(record.meta.toString()) as StoredEnvelope;
}

function newEntry({ queueId, receivedAt, recipients }: NewMessage, stored: StoredMessage): SpoolEntry {
  return entryOf({ queueId, receivedAt, recipients: recipients.map(({ address }) => address) }, stored);
}
