import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";

/** Bytes for one segment, at one place: they go to disk together. */
export interface Batch {
  readonly segment: number;
  /** Where the batch starts in the segment. */
  readonly offset: number;
  /** The batch is the first `length` bytes. */
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** `storeFailed`: the file cannot be trusted any more, nothing may be promised until the host starts again. */
export type BatchOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly storeFailed: boolean };

/** The thread's answer. The buffer comes back: what was just stored is read from it, and it is filled again later. */
export interface BatchAnswer {
  readonly outcome: BatchOutcome;
  readonly bytes: Uint8Array;
}

/** The thread that writes segments. One batch at a time; answers come in order. */
export interface LogThread {
  /** Takes the bytes: the buffer cannot be used afterwards. */
  write(batch: Batch): void;
  close(): Promise<void>;
}

export interface LogThreadParts {
  readonly directory: string;
  /** `bytes`: the batch's buffer; it is lost when the thread dies. */
  readonly onOutcome: (outcome: BatchOutcome, bytes?: Uint8Array) => void;
}

// An ES module whatever package.json says, so that Node also runs the source as it is, as tests do.
const THREAD_FILE = extname(__filename) === ".ts" ? "log-worker.mts" : "log-worker.mjs";

/** Starts the thread. If it dies, the batch in flight and every later one is answered with `storeFailed`. */
export function startLogThread({ directory, onOutcome }: LogThreadParts): LogThread {
  const worker = new Worker(join(__dirname, THREAD_FILE), { workerData: { directory } });
  let dead = false;
  const died = (): void => {
    if (!dead) onOutcome({ ok: false, code: "EIO", storeFailed: true });
    dead = true;
  };
  worker.on("message", ({ outcome, bytes }: BatchAnswer) => onOutcome(outcome, bytes));
  worker.on("error", died);
  worker.on("exit", died);
  return {
    write: (batch) => {
      if (dead) setImmediate(onOutcome, { ok: false, code: "EIO", storeFailed: true });
      else worker.postMessage(batch, [batch.bytes.buffer as ArrayBuffer]);
    },
    close: async () => {
      dead = true;
      await worker.terminate();
    },
  };
}
