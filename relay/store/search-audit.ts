import { type AuditEntry, type AuditFilter, matchesAudit } from "../../model";
import type { AuditPage, AuditQuery } from "./config-store";

/** Entries read at once: between two readings others have their turn. */
const PAGE = 500;

/** Entries that one question looks at; a rare one in a long audit is found by asking on. */
const LONGEST_LOOK = 5_000;

/** Looks for entries page by page, until there are enough of them, none is left or it has taken long enough. */
export async function searchAudit(
  read: (query: AuditQuery) => Promise<readonly AuditEntry[]>,
  query: AuditQuery,
  filter: AuditFilter,
): Promise<AuditPage> {
  const found: AuditEntry[] = [];
  let from: AuditQuery = { ...query, limit: PAGE };
  for (let looked = 0; looked < LONGEST_LOOK; looked += PAGE) {
    const entries = await read(from);
    for (const entry of entries) {
      if (!matchesAudit(entry, filter)) continue;
      found.push(entry);
      if (found.length === query.limit) return { entries: found, next: entry.sequence };
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return { entries: found, next: null };
    from = goOn(from, last.sequence);
  }
  return {
    entries: found,
    next: from.order === "newest-first" ? numberOf(from.beforeSequence) : numberOf(from.afterSequence),
  };
}

function goOn(query: AuditQuery, last: number): AuditQuery {
  return query.order === "newest-first" ? { ...query, beforeSequence: last } : { ...query, afterSequence: last };
}

function numberOf(sequence: number | undefined): number {
  return sequence ?? 0;
}
