import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

const CHUNK = 1024 * 1024;

/** A file of a backup. */
export interface CopiedFile {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Copies a file's first bytes, for its owner only, to stable storage. @param most Bytes; left out: all */
export function copyFile(from: string, to: string, most = Infinity): CopiedFile {
  const source = openSync(from, "r");
  const target = openSync(to, "wx", 0o600);
  try {
    const copied = pump(source, most, (bytes) => writeAll(target, bytes));
    fsyncSync(target);
    return copied;
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

/** What a file is now. */
export function describeFile(path: string): CopiedFile {
  const source = openSync(path, "r");
  try {
    return pump(source, Infinity, () => undefined);
  } finally {
    closeSync(source);
  }
}

function pump(source: number, most: number, take: (bytes: Buffer) => void): CopiedFile {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK);
  let size = 0;
  while (size < most) {
    const count = readSync(source, buffer, 0, Math.min(CHUNK, most - size), null);
    if (count === 0) break;
    const bytes = buffer.subarray(0, count);
    hash.update(bytes);
    take(bytes);
    size += count;
  }
  return { size, sha256: hash.digest("hex") };
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
