/** Why a recipient waits for somebody: an operator's wish, no send connector, a refusal for good, too old. */
export type HoldReason = "operator" | "no-route" | "failed" | "expired";

/** How far delivery to one recipient has come. Immutable. */
export interface RecipientStatus {
  /**
   * `leased`: an attempt is going on; with a `holdReason`, it is held as soon as the attempt ends. `bounced`: given up,
   * and whoever wanted to know of it was told.
   */
  readonly state: "queued" | "leased" | "held" | "delivered" | "bounced";
  /** Attempts that reached the next hop. */
  readonly attempts: number;
  /** Epoch milliseconds; 0 is at once. Means something while `queued`. */
  readonly nextAttemptAt: number;
  /** What the next hop, or we, said last. */
  readonly lastReply: string | null;
  readonly holdReason: HoldReason | null;
  /** Queue id of the notification that told of the end; absent: none did. */
  readonly notification?: string;
  /** Set once the sender was told that the message is late. */
  readonly isDelayTold?: true;
}

/** Everything that can happen to a recipient. Times are epoch milliseconds. */
export type RecipientEvent =
  | { readonly type: "leased" }
  /** The attempt did not come about (route, connection, stop): as if it had not been. */
  | { readonly type: "returned"; readonly reply?: string }
  | { readonly type: "delivered"; readonly reply: string }
  | { readonly type: "deferred"; readonly reply: string; readonly nextAttemptAt: number }
  | { readonly type: "failed"; readonly reply: string }
  | { readonly type: "expired"; readonly reply: string }
  /** `notification`: queue id of the one that is on stable storage by now; absent: nobody wants one. */
  | { readonly type: "bounced"; readonly reply: string; readonly notification?: string }
  | { readonly type: "delay-told" }
  | { readonly type: "no-route"; readonly reply: string }
  | { readonly type: "held-by-operator" }
  | { readonly type: "released" }
  | { readonly type: "retried" };

/** A recipient that nobody has tried yet. */
export const FRESH_STATUS: RecipientStatus = Object.freeze({
  state: "queued",
  attempts: 0,
  nextAttemptAt: 0,
  lastReply: null,
  holdReason: null,
});

/** The status after an event; undefined when the event means nothing in this state and changes nothing. */
export function nextStatus(status: RecipientStatus, event: RecipientEvent): RecipientStatus | undefined {
  switch (event.type) {
    case "leased":
      return status.state === "queued" ? { ...status, state: "leased" } : undefined;
    case "held-by-operator":
      return heldByOperator(status);
    case "released":
      return released(status);
    case "retried":
      return retried(status);
    case "no-route":
      return status.state === "queued" || status.state === "leased" ? withoutRoute(status, event.reply) : undefined;
    case "bounced":
      return status.state === "leased" ? bounced(status, event) : undefined;
    case "delay-told":
      return isWaiting(status) ? { ...status, isDelayTold: true } : undefined;
    case "expired":
      return status.state === "queued" || status.state === "leased" ? held(status, "expired", event.reply) : undefined;
    case "returned":
    case "delivered":
    case "deferred":
    case "failed":
      return status.state === "leased" ? afterAttempt(status, event) : undefined;
  }
}

type AttemptEvent = Extract<RecipientEvent, { type: "returned" | "delivered" | "deferred" | "failed" }>;

function afterAttempt(status: RecipientStatus, event: AttemptEvent): RecipientStatus {
  const attempts = event.type === "returned" ? status.attempts : status.attempts + 1;
  const lastReply = event.reply ?? status.lastReply;
  const common = { ...told(status), attempts, lastReply, nextAttemptAt: status.nextAttemptAt };
  if (event.type === "delivered") return { ...common, state: "delivered", holdReason: null };
  if (event.type === "failed") return { ...common, state: "held", holdReason: "failed" };
  if (status.holdReason !== null) return { ...common, state: "held", holdReason: status.holdReason };
  const nextAttemptAt = event.type === "deferred" ? event.nextAttemptAt : status.nextAttemptAt;
  return { ...common, state: "queued", nextAttemptAt, holdReason: null };
}

function isWaiting({ state }: RecipientStatus): boolean {
  return state === "queued" || state === "leased" || state === "held";
}

/** An end like a delivery's: what an operator held meanwhile is over too. */
function bounced(
  status: RecipientStatus,
  { reply, notification }: RecipientEvent & { type: "bounced" },
): RecipientStatus {
  const end = { state: "bounced", attempts: status.attempts + 1, lastReply: reply, holdReason: null } as const;
  return { ...told(status), ...end, nextAttemptAt: 0, ...(notification === undefined ? {} : { notification }) };
}

function told({ isDelayTold }: RecipientStatus): Pick<RecipientStatus, "isDelayTold"> {
  return isDelayTold === undefined ? {} : { isDelayTold };
}

function withoutRoute(status: RecipientStatus, reply: string): RecipientStatus {
  return held(status, status.holdReason ?? "no-route", reply);
}

function held(status: RecipientStatus, holdReason: HoldReason, lastReply: string): RecipientStatus {
  return { ...status, state: "held", holdReason, lastReply };
}

function heldByOperator(status: RecipientStatus): RecipientStatus | undefined {
  if (!isWaiting(status) || status.holdReason === "operator") return undefined;
  return { ...status, state: status.state === "leased" ? "leased" : "held", holdReason: "operator" };
}

/** Attempts start anew: whoever releases mail has changed something. */
function released(status: RecipientStatus): RecipientStatus | undefined {
  if (status.state === "leased") return status.holdReason === null ? undefined : { ...status, holdReason: null };
  if (status.state !== "held" && status.state !== "bounced") return undefined;
  const { lastReply } = status;
  return { ...told(status), state: "queued", attempts: 0, nextAttemptAt: 0, lastReply, holdReason: null };
}

/** What an operator holds, only a release sets free. */
function retried(status: RecipientStatus): RecipientStatus | undefined {
  if (status.state === "queued") return { ...status, nextAttemptAt: 0 };
  return status.holdReason === "operator" ? undefined : released(status);
}
