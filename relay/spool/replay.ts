import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { EventLog } from "./event-log";
import type { RecordPlace } from "./log-writer";
import { readRecord, readSegmentSalt, SEGMENT_HEADER_BYTES, segmentHeader, type FoundRecord } from "./segment-format";

export interface ReplayVisitor {
  readonly onSegment: (segment: number, facts: { readonly salt: Buffer; readonly bytes: number }) => void;
  /** The record's bytes are only good until this returns. */
  readonly onRecord: (record: FoundRecord, place: RecordPlace) => void;
  readonly onDamage?: (damage: SegmentDamage) => void;
}

/**
 * What is not as it was written.
 * - `unfinished`: the end of a segment, which a crash cut off; nobody was told that it is stored.
 * - `gap`: bytes with good records behind them. `header`: only the segment's header. `unreadable`: all of it.
 */
export interface SegmentDamage {
  readonly kind: "unfinished" | "gap" | "header" | "unreadable";
  readonly segment: number;
  readonly offset: number;
  readonly bytes: number;
}

export interface Replayed {
  /** Number of the newest segment; 0 when there is none. */
  readonly newest: number;
  /** Places that could not be read, with good records behind them, and whole segments: the disk has lost something. */
  readonly damaged: number;
}

/** Reads the whole log in the order in which it was written. Only for the start: it reads synchronously. */
export function replayLog(directory: string, log: EventLog, visitor: ReplayVisitor): Replayed {
  const segments = segmentNumbers(directory);
  const reader = new SegmentReader(directory);
  let damaged = 0;
  for (const segment of segments) {
    const bytes = reader.read(segment);
    const header = readSegmentSalt(bytes);
    const salt = header ?? saltOfFirstRecord(bytes);
    if (salt === undefined) {
      damaged += reportHeader({ segment, bytes: bytes.length }, log);
      const kind = bytes.length <= SEGMENT_HEADER_BYTES ? "unfinished" : "unreadable";
      visitor.onDamage?.({ kind, segment, offset: 0, bytes: bytes.length });
      continue;
    }
    if (header === undefined) {
      damaged++;
      log.error({ segment }, "the header of a segment is damaged: its records are read all the same");
      visitor.onDamage?.({ kind: "header", segment, offset: 0, bytes: SEGMENT_HEADER_BYTES });
    }
    visitor.onSegment(segment, { salt: Buffer.from(salt), bytes: bytes.length });
    damaged += replaySegment({ segment, bytes, salt, log }, visitor);
  }
  return { newest: segments.at(-1) ?? 0, damaged };
}

/** Reads one segment after the other into the same memory: a gigabyte of new pages would take as long as its reading. */
class SegmentReader {
  readonly #directory: string;
  #buffer = Buffer.alloc(0);

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Good until the next call. */
  read(segment: number): Buffer {
    const file = openSync(join(this.#directory, segmentName(segment)), "r");
    try {
      const { size } = fstatSync(file);
      if (this.#buffer.length < size) this.#buffer = Buffer.allocUnsafeSlow(size);
      let length = 0;
      for (let read = -1; read !== 0 && length < size; length += read) {
        read = readSync(file, this.#buffer, length, size - length, length);
      }
      return this.#buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }
}

/** What the header should have said, if the record behind it is whole. */
function saltOfFirstRecord(bytes: Buffer): Buffer | undefined {
  const salt = bytes.subarray(SEGMENT_HEADER_BYTES, SEGMENT_HEADER_BYTES + 8);
  return readRecord(bytes, SEGMENT_HEADER_BYTES, salt) === undefined ? undefined : salt;
}

/** Says what is lost with a segment that cannot be read; 1 when it may have been mail. */
function reportHeader(facts: { readonly segment: number; readonly bytes: number }, log: EventLog): 0 | 1 {
  if (facts.bytes <= SEGMENT_HEADER_BYTES) {
    log.warn(facts, "a segment without a whole header was never part of the log");
    return 0;
  }
  log.error(facts, "a segment cannot be read: neither its header nor its first record is whole. Its file is kept");
  return 1;
}

interface SegmentBytes {
  readonly segment: number;
  readonly bytes: Buffer;
  readonly salt: Buffer;
  readonly log: EventLog;
}

function replaySegment({ segment, bytes, salt, log }: SegmentBytes, visitor: ReplayVisitor): number {
  let damaged = 0;
  let offset = SEGMENT_HEADER_BYTES;
  while (offset < bytes.length) {
    const record = readRecord(bytes, offset, salt) ?? findNext(bytes, offset + 1, salt);
    if (record === undefined) {
      // The batch that a crash cut off: nobody was told that it is stored.
      log.warn({ segment, offset, dropped: bytes.length - offset }, "dropped the unfinished end of a segment");
      visitor.onDamage?.({ kind: "unfinished", segment, offset, bytes: bytes.length - offset });
      break;
    }
    if (record.offset !== offset) {
      damaged++;
      log.error({ segment, offset, resumedAt: record.offset }, "part of the spool's log is damaged");
      visitor.onDamage?.({ kind: "gap", segment, offset, bytes: record.offset - offset });
    }
    visitor.onRecord(record, { segment, offset: record.offset, length: record.end - record.offset });
    offset = record.end;
  }
  return damaged;
}

function findNext(bytes: Buffer, from: number, salt: Buffer): FoundRecord | undefined {
  for (let at = bytes.indexOf(salt, from); at >= 0; at = bytes.indexOf(salt, at + 1)) {
    const record = readRecord(bytes, at, salt);
    if (record !== undefined) return record;
  }
  return undefined;
}

/** Header and whole records of a segment's bytes, without what cannot be read; empty when nothing can. */
export function readableParts(bytes: Buffer): readonly Buffer[] {
  const salt = readSegmentSalt(bytes) ?? saltOfFirstRecord(bytes);
  if (salt === undefined) return [];
  const parts = [segmentHeader(salt)];
  const onRecord = ({ offset, end }: FoundRecord): void => void parts.push(bytes.subarray(offset, end));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  replaySegment({ segment: 0, bytes, salt, log }, { onSegment: () => undefined, onRecord });
  return parts;
}

export function segmentName(segment: number): string {
  return `${String(segment).padStart(8, "0")}.log`;
}

function segmentNumbers(directory: string): readonly number[] {
  return readdirSync(directory)
    .map((name) => /^(\d{8,})\.log$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}
