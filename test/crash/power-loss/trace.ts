import { readFileSync } from "node:fs";
import type { MessagePromise } from "./message-promise";

interface Begun {
  readonly id: string;
  /** Below the recorded directory. */
  readonly path: string;
}

/** One line of the record: an act begins, an act has ended, or somebody was promised something. */
export type TraceEvent =
  | (Begun & { readonly act: "create" | "mkdir" | "unlink" })
  | (Begun & { readonly act: "write"; readonly offset: number; /** Base64. */ readonly bytes: string })
  | (Begun & { readonly act: "truncate"; readonly size: number })
  | (Begun & { readonly act: "rename"; readonly to: string })
  | (Begun & { readonly act: "sync"; /** Who syncs what. */ readonly by: string })
  | { readonly ended: string }
  | { readonly promise: MessagePromise };

export type Trace = readonly TraceEvent[];

export function readTrace(file: string): Trace {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TraceEvent);
}

/** The trace of a process that is killed at `place`: what it had asked the system for is done by the time it is gone. */
export function killedAt(trace: Trace, place: number): Trace {
  const lines = trace.slice(0, place);
  const ended = new Set(lines.flatMap((event) => ("ended" in event ? [event.ended] : [])));
  const open = lines.flatMap((event) => ("act" in event && event.act !== "sync" ? [event.id] : []));
  return [...lines, ...open.filter((id) => !ended.has(id)).map((id) => ({ ended: id }))];
}
