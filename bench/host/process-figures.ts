import { readFileSync } from "node:fs";

const TICKS_A_SECOND = 100;

/** Processor time of a process so far, all its threads, in microseconds (10 ms steps). */
export function processorTime(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1e6;
}

/** Bytes of memory that a process has resident now. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

/** Watches the resident memory of a process until it is asked for the most that was seen, in bytes. */
export function watchMemory(pid: number): { most(): number; stop(): number } {
  let most = residentBytes(pid);
  const look = () => (most = Math.max(most, residentBytes(pid)));
  const timer = setInterval(look, 50);
  return {
    most: look,
    stop: () => {
      clearInterval(timer);
      return look();
    },
  };
}
