import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { decodeText } from "../import/input/decode-text";
import { findJsonFault, findRepeatedKey, lineAndColumn, quoteValue } from "../../model";
import { findJsonBomb } from "./json-bomb";

/** Largest input, in bytes. A preview of 5,000 resources stays below it. */
export const LARGEST_JSON = 64 * 1024 * 1024;

const LIMITS = { depth: 64, containers: 2_000_000, values: 5_000_000 };

/** How messages call a file: `-` is stdin. */
export function fileName(file: string): string {
  return file === "-" ? "stdin" : file;
}

/**
 * Reads a JSON file in UTF-8 or UTF-16, whole and at most 64 MB.
 * @param file Its path; `-` is stdin.
 * @param options.absent What else may be meant by a name that no file has: a sentence.
 * @throws CommandError (usage) that names the place and shows nothing of what is there
 */
export function readJson(file: string, options: { readonly absent?: string } = {}): unknown {
  return parseJson(readBytes(file, options), fileName(file));
}

/** As `readJson`, and refuses a key that an object has twice: where a rule may stand, the last one must not win unseen. */
export function readJsonOnce(file: string): unknown {
  const [bytes, name] = [readBytes(file), fileName(file)];
  const value = parseJson(bytes, name);
  const text = decodeText(bytes, name).replace(/^\uFEFF/, "");
  const repeated = findRepeatedKey(text);
  if (repeated === undefined) return value;
  const place = `${name}:${lineAndColumn(text, repeated.index)}`;
  throw refusal(place, `has the key ${quoteValue(repeated.key)} twice in one object: write it once.`);
}

/** @param name How messages call where the bytes are from. @throws CommandError (usage) as `readJson` */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  const text = decodeText(bytes, name).replace(/^\uFEFF/, "");
  if (text.trim() === "") throw refusal(name, "is empty.");
  const bomb = findJsonBomb(text, LIMITS);
  if (bomb !== undefined) throw refusal(`${name}:${lineAndColumn(text, bomb.index)}`, bomb.what);
  try {
    return JSON.parse(text);
  } catch {
    const { index, what } = findJsonFault(text);
    throw refusal(`${name}:${lineAndColumn(text, index)}`, `is not JSON: ${what}.`);
  }
}

function readBytes(file: string, { absent }: { readonly absent?: string } = {}): Uint8Array {
  const name = fileName(file);
  let descriptor: number;
  try {
    descriptor = file === "-" ? 0 : openSync(file, "r");
  } catch (error) {
    const reason = reasonOf(error as NodeJS.ErrnoException);
    throw refusal(name, absent !== undefined && reason === ABSENT ? `${reason} ${absent}` : reason);
  }
  try {
    return readOpened(descriptor, name);
  } catch (error) {
    throw error instanceof CommandError ? error : refusal(name, reasonOf(error as NodeJS.ErrnoException));
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

function readOpened(descriptor: number, name: string): Uint8Array {
  if (fstatSync(descriptor).isDirectory()) throw refusal(name, "is a directory; name a file.");
  const chunks: Buffer[] = [];
  let size = 0;
  // Not by its size alone: pipes and devices have none, and a file may grow.
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const read = readSome(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks, size);
    size += read;
    if (size > LARGEST_JSON)
      throw refusal(name, `is larger than ${LARGEST_JSON >> 20} MB, which no input of relayctl is.`);
    chunks.push(chunk.subarray(0, read));
  }
}

// A pipe that its writer has not filled yet, on systems where stdin does not block.
function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

const ABSENT = "is not there.";

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return ABSENT;
  if (code === "EACCES" || code === "EPERM") return "may not be read.";
  return `cannot be read: ${message}.`;
}

function refusal(place: string, why: string): CommandError {
  return new CommandError(`${place} ${why}`, EXIT.usage);
}
