import type { ControlClient } from "../../client";
import type { AuditItem } from "./audit-item";
import { type AuditQuery, readAudit } from "./read-audit";

/** Entries in order of time: the first ones after `after`, or the last ones when that is not given. */
export async function listAudit(
  client: ControlClient,
  query: AuditQuery,
  limit: number,
): Promise<{ readonly items: readonly AuditItem[]; readonly isCut: boolean }> {
  const isBackwards = query.after === undefined;
  const items: AuditItem[] = [];
  let isCut = false;
  for await (const page of readAudit(
    client,
    { ...query, order: isBackwards ? "newest-first" : "oldest-first" },
    limit,
  )) {
    items.push(...page.items.slice(0, limit - items.length));
    isCut = page.next !== null;
    if (items.length === limit) break;
  }
  return { items: isBackwards ? items.reverse() : items, isCut };
}
