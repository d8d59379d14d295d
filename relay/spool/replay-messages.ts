import type { StoredChanges } from "./change-book";
import { entryOf, restoreStatuses, type SpoolEntry, type StoredEnvelope } from "./envelope";
import type { EventLog } from "./event-log";
import { replayLog, type Replayed, type ReplayVisitor } from "./replay";

export interface ReplayMessagesParts extends Partial<Pick<ReplayVisitor, "onSegment" | "onDamage">> {
  readonly logDirectory: string;
  readonly log: EventLog;
  /** Each envelope as it is read, whatever becomes of it later in the log. */
  readonly onEnvelope?: (envelope: StoredEnvelope) => void;
}

export interface ReplayedMessages extends Replayed {
  /** By queue id, in the order of their records; those that everybody has are among them if their end was not written. */
  readonly entries: Map<string, SpoolEntry>;
}

/** What the log says of every message. Reads only. */
export function replayMessages({ logDirectory, log, ...visitor }: ReplayMessagesParts): ReplayedMessages {
  const entries = new Map<string, SpoolEntry>();
  const replayed = replayLog(logDirectory, log, {
    onSegment: () => undefined,
    ...visitor,
    onRecord: ({ type, meta }, place) => {
      const content: unknown = JSON.parse(meta.toString());
      if (type === "changes") return replayChanges(entries, content as StoredChanges);
      const envelope = content as StoredEnvelope;
      visitor.onEnvelope?.(envelope);
      entries.delete(envelope.queueId);
      const stored = { place, size: envelope.size, inFile: envelope.fileCrc !== undefined };
      entries.set(envelope.queueId, entryOf(envelope, stored));
    },
  });
  return { ...replayed, entries };
}

function replayChanges(entries: Map<string, SpoolEntry>, { gone, states }: StoredChanges): void {
  for (const queueId of gone) entries.delete(queueId);
  for (const [queueId, lifetimeFrom, statuses] of states) {
    const entry = entries.get(queueId);
    if (entry === undefined) continue;
    entry.lifetimeFrom = lifetimeFrom;
    restoreStatuses(entry, statuses);
  }
}
