import type { RecipientStatus } from "../queue";
import type { EventLog } from "../spool";
import type { ClaimedQueue } from "./claimed-queue";
import type { Runs } from "./spool-database";

export interface FollowChangeParts {
  readonly run: Runs;
  readonly claimed: ClaimedQueue;
  readonly log: EventLog;
}

/**
 * Brings a claimed message in line with what an operator did. An attempt that is going on is not broken off; everything
 * else is given back and claimed anew as it is now. Never rejects: what is missed shows when the attempt's end is written.
 */
export async function followChange(queueId: string, { run, claimed, log }: FollowChangeParts): Promise<void> {
  if (claimed.get(queueId) === undefined) return;
  try {
    const { rows } = await run<{ statuses: string; lifetime_from: number }>(
      "select statuses, lifetime_from from relay_message where queue_id = $1",
      [queueId],
    );
    const entry = claimed.get(queueId);
    if (entry === undefined) return;
    const row = rows[0];
    if (row === undefined) return claimed.forget(entry);
    entry.lifetimeFrom = row.lifetime_from;
    for (const [id, { holdReason }] of (JSON.parse(row.statuses) as readonly RecipientStatus[]).entries()) {
      if (holdReason === "operator") claimed.hold(entry, id);
    }
    if (entry.recipients.every(({ status }) => status.state !== "leased")) claimed.letGo(entry);
  } catch (error) {
    log.warn({ queueId, error: (error as Error).message }, "a change of the shared queue could not be read");
  }
}
