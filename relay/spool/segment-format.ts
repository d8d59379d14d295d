import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * A segment starts with a header of 32 bytes: `RELAYLOG`, version, reserved, salt (8), CRC-32 of these 24, 4 zero bytes.
 * Records follow: salt (8), CRC-32 of all that follows in the record, type, length of the metadata, length of the body
 * (all 32 bits, little-endian), metadata (JSON), body.
 */
export const SEGMENT_HEADER_BYTES = 32;
export const RECORD_HEADER_BYTES = 24;

/** `message`: envelope and body. `changes`: what became of messages in earlier records. */
export type RecordType = "message" | "changes";

const MAGIC = Buffer.from("RELAYLOG");
const VERSION = 1;
const TYPE_CODES: Readonly<Record<RecordType, number>> = { message: 1, changes: 2 };

/**
 * Random bytes that open each record of one segment. A record that stands inside a message's body cannot know them, so
 * it is never read as one of ours, not even while looking for the next good record after damage.
 */
export function newSegmentSalt(): Buffer {
  return randomBytes(8);
}

export function segmentHeader(salt: Buffer): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(header, 0);
  header.writeUInt32LE(VERSION, 8);
  salt.copy(header, 16);
  header.writeUInt32LE(crc32(header.subarray(0, 24)), 24);
  return header;
}

/** The salt of a segment; undefined when these bytes are not a whole header (a crash while the segment was made). */
export function readSegmentSalt(bytes: Buffer): Buffer | undefined {
  if (bytes.length < SEGMENT_HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return undefined;
  if (bytes.readUInt32LE(24) !== crc32(bytes.subarray(0, 24)) || bytes.readUInt32LE(8) !== VERSION) return undefined;
  return bytes.subarray(16, 24);
}

export interface RecordParts {
  readonly salt: Buffer;
  readonly type: RecordType;
  readonly meta: string;
  readonly body: readonly Buffer[];
}

/** Writes one record into `target` at `offset`; the answer is where it ends. */
export function writeRecord(target: Buffer, offset: number, record: RecordParts): number {
  const metaStart = offset + RECORD_HEADER_BYTES;
  const metaLength = target.write(record.meta, metaStart);
  let end = metaStart + metaLength;
  for (const chunk of record.body) end += chunk.copy(target, end);
  record.salt.copy(target, offset);
  target.writeUInt32LE(TYPE_CODES[record.type], offset + 12);
  target.writeUInt32LE(metaLength, offset + 16);
  target.writeUInt32LE(end - metaStart - metaLength, offset + 20);
  target.writeUInt32LE(crc32(target.subarray(offset + 12, end)), offset + 8);
  return end;
}

/** One whole record inside a segment's bytes. */
export interface FoundRecord {
  readonly type: RecordType;
  readonly offset: number;
  readonly meta: Buffer;
  readonly body: Buffer;
  readonly end: number;
}

/** Length of the metadata by a record's header alone; undefined when it is no header of this segment. */
export function metaLengthOf(header: Buffer, salt: Buffer): number | undefined {
  return header.subarray(0, 8).equals(salt) ? header.readUInt32LE(16) : undefined;
}

/** The record at `offset`; undefined when there is none or its bytes are not those that were written. */
export function readRecord(bytes: Buffer, offset: number, salt: Buffer): FoundRecord | undefined {
  const metaStart = offset + RECORD_HEADER_BYTES;
  if (metaStart > bytes.length || !bytes.subarray(offset, offset + 8).equals(salt)) return undefined;
  const bodyStart = metaStart + bytes.readUInt32LE(offset + 16);
  const end = bodyStart + bytes.readUInt32LE(offset + 20);
  if (end > bytes.length || bytes.readUInt32LE(offset + 8) !== crc32(bytes.subarray(offset + 12, end)))
    return undefined;
  const type = bytes.readUInt32LE(offset + 12) === TYPE_CODES.message ? "message" : "changes";
  return { type, offset, meta: bytes.subarray(metaStart, bodyStart), body: bytes.subarray(bodyStart, end), end };
}
