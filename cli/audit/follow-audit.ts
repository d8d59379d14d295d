import { setTimeout as sleep } from "node:timers/promises";
import type { ControlClient } from "../../client";
import type { AuditItem } from "./audit-item";
import { type AuditQuery, readAudit } from "./read-audit";

/** Milliseconds between two looks. */
const PAUSE = 1000;

/** Hands on entries as they come, from those after `after`, until the process is stopped. */
export async function followAudit(
  client: ControlClient,
  query: AuditQuery,
  tell: (items: readonly AuditItem[]) => void,
): Promise<never> {
  let { after = 0 } = query;
  for (;;) {
    for await (const { items, head, next } of readAudit(client, { ...query, after })) {
      if (items.length > 0) tell(items);
      // What the filter left out has been looked at as well.
      after = Math.max(after, next ?? head.sequence, items.at(-1)?.sequence ?? 0);
    }
    await sleep(PAUSE);
  }
}
