import type { QueueCounts } from "../queue";
import type { Runs } from "./spool-database";

/** What all hosts' mail amounts to. */
export interface QueueTotals extends QueueCounts {
  /** Bytes of the tables. */
  readonly bytes: number;
}

export const NO_MAIL: QueueTotals = {
  messages: 0,
  queued: 0,
  leased: 0,
  held: { operator: 0, "no-route": 0, failed: 0, expired: 0 },
  bytes: 0,
};

interface TotalsRow {
  readonly messages: number;
  readonly queued: number;
  readonly operator: number;
  readonly no_route: number;
  readonly failed: number;
  readonly expired: number;
  readonly bytes: number;
}

const TOTALS = `
  select count(*)::float8 as messages, coalesce(sum(queued), 0)::float8 as queued,
         coalesce(sum(held_operator), 0)::float8 as operator, coalesce(sum(held_no_route), 0)::float8 as no_route,
         coalesce(sum(held_failed), 0)::float8 as failed, coalesce(sum(held_expired), 0)::float8 as expired,
         (pg_total_relation_size('relay_message') + pg_total_relation_size('relay_body'))::float8 as bytes
    from relay_message where ended_at is null`;

export async function queueTotals(run: Runs): Promise<QueueTotals> {
  const { rows } = await run<TotalsRow>(TOTALS);
  const row = rows[0];
  if (row === undefined) return NO_MAIL;
  const { messages, queued, operator, no_route, failed, expired, bytes } = row;
  return { messages, queued, leased: 0, held: { operator, "no-route": no_route, failed, expired }, bytes };
}
