import type { Batch, BatchOutcome } from "./log-thread";
import { LogWriter, type MessageRecord, type RecordPlace } from "./log-writer";
import { readRecord, readSegmentSalt, SEGMENT_HEADER_BYTES } from "./segment-format";
import type { SpoolFault } from "./spool-fault";
import { DEFAULT_SPOOL_LIMITS, type SpoolLimits } from "./spool-limits";

/** A writer whose thread does nothing until told. */
class Bench {
  readonly batches: Batch[] = [];
  readonly faults: SpoolFault[] = [];
  readonly writer: LogWriter;
  changes: string | undefined;
  written: boolean[] = [];

  constructor(limits: Partial<SpoolLimits> = {}) {
    this.writer = new LogWriter({
      limits: { ...DEFAULT_SPOOL_LIMITS, ...limits },
      firstSegment: 7,
      takeChanges: () => {
        const { changes } = this;
        this.changes = undefined;
        return changes;
      },
      changesWritten: (written) => this.written.push(written),
      onSegment: () => undefined,
      onFault: (fault) => this.faults.push(fault),
    });
    this.writer.use({ write: (batch) => this.batches.push(batch), close: async () => undefined });
  }

  append(meta: string, body = ""): Promise<RecordPlace | SpoolFault | "unwanted"> {
    const bytes = Buffer.from(body);
    return new Promise((settled) => {
      const record: MessageRecord = { meta: () => meta, body: [bytes], bodyLength: bytes.length, settled };
      this.writer.append(record);
    });
  }

  answer(outcome: BatchOutcome = { ok: true }): void {
    this.writer.onOutcome(outcome);
  }
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Metadata of every record of a segment's first batch. */
function metasOf({ bytes, length }: Batch): readonly string[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, length);
  const salt = readSegmentSalt(all) as Buffer;
  const metas: string[] = [];
  for (let record = readRecord(all, SEGMENT_HEADER_BYTES, salt); record; record = readRecord(all, record.end, salt)) {
    metas.push(record.meta.toString());
  }
  return metas;
}

describe("LogWriter", () => {
  test("what comes in one turn goes in one batch, what comes meanwhile in the next", async () => {
    const bench = new Bench();
    void bench.append("a");
    void bench.append("b");
    await tick();
    void bench.append("c");
    void bench.append("d");
    await tick();
    expect(bench.batches).toHaveLength(1);
    expect(metasOf(bench.batches[0] as Batch)).toEqual(["a", "b"]);
    bench.answer();
    expect(bench.batches).toHaveLength(2);
  });

  test("nobody is told before the batch is on stable storage", async () => {
    const bench = new Bench();
    let place: unknown;
    void bench.append("a", "body").then((settled) => (place = settled));
    await tick();
    await tick();
    expect(place).toBeUndefined();
    bench.answer();
    await tick();
    expect(place).toEqual({ segment: 7, offset: SEGMENT_HEADER_BYTES, length: 24 + 1 + 4 });
  });

  test("a batch holds at most as many messages and bytes as the limits say", async () => {
    const bench = new Bench({ batchMessages: 2 });
    for (const meta of ["a", "b", "c"]) void bench.append(meta);
    await tick();
    expect(metasOf(bench.batches[0] as Batch)).toEqual(["a", "b"]);
  });

  test("changes follow the messages of their batch, and are handed back when it is not written", async () => {
    const bench = new Bench();
    void bench.append("a");
    bench.changes = "changes";
    await tick();
    expect(metasOf(bench.batches[0] as Batch)).toEqual(["a", "changes"]);
    bench.answer({ ok: false, code: "ENOSPC", storeFailed: false });
    expect(bench.written).toEqual([false]);
  });

  test("changes that come while a batch is at the disk follow at once, with no message to carry them", async () => {
    const bench = new Bench();
    void bench.append("a");
    await tick();
    bench.changes = "changes";
    bench.writer.changesWait("at-once");
    await tick();
    expect(bench.batches).toHaveLength(1);
    bench.answer();
    expect(bench.batches).toHaveLength(2);
    expect(bench.changes).toBeUndefined();
  });

  test("a full disk refuses the batch as passing, and the next batch takes its place", async () => {
    const bench = new Bench();
    const refused = bench.append("a");
    await tick();
    bench.answer({ ok: false, code: "ENOSPC", storeFailed: false });
    expect(await refused).toMatchObject({ kind: "disk-full" });
    void bench.append("b");
    await tick();
    expect(bench.batches[1]).toMatchObject({ segment: 7, offset: 0 });
    bench.answer();
    await bench.writer.drain();
  });

  test("after a failed sync nothing is promised any more: not the batch, not what waits, not what comes", async () => {
    const bench = new Bench();
    const inFlight = bench.append("a");
    await tick();
    const waiting = bench.append("b");
    bench.answer({ ok: false, code: "EIO", storeFailed: true });
    for (const outcome of [inFlight, waiting, bench.append("c")]) {
      expect(await outcome).toMatchObject({ kind: "store-failed" });
    }
    expect(bench.faults).toHaveLength(1);
    expect(bench.batches).toHaveLength(1);
  });

  test("a full segment is followed by the next number", async () => {
    const bench = new Bench({ segmentBytes: 100 });
    for (const meta of ["a", "b"]) {
      void bench.append(meta, "x".repeat(100));
      await tick();
      bench.answer();
    }
    expect(bench.batches.map(({ segment, offset }) => ({ segment, offset }))).toEqual([
      { segment: 7, offset: 0 },
      { segment: 8, offset: 0 },
    ]);
  });
});
