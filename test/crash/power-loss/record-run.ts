import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CrashDisk, materialise, type DiskState } from "./crash-disk";
import { readTrace, type Trace } from "./trace";

export interface RecordedRun {
  /** What the run's spool stands on: an earlier run that was killed. */
  readonly before?: Trace;
  /** Begins the ids of the run's messages. */
  readonly name: string;
  /** Rounds of work. */
  readonly groups: number;
  /** Syncs that do nothing, as the recorder names them. */
  readonly withoutSync?: string;
}

const PRELOADED = [join(__dirname, "record-files.cjs"), join(__dirname, "../from-source.cjs")];

/** Lets a spool work in a process of its own and answers with everything it did to its files, and what it promised. */
export async function recordRun({ before = [], name, groups, withoutSync = "" }: RecordedRun): Promise<Trace> {
  const directory = mkdtempSync(join(tmpdir(), "relay-power-loss-run-"));
  const recorded = join(directory, "data");
  const record = join(directory, "record");
  mkdirSync(recorded);
  // A killed process loses nothing that it had given to the system.
  materialise(
    new CrashDisk(before).stateAt(before.length, () => "whole"),
    recorded,
  );
  try {
    await work(recorded, {
      name,
      env: { RELAY_RECORDED: recorded, RELAY_RECORD: record, RELAY_GROUPS: `${groups}`, RELAY_SKIP_SYNCS: withoutSync },
    });
    const trace = [...before, ...ownIds(readTrace(record), name)];
    assertComplete(trace, recorded);
    return trace;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function work(
  recorded: string,
  { name, env }: { readonly name: string; readonly env: Readonly<Record<string, string>> },
): Promise<void> {
  const preload = PRELOADED.flatMap((file) => ["-r", file]);
  const child = spawn(
    process.execPath,
    [...preload, join(__dirname, "recorded-work.ts"), join(recorded, "spool"), name],
    { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } },
  );
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The recorded run ended with ${String(code)}.`);
}

/** Threads number their acts anew in each process. */
function ownIds(trace: Trace, name: string): Trace {
  return trace.map((event) => {
    if ("ended" in event) return { ended: `${name} ${event.ended}` };
    return "id" in event ? { ...event, id: `${name} ${event.id}` } : event;
  });
}

/** The record explains every byte of the directory: nothing that the spool does to its files escapes it. */
function assertComplete(trace: Trace, recorded: string): void {
  const told = new CrashDisk(trace).stateAt(trace.length, () => "whole");
  const found = readState(recorded, "");
  for (const path of new Set([...told.keys(), ...found.keys()])) {
    const [one, other] = [told.get(path), found.get(path)];
    const same = Buffer.isBuffer(one) && Buffer.isBuffer(other) ? one.equals(other) : one === other;
    if (!same) throw new Error(`The record does not explain ${path}.`);
  }
}

function readState(root: string, path: string): DiskState {
  const state = new Map<string, Buffer | null>();
  for (const name of readdirSync(join(root, path))) {
    const child = join(path, name);
    const isDirectory = statSync(join(root, child)).isDirectory();
    state.set(child, isDirectory ? null : readFileSync(join(root, child)));
    if (isDirectory) for (const [inner, bytes] of readState(root, child)) state.set(inner, bytes);
  }
  return state;
}
