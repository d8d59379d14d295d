import { followChange, type FollowChangeParts } from "./follow-change";

/** Brings everything claimed in line, after news may have been missed. Never rejects. */
export async function followMissed(token: string, parts: FollowChangeParts): Promise<void> {
  const { run, claimed, log } = parts;
  try {
    const { rows } = await run<{ queue_id: string }>(CHANGED, [claimed.ids(), token]);
    for (const { queue_id } of rows) await followChange(queue_id, parts);
  } catch (error) {
    log.warn({ error: (error as Error).message }, "changes of the shared queue could not be read");
  }
}

/** Of the claimed messages those that are gone, or that an operator holds. */
const CHANGED = `
  select queue_id from unnest($1::text[]) as mine (queue_id)
   where not exists (select from relay_message as message
                      where message.queue_id = mine.queue_id and lease_host = $2 and held_operator = 0)`;
