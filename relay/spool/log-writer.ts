import type { Batch, BatchOutcome, LogThread } from "./log-thread";
import { RecentBatches } from "./recent-batches";
import {
  newSegmentSalt,
  RECORD_HEADER_BYTES,
  SEGMENT_HEADER_BYTES,
  segmentHeader,
  writeRecord,
} from "./segment-format";
import { SpoolFault, spoolFaultOf } from "./spool-fault";
import type { SpoolLimits } from "./spool-limits";

/** Where a record lies. */
export interface RecordPlace {
  readonly segment: number;
  readonly offset: number;
  /** Bytes from its header to its end. */
  readonly length: number;
}

/** A message on its way into the log. */
export interface MessageRecord {
  /** Asked for when the batch is put together, so that it says the latest; undefined: the message is gone meanwhile. */
  readonly meta: () => string | undefined;
  readonly body: readonly Buffer[];
  readonly bodyLength: number;
  /** Called once: with its place when the record is on stable storage, or with the reason why it is not. */
  readonly settled: (outcome: RecordPlace | SpoolFault | "unwanted") => void;
}

export interface LogWriterParts {
  readonly limits: SpoolLimits;
  /** Number of the first segment to write: above all that exist. */
  readonly firstSegment: number;
  /** What changed since the last call, as the metadata of a record; undefined: nothing. */
  readonly takeChanges: () => string | undefined;
  /** A batch is on stable storage (true), or was not written: its changes must be handed out again (false). */
  readonly changesWritten: (written: boolean) => void;
  readonly onSegment: (segment: number, salt: Buffer) => void;
  readonly onFault: (fault: SpoolFault) => void;
}

interface Placed {
  readonly record: MessageRecord;
  readonly place: RecordPlace;
}

interface InFlight {
  /** On the clock of performance.now(). */
  readonly since: number;
  readonly batch: RecordPlace;
  readonly placed: readonly Placed[];
}

interface BatchRecord {
  readonly record: MessageRecord;
  readonly meta: string;
}

/**
 * Group commit: one batch is at the disk, everything that comes meanwhile makes the next. Changes follow the messages of
 * their batch, so that a record copied by the cleaner never hides a later change.
 */
export class LogWriter {
  readonly #parts: LogWriterParts;
  #thread: LogThread | undefined;
  #waiting: MessageRecord[] = [];
  #inFlight: InFlight | undefined;
  #segment: number;
  #salt = newSegmentSalt();
  #size = 0;
  #flush: NodeJS.Immediate | undefined;
  /** Changes came while a batch was at the disk: the next one follows at once, whether messages wait or not. */
  #isNextWanted = false;
  #changesTimer: NodeJS.Timeout | undefined;
  #failed: SpoolFault | undefined;
  #idle: (() => void)[] = [];
  readonly #recent: RecentBatches;

  constructor(parts: LogWriterParts) {
    this.#parts = parts;
    this.#segment = parts.firstSegment;
    this.#recent = new RecentBatches(parts.limits.recentBytes);
    parts.onSegment(this.#segment, this.#salt);
  }

  /** The thread answers to `onOutcome`, so it can only be there after the writer. */
  use(thread: LogThread): void {
    this.#thread = thread;
  }

  get segment(): number {
    return this.#segment;
  }

  /** Milliseconds that a batch has been at the disk; 0 when none is. */
  get waitsFor(): number {
    return this.#inFlight === undefined ? 0 : performance.now() - this.#inFlight.since;
  }

  /** A copy of the record at a place, where it needs no disk. */
  recent(place: RecordPlace): Buffer | undefined {
    return this.#recent.read(place);
  }

  append(record: MessageRecord): void {
    if (this.#failed !== undefined) return record.settled(this.#failed);
    this.#waiting.push(record);
    this.#schedule();
  }

  /** There are changes to write: at once, or when they have waited a little for company. */
  changesWait(patience: "at-once" | "a-little"): void {
    if (this.#failed !== undefined) return;
    if (patience === "at-once") return this.#schedule();
    this.#changesTimer ??= setTimeout(() => {
      this.#changesTimer = undefined;
      this.#schedule();
    }, this.#parts.limits.changesDelay);
  }

  /** Resolves when nothing is waiting any more, written or refused. */
  async drain(): Promise<void> {
    this.#schedule();
    if (this.#flush === undefined && this.#inFlight === undefined) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  onOutcome(outcome: BatchOutcome, bytes?: Uint8Array): void {
    const flight = this.#inFlight;
    this.#inFlight = undefined;
    if (outcome.ok) {
      if (bytes !== undefined && flight !== undefined) this.#recent.keep(bytes, flight.batch);
      this.#parts.changesWritten(true);
      for (const { record, place } of flight?.placed ?? []) record.settled(place);
      // Somebody who waits for everything to be written waits for the changes too.
      if (this.#waiting.length > 0 || this.#idle.length > 0 || this.#isNextWanted) this.#writeBatch();
    } else {
      this.#refuse(outcome, flight);
      if (this.#waiting.length > 0) this.#writeBatch();
    }
    this.#restIfDone();
  }

  #restIfDone(): void {
    if (this.#inFlight === undefined && this.#flush === undefined)
      for (const resolve of this.#idle.splice(0)) resolve();
  }

  #refuse(outcome: BatchOutcome & { ok: false }, flight: InFlight | undefined): void {
    const fault = outcome.storeFailed
      ? new SpoolFault("store-failed", outcome.code)
      : spoolFaultOf({ code: outcome.code });
    if (flight !== undefined) this.#size = flight.batch.offset;
    if (fault.kind === "store-failed") this.#failed = fault;
    this.#parts.changesWritten(false);
    this.#parts.onFault(fault);
    for (const { record } of flight?.placed ?? []) record.settled(fault);
    if (this.#failed !== undefined) for (const record of this.#waiting.splice(0)) record.settled(fault);
    else this.#changesTimer ??= setTimeout(() => this.#schedule(), this.#parts.limits.diskPollInterval);
  }

  #schedule(): void {
    if (this.#inFlight !== undefined) this.#isNextWanted = true;
    if (this.#inFlight !== undefined || this.#flush !== undefined) return;
    this.#flush = setImmediate(() => {
      this.#flush = undefined;
      if (this.#inFlight === undefined) this.#writeBatch();
      this.#restIfDone();
    });
  }

  #writeBatch(): void {
    clearTimeout(this.#changesTimer);
    this.#changesTimer = undefined;
    this.#isNextWanted = false;
    if (this.#failed !== undefined) return;
    const { records, bytes } = this.#takeBatch();
    const changes = this.#parts.takeChanges();
    if (records.length === 0 && changes === undefined) return;
    this.#roll();
    const tailLength = changes === undefined ? 0 : RECORD_HEADER_BYTES + Buffer.byteLength(changes);
    this.#send(records, { changes, room: bytes + tailLength });
  }

  #takeBatch(): { readonly records: readonly BatchRecord[]; readonly bytes: number } {
    const { batchBytes, batchMessages } = this.#parts.limits;
    const records: BatchRecord[] = [];
    let bytes = 0;
    let taken = 0;
    for (; taken < this.#waiting.length && records.length < batchMessages && bytes < batchBytes; taken++) {
      const record = this.#waiting[taken] as MessageRecord;
      const meta = record.meta();
      if (meta === undefined) {
        record.settled("unwanted");
        continue;
      }
      records.push({ record, meta });
      bytes += RECORD_HEADER_BYTES + Buffer.byteLength(meta) + record.bodyLength;
    }
    this.#waiting = taken === this.#waiting.length ? [] : this.#waiting.slice(taken);
    return { records, bytes };
  }

  #roll(): void {
    if (this.#size < this.#parts.limits.segmentBytes) return;
    this.#segment++;
    this.#salt = newSegmentSalt();
    this.#size = 0;
    this.#parts.onSegment(this.#segment, this.#salt);
  }

  #send(
    records: readonly BatchRecord[],
    { changes, room }: { readonly changes: string | undefined; readonly room: number },
  ): void {
    const start = this.#size;
    const head = start === 0 ? SEGMENT_HEADER_BYTES : 0;
    const bytes = this.#recent.take(head + room);
    if (head > 0) segmentHeader(this.#salt).copy(bytes, 0);
    let end = head;
    const placed = records.map(({ record, meta }): Placed => {
      const offset = start + end;
      end = writeRecord(bytes, end, { salt: this.#salt, type: "message", meta, body: record.body });
      return { record, place: { segment: this.#segment, offset, length: start + end - offset } };
    });
    if (changes !== undefined) {
      end = writeRecord(bytes, end, { salt: this.#salt, type: "changes", meta: changes, body: [] });
    }
    const batch: Batch = { segment: this.#segment, offset: start, bytes, length: end };
    this.#size = start + end;
    this.#inFlight = {
      since: performance.now(),
      batch: { segment: this.#segment, offset: start, length: end },
      placed,
    };
    this.#thread?.write(batch);
  }
}
