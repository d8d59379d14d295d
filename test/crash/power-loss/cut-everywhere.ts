import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CrashDisk, materialise } from "./crash-disk";
import { crashStates, type StateLimits } from "./crash-states";
import { expectationsAt } from "./expectations";
import { faultOfGoingOn } from "./goes-on";
import { judgeState } from "./judge-state";
import type { Trace } from "./trace";

export interface CutLimits extends StateLimits {
  /** Where states are put to be opened; must be there. */
  readonly directory: string;
  /** One state in so many is also opened by a whole spool that takes more mail and is opened again. */
  readonly goOnEvery: number;
  /** The first cut; those before were seen already. */
  readonly from?: number;
}

export interface CutOutcome {
  readonly cuts: number;
  readonly states: number;
  /** The first promise that was not kept: which, and at what cut. */
  readonly broken?: string;
}

/** Cuts the power at every place of a trace, opens what the disk may have then, and ends at the first broken promise. */
export async function cutEverywhere(trace: Trace, limits: CutLimits): Promise<CutOutcome> {
  const disk = new CrashDisk(trace);
  const place = join(limits.directory, "cut");
  const from = limits.from ?? 0;
  let [cuts, states] = [0, 0];
  for (let cut = from; cut <= trace.length; cut++) {
    if (!matters(trace, cut)) continue;
    cuts++;
    const expectations = expectationsAt(trace, cut);
    for (const { what, disk: state } of crashStates(disk, cut, limits)) {
      states++;
      mkdirSync(place);
      materialise(state, place);
      const spool = join(place, "spool");
      const fault =
        (await judgeState(spool, expectations)) ??
        (states % limits.goOnEvery === 0 ? await faultOfGoingOn(spool, expectations) : undefined);
      rmSync(place, { recursive: true });
      if (fault !== undefined) return { cuts, states, broken: `cut at ${cut}, ${what}: ${fault}` };
    }
  }
  return { cuts, states };
}

/** The line before the cut changed what the disk may have, or what it must. */
function matters(trace: Trace, cut: number): boolean {
  const event = trace[cut - 1];
  if (event === undefined || "act" in event) return true;
  if ("promise" in event) return event.promise.kind === "told" || event.promise.kind === "must";
  return trace.some((other) => "act" in other && other.act === "sync" && other.id === event.ended);
}
