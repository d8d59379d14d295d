import { dueAt, isDelivered, nextStatus, type QueueEntry, type RecipientStatus } from "../queue";

/** Columns that tell how far delivery has come, with their types. */
const COLUMNS = {
  statuses: "text",
  due_at: "double precision",
  queued: "integer",
  delivered: "integer",
  bounced: "integer",
  held_operator: "integer",
  held_no_route: "integer",
  held_failed: "integer",
  held_expired: "integer",
  ended_at: "double precision",
} as const;

type Column = keyof typeof COLUMNS;

/** How far delivery of a message has come, as it is stored. `due_at` null: nobody is due; `ended_at` null: somebody waits. */
export type StoredState = Readonly<Record<Column, string | number | null>>;

export const STATE_COLUMNS = Object.keys(COLUMNS) as readonly Column[];

/** Types of the columns, each an array with a row's value at its place. */
export const STATE_ARRAYS: readonly string[] = Object.values(COLUMNS).map((type) => `${type}[]`);

/** The columns' values, one after the other. */
export function stateValues(state: StoredState): readonly unknown[] {
  return STATE_COLUMNS.map((column) => state[column]);
}

// Routes change on other hosts too: mail without one is looked at again by itself.
const NO_ROUTE_WAIT = 60_000;

/** @param now Epoch milliseconds */
export function storedState(statuses: readonly RecipientStatus[], now: number): StoredState {
  const kept = statuses.map(withoutLease);
  const held = (reason: RecipientStatus["holdReason"]) =>
    kept.filter(({ state, holdReason }) => state === "held" && holdReason === reason).length;
  const count = (wanted: RecipientStatus["state"]) => kept.filter(({ state }) => state === wanted).length;
  const entry = asEntry(kept);
  const withoutRoute = held("no-route");
  return {
    statuses: JSON.stringify(kept),
    due_at: earliest(dueAt(entry), withoutRoute > 0 ? now + NO_ROUTE_WAIT : undefined) ?? null,
    queued: count("queued"),
    delivered: count("delivered"),
    bounced: count("bounced"),
    held_operator: held("operator"),
    held_no_route: withoutRoute,
    held_failed: held("failed"),
    held_expired: held("expired"),
    ended_at: isDelivered(entry) ? now : null,
  };
}

/** An attempt that is going on is its host's own affair. */
function withoutLease(status: RecipientStatus): RecipientStatus {
  return nextStatus(status, { type: "returned" }) ?? status;
}

function asEntry(statuses: readonly RecipientStatus[]): QueueEntry<null> {
  const recipients = statuses.map((status) => ({ address: "", status }));
  return { queueId: "", receivedAt: 0, lifetimeFrom: 0, recipients, stored: null };
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
