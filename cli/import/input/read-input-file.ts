import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ImportRefusal } from "../import-refusal";
import { decodeText } from "./decode-text";

/** A file of the import, decoded. */
export interface InputFile {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
}

/** Largest file that is read. Connectors and rights of 1,000 servers stay below it. */
export const LARGEST_FILE = 32 * 1024 * 1024;
const LARGEST_TOTAL = 2 * LARGEST_FILE;

/**
 * Reads every file whole, or none.
 * @throws ImportRefusal for the first that cannot be read
 */
export function readInputFiles(files: readonly string[]): readonly InputFile[] {
  let total = 0;
  return files.map((file) => {
    const bytes = readBytes(file);
    total += bytes.length;
    if (total > LARGEST_TOTAL) {
      throw new ImportRefusal({ file, at: "" }, `makes the input larger than ${LARGEST_TOTAL >> 20} MB; ${SMALLER}`);
    }
    return { file, text: decodeText(bytes, file) };
  });
}

const SMALLER = "export fewer connectors at a time, and Get-ADPermission without inherited entries.";

function readBytes(file: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    throw new ImportRefusal({ file, at: "" }, reasonOf(error as NodeJS.ErrnoException));
  }
  try {
    return readOpened(descriptor, file);
  } finally {
    closeSync(descriptor);
  }
}

function readOpened(descriptor: number, file: string): Buffer {
  if (fstatSync(descriptor).isDirectory()) throw new ImportRefusal({ file, at: "" }, "is a directory; name its files.");
  const chunks: Buffer[] = [];
  let size = 0;
  // Not by its size alone: pipes and devices have none, and a file may grow.
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const read = readSync(descriptor, chunk);
    if (read === 0) break;
    size += read;
    if (size > LARGEST_FILE) {
      throw new ImportRefusal({ file, at: "" }, `is larger than ${LARGEST_FILE >> 20} MB; ${SMALLER}`);
    }
    chunks.push(chunk.subarray(0, read));
  }
  if (size === 0) throw new ImportRefusal({ file, at: "" }, "is empty.");
  return Buffer.concat(chunks, size);
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "is not there.";
  if (code === "EACCES" || code === "EPERM") return "may not be read.";
  return `cannot be read: ${message}.`;
}
