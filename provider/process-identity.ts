import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process as it was seen: its number alone may belong to another one later. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
  /** Differs between two processes that get the same number. */
  readonly startedAt: string;
}

/** Looks a running process up; undefined when there is none, or only its remains that nobody has collected yet. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  return process.platform === "linux" ? readProc(pid) : askPs(pid);
}

/** Whether the same process is still running. */
export function isRunning(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.startedAt === identity.startedAt;
}

// proc_pid_stat(5): the command stands in parentheses and may hold any character, so fields count from the last one.
function readProc(pid: number): ProcessIdentity | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTicks = rest[17];
  if (startTicks === undefined || state === "Z" || state === "X") return undefined;
  const command = readText(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
  return { pid, parentPid: Number(parent), command, startedAt: startTicks };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function askPs(pid: number): ProcessIdentity | undefined {
  if (process.platform === "win32") return undefined;
  try {
    const line = execFileSync("ps", ["-o", "ppid=,lstart=,command=", "-p", String(pid)], { encoding: "utf8" });
    const parts = /^\s*(\d+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/s.exec(line);
    if (parts === null) return undefined;
    return { pid, parentPid: Number(parts[1]), command: parts[3] ?? "", startedAt: parts[2] ?? "" };
  } catch {
    return undefined;
  }
}
