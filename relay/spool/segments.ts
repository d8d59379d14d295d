import { open, unlink, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { syncDirectory } from "./durable-names";
import type { RecordPlace } from "./log-writer";
import { segmentName } from "./replay";
import { metaLengthOf, readRecord, RECORD_HEADER_BYTES, type FoundRecord } from "./segment-format";

interface Segment {
  readonly salt: Buffer;
  bytes: number;
  /** Messages that still need the segment, and the bytes of their records. */
  live: number;
  liveBytes: number;
  file: Promise<FileHandle> | undefined;
}

export function segmentPath(directory: string, segment: number): string {
  return join(directory, segmentName(segment));
}

/** The log's segments: which are still needed, and reading from them. Numbers only grow. */
export class Segments {
  readonly #directory: string;
  readonly #segments = new Map<number, Segment>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  add(segment: number, { salt, bytes }: { readonly salt: Buffer; readonly bytes: number }): void {
    this.#segments.set(segment, { salt, bytes, live: 0, liveBytes: 0, file: undefined });
  }

  /** A message needs the record at this place. */
  hold(place: RecordPlace): void {
    const segment = this.#segments.get(place.segment);
    if (segment === undefined) return;
    segment.live++;
    segment.liveBytes += place.length;
    segment.bytes = Math.max(segment.bytes, place.offset + place.length);
  }

  letGo(place: RecordPlace): void {
    const segment = this.#segments.get(place.segment);
    if (segment === undefined) return;
    segment.live--;
    segment.liveBytes -= place.length;
  }

  /** The oldest segment and how many messages need it. */
  get oldest(): { readonly segment: number; readonly live: number } | undefined {
    for (const [segment, { live }] of this.#segments) return { segment, live };
    return undefined;
  }

  get totals(): { readonly bytes: number; readonly liveBytes: number } {
    let bytes = 0;
    let liveBytes = 0;
    for (const segment of this.#segments.values()) {
      bytes += segment.bytes;
      liveBytes += segment.liveBytes;
    }
    return { bytes, liveBytes };
  }

  /** The record at a place; undefined when its bytes are damaged or gone. */
  async read(place: RecordPlace): Promise<FoundRecord | undefined> {
    const segment = this.#segments.get(place.segment);
    if (segment === undefined) return undefined;
    const bytes = Buffer.allocUnsafeSlow(place.length);
    const file = await this.#open(place.segment, segment);
    const { bytesRead } = await file.read(bytes, 0, place.length, place.offset);
    return bytesRead === place.length ? readRecord(bytes, 0, segment.salt) : undefined;
  }

  /** The record of a place in its bytes; undefined when they are not those that were written. */
  recordIn(bytes: Buffer, { segment }: RecordPlace): FoundRecord | undefined {
    const salt = this.#segments.get(segment)?.salt;
    return salt === undefined ? undefined : readRecord(bytes, 0, salt);
  }

  /** Only the metadata of the record at a place, for showing it: the body is not read, so the CRC is not judged. */
  async readMeta(place: RecordPlace): Promise<Buffer | undefined> {
    const segment = this.#segments.get(place.segment);
    if (segment === undefined) return undefined;
    const file = await this.#open(place.segment, segment);
    const header = await readAt(file, place.offset, RECORD_HEADER_BYTES);
    const length = metaLengthOf(header, segment.salt);
    if (length === undefined || length > place.length) return undefined;
    return readAt(file, place.offset + RECORD_HEADER_BYTES, length);
  }

  /**
   * Forgets a segment and deletes its file. Reads that have begun still end well. Resolves when it is gone for good: a
   * cut must not bring an old record back once the next segment, which says what became of it, may be gone.
   */
  async remove(number: number): Promise<void> {
    const segment = this.#segments.get(number);
    this.#segments.delete(number);
    await closeFile(segment);
    await unlink(segmentPath(this.#directory, number)).catch(ignoreMissing);
    await syncDirectory(this.#directory);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#segments.values()].map(closeFile));
  }

  #open(number: number, segment: Segment): Promise<FileHandle> {
    segment.file ??= open(segmentPath(this.#directory, number), "r");
    return segment.file;
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return bytes;
}

async function closeFile(segment: Segment | undefined): Promise<void> {
  const file = segment?.file;
  if (segment === undefined || file === undefined) return;
  segment.file = undefined;
  // A file that could not be opened has nothing to close.
  await file.then((handle) => handle.close()).catch(() => undefined);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  // A segment that was rolled to and never written to has no file.
  if (error.code !== "ENOENT") throw error;
}
