import type { RecipientEvent, RecipientStatus } from "../queue";
import type { SpoolEntry } from "./envelope";
import type { Clock } from "./event-log";
import type { MessageOrigin, QueuedMessage, QueuedRecipient, QueueOperations, RecipientState } from "./spool";
import type { SpoolStore } from "./spool-store";

/** What operators see of a store and may do to it, counts aside. */
export function queueDesk(store: SpoolStore, clock: Clock): Omit<QueueOperations, "counts"> {
  return {
    list: async ({ state, limit }) => {
      const found: SpoolEntry[] = [];
      for (const entry of state === "bounced" ? store.shelf.entries() : store.queue.entries()) {
        if (found.length >= limit) break;
        if (state === undefined || entry.recipients.some(({ status }) => isIn(status, state))) found.push(entry);
      }
      return Promise.all(found.map((entry) => shown(store, entry)));
    },
    show: async (queueId) => {
      const entry = store.find(queueId);
      return entry === undefined ? undefined : shown(store, entry);
    },
    retry: (queueId) => change(store, queueId, { event: { type: "retried" }, lifetimeFrom: clock.now() }),
    hold: (queueId) => change(store, queueId, { event: { type: "held-by-operator" } }),
    release: (queueId) => change(store, queueId, { event: { type: "released" }, lifetimeFrom: clock.now() }),
    delete: async (queueId) => {
      const entry = store.find(queueId);
      if (entry === undefined) return false;
      store.remove(entry);
      await store.written();
      return true;
    },
  };
}

interface Change {
  readonly event: RecipientEvent;
  /** Released mail gets its whole lifetime again. */
  readonly lifetimeFrom?: number;
}

async function change(store: SpoolStore, queueId: string, { event, lifetimeFrom }: Change): Promise<boolean> {
  const entry = store.find(queueId);
  if (entry === undefined) return false;
  if (event.type !== "held-by-operator") store.unshelve(entry);
  if (lifetimeFrom !== undefined) entry.lifetimeFrom = lifetimeFrom;
  for (let id = 0; id < entry.recipients.length; id++) store.queue.apply(entry, id, event);
  store.queue.schedule(entry);
  await store.written();
  return true;
}

function isIn({ state, holdReason }: RecipientStatus, wanted: RecipientState): boolean {
  return wanted === "failed" ? state === "held" && holdReason === "failed" : state === wanted;
}

const UNKNOWN_ORIGIN: MessageOrigin = {
  connectorId: "",
  connectorName: "",
  clientAddress: "",
  helo: "",
  tls: false,
  principal: "",
  authAs: "Anonymous",
  authMechanism: "none",
  sessionId: "",
};

async function shown(store: SpoolStore, entry: SpoolEntry): Promise<QueuedMessage> {
  // A damaged record hides sender and origin, but the message must stay visible.
  const envelope = await store.envelope(entry).catch(() => undefined);
  return {
    queueId: entry.queueId,
    sender: envelope?.sender ?? "",
    size: entry.stored.size,
    receivedAt: entry.receivedAt,
    origin: envelope?.origin ?? UNKNOWN_ORIGIN,
    recipients: entry.recipients.map(({ address, status }, id) => shownRecipient(address, { id, status, entry })),
  };
}

function shownRecipient(
  address: string,
  { id, status, entry }: { readonly id: number; readonly status: RecipientStatus; readonly entry: SpoolEntry },
): QueuedRecipient {
  const { state, attempts, nextAttemptAt, lastReply, holdReason, notification } = status;
  const next = state === "queued" ? Math.max(nextAttemptAt, entry.receivedAt) : null;
  const told = notification === undefined ? {} : { notification };
  return { recipientId: id, address, state, attempts, nextAttemptAt: next, lastReply, holdReason, ...told };
}
