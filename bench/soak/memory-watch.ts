import { readFileSync } from "node:fs";
import { median } from "../median";

/** One look at a process. Memory in MiB. */
export interface MemorySample {
  /** Seconds since the start. */
  readonly at: number;
  readonly resident: number;
  /** Recipients that waited at the time. */
  readonly waiting: number;
}

export interface MemoryThird {
  readonly median: number;
  readonly smallest: number;
  readonly largest: number;
}

/** Resident memory of a process in MiB. */
export function residentOf(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}

/** First, middle and last third of a run. The collector's saw-tooth lies in smallest and largest; the median is judged. */
export function thirdsOf(samples: readonly MemorySample[]): readonly MemoryThird[] {
  const length = samples.length / 3;
  return [0, 1, 2].map((third) => {
    const part = samples
      .slice(Math.round(third * length), Math.round((third + 1) * length))
      .map(({ resident }) => resident);
    return { median: round(median(part)), smallest: round(Math.min(...part)), largest: round(Math.max(...part)) };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
