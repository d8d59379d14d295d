import { isBounced, isDelivered, nextStatus } from "../queue";
import type { BodyFiles } from "./body-files";
import { syncNow } from "./durable-names";
import type { SpoolEntry } from "./envelope";
import type { EventLog } from "./event-log";
import { replayMessages } from "./replay-messages";
import { segmentPath, type Segments } from "./segments";

export interface RecoveryParts {
  readonly logDirectory: string;
  readonly segments: Segments;
  readonly bodies: BodyFiles;
  readonly log: EventLog;
}

export interface Recovered {
  /** Messages not yet delivered, in the order of their records. */
  readonly entries: readonly SpoolEntry[];
  readonly newestSegment: number;
}

/** Finds every message that the spool has promised to keep, and deletes what a crash left half-done. */
export function recover({ logDirectory, segments, bodies, log }: RecoveryParts): Recovered {
  const { entries, newest, damaged } = replayMessages({
    logDirectory,
    log,
    onSegment: (segment, facts) => segments.add(segment, facts),
  });
  // A killed process may have left a batch unsynced. Bodies are deleted below on what it says: a cut must not take it back.
  if (newest > 0) syncNow(segmentPath(logDirectory, newest));
  for (const entry of entries.values()) settleEntry(entry, { entries, segments, bodies, log });
  // A body may be all that is left of a message whose envelope the disk has lost.
  const isNeeded = (queueId: string): boolean => damaged > 0 || entries.get(queueId)?.stored.inFile === true;
  const orphans = bodies.sweep(isNeeded);
  log.info({ messages: entries.size, orphans, damaged }, "the spool is open");
  return { entries: [...entries.values()], newestSegment: newest };
}

interface SettleContext extends Pick<RecoveryParts, "segments" | "bodies" | "log"> {
  readonly entries: Map<string, SpoolEntry>;
}

function settleEntry(entry: SpoolEntry, { entries, segments, bodies, log }: SettleContext): void {
  if (isDelivered(entry) && !isBounced(entry)) {
    entries.delete(entry.queueId);
    return;
  }
  segments.hold(entry.stored.place);
  if (!entry.stored.inFile || bodies.size(entry.queueId) === entry.stored.size) return;
  log.error({ queueId: entry.queueId }, "the body of a message is missing or cut short: it is held");
  for (const recipient of entry.recipients) {
    const leased = nextStatus(recipient.status, { type: "leased" });
    const event = { type: "failed", reply: "The body of the message is missing from the spool." } as const;
    recipient.status = (leased === undefined ? undefined : nextStatus(leased, event)) ?? recipient.status;
  }
}
