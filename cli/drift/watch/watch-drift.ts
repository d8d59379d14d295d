import { setTimeout as sleep } from "node:timers/promises";
import type { DriftItem, DriftReport } from "../drift-report";

export interface WatchParts {
  /** One comparison; throws when the host or the file cannot be read. */
  readonly compare: (signal: AbortSignal) => Promise<DriftReport>;
  /** Takes a report without waiting; answers with what is new. */
  readonly take: (report: DriftReport) => readonly DriftItem[];
  readonly show: (report: DriftReport, fresh: readonly DriftItem[]) => void;
  readonly note: (line: string) => void;
  /** Milliseconds from the end of one comparison to the next. */
  readonly interval: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Compares again and again until the signal. What fails in one round is said, and tried again in the next. */
export async function watchDrift({ compare, take, show, note, interval, signal }: WatchParts): Promise<void> {
  let wasWrong = "";
  while (!signal.aborted) {
    try {
      const report = await compare(signal);
      if (wasWrong !== "") note("It could be compared again.");
      wasWrong = "";
      show(report, take(report));
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error as Error;
      // A host that is down for a night is worth one line, not one a minute.
      if (message !== wasWrong) note(message);
      wasWrong = message;
    }
    await pause(interval, signal);
  }
}

async function pause(interval: number, signal: AbortSignal): Promise<void> {
  // Watches started by the same timer must not all ask at the same moment.
  const jittered = interval * (0.95 + Math.random() * 0.1);
  try {
    await sleep(jittered, undefined, { signal });
  } catch {
    // The signal: the loop ends.
  }
}
