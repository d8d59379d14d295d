import { dirname, join } from "node:path";
import { SharedArrivalMemory } from "./arrival-memory";
import { ArrivingMessage } from "./arriving-message";
import { BodyFiles, type BodyFile } from "./body-files";
import { claimsOf } from "./claims-of";
import { Cleaner } from "./cleaner";
import { DiskGuard } from "./disk-guard";
import { makeDirectory } from "./durable-names";
import type { Clock, EventLog } from "./event-log";
import { queueDesk } from "./queue-desk";
import { recover } from "./recovery";
import { Segments } from "./segments";
import type { Spool, SpoolCounts } from "./spool";
import type { SpoolFault } from "./spool-fault";
import { DEFAULT_SPOOL_LIMITS, type SpoolLimits } from "./spool-limits";
import { SpoolStore } from "./spool-store";

export interface SpoolOptions {
  /** Made when it is not there. Nobody else may use it: the host's lock sees to that. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly limits?: Partial<SpoolLimits>;
  /** Free bytes of the disk; asked of the system when absent. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

// Queue ids name files: nothing that a path could mean something by.
const QUEUE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Opens the spool of a directory: finds every message it has promised to keep, and takes new ones. */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const limits = { ...DEFAULT_SPOOL_LIMITS, ...options.limits };
  const { directory, clock, log } = options;
  const logDirectory = join(directory, "log");
  // A data directory that was made a moment ago: its own name counts, too.
  for (const made of [dirname(directory), directory, logDirectory]) makeDirectory(made);
  const disk = {
    logDirectory,
    limits,
    clock,
    log,
    segments: new Segments(logDirectory),
    bodies: new BodyFiles(join(directory, "bodies")),
  };
  const gate = new Gate({ guard: await startGuard(options, limits), log });
  const store: SpoolStore = new SpoolStore(
    { ...disk, onFault: (fault) => gate.onFault(fault, () => cleaner.tidy()), onWritten: () => cleaner.tidy() },
    recover(disk),
  );
  const cleaner = new Cleaner({ ...disk, store, segmentBytes: limits.segmentBytes });
  const memory = new SharedArrivalMemory(limits);
  const refusing = (): SpoolCounts["refusing"] => {
    if (gate.refusing !== null) return gate.refusing;
    if (store.queue.size >= limits.messages) return "full";
    if (memory.isFull) return "memory-full";
    return store.waitsFor > limits.slowAfter ? "store-slow" : null;
  };
  const counts = (): SpoolCounts => ({
    ...store.queue.counts,
    refusing: refusing(),
    logBytes: disk.segments.totals.bytes,
  });
  return {
    get accepting() {
      return refusing() === null;
    },
    begin: arrivals({ ...disk, store, memory }),
    ...queueDesk(store, options.clock),
    counts,
    claims: claimsOf(store),
    close: async () => {
      gate.close();
      await store.close();
    },
  };
}

function startGuard({ directory, log, freeBytes }: SpoolOptions, limits: SpoolLimits): Promise<DiskGuard> {
  const { minimumFreeBytes, diskPollInterval: interval } = limits;
  return DiskGuard.start({
    directory,
    minimumFreeBytes,
    interval,
    log,
    ...(freeBytes === undefined ? {} : { freeBytes }),
  });
}

interface ArrivalParts {
  readonly store: SpoolStore;
  readonly bodies: BodyFiles;
  readonly memory: SharedArrivalMemory;
}

function arrivals({ store, bodies, memory }: ArrivalParts): Spool["begin"] {
  return (message) => {
    assertNewId(message.queueId, store);
    const createFile = (): Promise<BodyFile> => bodies.create(message.queueId);
    return new ArrivingMessage({ createFile, store: (body) => store.store(message, body), memory });
  };
}

function assertNewId(queueId: string, store: SpoolStore): void {
  if (!QUEUE_ID.test(queueId))
    throw new Error(`A queue id is letters, digits, "-" and "_"; this one is ${JSON.stringify(queueId)}.`);
  if (store.queue.get(queueId) !== undefined) throw new Error(`There is already a message ${queueId} in the queue.`);
}

/** Whether new mail is taken, and why not. */
class Gate {
  readonly #guard: DiskGuard;
  readonly #log: EventLog;
  #stopped: "store-failed" | "closed" | null = null;

  constructor({ guard, log }: { readonly guard: DiskGuard; readonly log: EventLog }) {
    this.#guard = guard;
    this.#log = log;
  }

  get refusing(): "store-failed" | "closed" | "disk-low" | null {
    return this.#stopped ?? (this.#guard.low ? "disk-low" : null);
  }

  /** `makeRoom` deletes what is not needed: news of deliveries could not be written, but what they concern may go. */
  onFault(fault: SpoolFault, makeRoom: () => void): void {
    this.#log.error({ kind: fault.kind }, fault.message);
    if (fault.kind === "store-failed") this.#stopped ??= "store-failed";
    else {
      this.#guard.full();
      makeRoom();
    }
  }

  close(): void {
    this.#stopped ??= "closed";
    this.#guard.stop();
  }
}
