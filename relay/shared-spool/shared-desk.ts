import { nextStatus, type RecipientEvent, type RecipientStatus } from "../queue";
import type { QueuedMessage, QueueOperations, RecipientState } from "../spool";
import type { ClaimedQueue } from "./claimed-queue";
import type { MessageRow, StoredEnvelope } from "./queue-row";
import type { Runs, SpoolDatabase } from "./spool-database";
import { CHANGES_CHANNEL } from "./spool-schema";
import { STATE_COLUMNS, stateValues, storedState } from "./stored-state";

export interface SharedDeskParts {
  readonly database: Pick<SpoolDatabase, "run" | "transaction">;
  readonly claimed: ClaimedQueue;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves when what is known here is in the database. */
  readonly settled: () => Promise<unknown>;
  /** A message is no longer as this host may think. */
  readonly follow: (queueId: string) => Promise<void>;
}

const COLUMNS = "queue_id, envelope, received_at, size, parts, lifetime_from, statuses";

const WHERE: Readonly<Record<RecipientState, string>> = {
  queued: "queued > 0",
  leased: "queue_id = any ($2)",
  held: "held_operator + held_no_route + held_failed + held_expired > 0",
  failed: "held_failed > 0",
  delivered: "delivered > 0",
  bounced: "bounced > 0",
};

/** What operators do with the mail of all hosts. */
export function sharedDesk(parts: SharedDeskParts): Omit<QueueOperations, "counts"> {
  const { database, claimed, now } = parts;
  return {
    list: async ({ state, limit }) => {
      await parts.settled();
      return list(parts, { state, limit });
    },
    show: async (queueId) => {
      await parts.settled();
      const { rows } = await database.run<MessageRow>(`select ${COLUMNS} from relay_message where queue_id = $1`, [
        queueId,
      ]);
      return rows[0] === undefined ? undefined : shown(rows[0], claimed);
    },
    retry: (queueId) => change(parts, queueId, { event: { type: "retried" }, lifetimeFrom: now() }),
    hold: (queueId) => change(parts, queueId, { event: { type: "held-by-operator" }, lifetimeFrom: null }),
    release: (queueId) => change(parts, queueId, { event: { type: "released" }, lifetimeFrom: now() }),
    delete: async (queueId) => {
      await parts.settled();
      const isThere = await database.transaction((run) => remove(run, queueId));
      await parts.follow(queueId);
      return isThere;
    },
  };
}

async function list(
  { database, claimed }: SharedDeskParts,
  { state, limit }: { readonly state: RecipientState | undefined; readonly limit: number },
): Promise<readonly QueuedMessage[]> {
  const isEnded = state === "bounced" ? "ended_at is not null" : "ended_at is null";
  const where = state === undefined ? isEnded : `${isEnded} and ${WHERE[state]}`;
  const text = `select ${COLUMNS} from relay_message where ${where} order by received_at, queue_id limit $1`;
  const { rows } = await database.run<MessageRow>(text, state === "leased" ? [limit, claimed.leasedIds()] : [limit]);
  return rows.map((row) => shown(row, claimed));
}

async function remove(run: Runs, queueId: string): Promise<boolean> {
  const { rowCount } = await run("delete from relay_message where queue_id = $1", [queueId]);
  await run("delete from relay_body where queue_id = $1", [queueId]);
  await run("select pg_notify($1, $2)", [CHANGES_CHANNEL, queueId]);
  return rowCount === 1;
}

interface Change {
  readonly event: RecipientEvent;
  /** Released mail gets its whole lifetime again; null: as it is. */
  readonly lifetimeFrom: number | null;
}

async function change(parts: SharedDeskParts, queueId: string, wanted: Change): Promise<boolean> {
  await parts.settled();
  const isThere = await parts.database.transaction((run) =>
    changeStatuses(run, { queueId, now: parts.now(), ...wanted }),
  );
  if (isThere) await parts.follow(queueId);
  return isThere;
}

async function changeStatuses(
  run: Runs,
  { queueId, now, event, lifetimeFrom }: Change & { readonly queueId: string; readonly now: number },
): Promise<boolean> {
  const { rows } = await run<{ statuses: string }>(
    "select statuses from relay_message where queue_id = $1 for update",
    [queueId],
  );
  if (rows[0] === undefined) return false;
  const stored = JSON.parse(rows[0].statuses) as readonly RecipientStatus[];
  const next = storedState(
    stored.map((status) => nextStatus(status, event) ?? status),
    now,
  );
  const columns = STATE_COLUMNS.map((column, index) => `${column} = $${index + 3}`).join(", ");
  await run(`update relay_message set ${columns}, lifetime_from = coalesce($2, lifetime_from) where queue_id = $1`, [
    queueId,
    lifetimeFrom,
    ...stateValues(next),
  ]);
  await run("select pg_notify($1, $2)", [CHANGES_CHANNEL, queueId]);
  return true;
}

/** What this host is just doing with a message, it knows better than the database. */
function shown(row: MessageRow, claimed: ClaimedQueue): QueuedMessage {
  const envelope = JSON.parse(row.envelope) as StoredEnvelope;
  const stored = JSON.parse(row.statuses) as readonly RecipientStatus[];
  const here = claimed.get(row.queue_id);
  return {
    queueId: row.queue_id,
    sender: envelope.sender,
    size: row.size,
    receivedAt: row.received_at,
    origin: envelope.origin,
    recipients: envelope.recipients.map(({ address }, recipientId) => {
      const status = (here?.recipients[recipientId]?.status ?? stored[recipientId]) as RecipientStatus;
      const { state, attempts, lastReply, holdReason, notification } = status;
      const nextAttemptAt = state === "queued" ? Math.max(status.nextAttemptAt, row.received_at) : null;
      const shownStatus = { recipientId, address, state, attempts, nextAttemptAt, lastReply, holdReason };
      return notification === undefined ? shownStatus : { ...shownStatus, notification };
    }),
  };
}
