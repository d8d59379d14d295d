import { closeSync, constants, fdatasyncSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Batch, BatchAnswer, BatchOutcome } from "./log-thread.js";

// A thread of its own, not the pool of libuv: a name server that does not answer holds the pool's four threads in
// getaddrinfo, and must not hold commits. Imports nothing of ours with a value, so that Node runs the source as it is.
const directory = (workerData as { readonly directory: string }).directory;
let segment = 0;
let file: number | undefined;

parentPort?.on("message", (batch: Batch) => {
  const answer: BatchAnswer = { outcome: write(batch), bytes: batch.bytes };
  parentPort?.postMessage(answer, [batch.bytes.buffer as ArrayBuffer]);
});

function write(batch: Batch): BatchOutcome {
  try {
    if (batch.segment !== segment) openSegment(batch.segment);
  } catch (error) {
    return { ok: false, code: codeOf(error), storeFailed: false };
  }
  const target = file as number;
  try {
    writeAll(target, batch);
  } catch (error) {
    return { ok: false, code: codeOf(error), storeFailed: !undo(target, batch.offset) };
  }
  try {
    fdatasyncSync(target);
    return { ok: true };
  } catch (error) {
    // After a failed sync the kernel may have dropped the dirty pages: nothing about this file can be trusted any more.
    return { ok: false, code: codeOf(error), storeFailed: true };
  }
}

function openSegment(wanted: number): void {
  const opened = openSync(join(directory, segmentName(wanted)), constants.O_WRONLY | constants.O_CREAT, 0o600);
  syncDirectory();
  closeSegment();
  file = opened;
  segment = wanted;
}

function closeSegment(): void {
  if (file !== undefined) closeSync(file);
  file = undefined;
}

/** Without it a power cut may forget the new file's name, with every message in it. */
function syncDirectory(): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** At its own offset, not at the end of the file: the places that were promised are the places on disk. */
function writeAll(target: number, { bytes, length, offset }: Batch): void {
  for (let done = 0; done < length;) done += writeSync(target, bytes, done, length - done, offset + done);
}

/** Takes half a batch out again, so that the next one follows a whole record. */
function undo(target: number, offset: number): boolean {
  try {
    ftruncateSync(target, offset);
    return true;
  } catch {
    return false;
  }
}

function segmentName(number: number): string {
  return `${String(number).padStart(8, "0")}.log`;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "EIO";
}
