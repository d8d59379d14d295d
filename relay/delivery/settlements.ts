import type { RecipientEvent } from "../queue";
import type { ClaimedRecipient, Clock, DeliveryClaims, RecipientOutcome, WaitingRecipient } from "../spool";
import type { Notices, ToldRecipient } from "./notices";
import { Turns } from "./turns";

export interface SettlementParts {
  readonly claims: Pick<DeliveryClaims, "settle" | "waiting">;
  /** Null: nobody is told of anything. */
  readonly notices: Notices | null;
  readonly clock: Clock;
  /** Milliseconds after which senders are told of a delay. */
  readonly delayAfter: () => number;
  /** Milliseconds that a message may stay undelivered. */
  readonly expiresAfter: () => number;
}

/** What became of recipients of one message in one go. */
export interface Settlement {
  readonly queueId: string;
  readonly lifetimeFrom: number;
  readonly recipients: readonly Pick<ClaimedRecipient, "recipientId" | "address">[];
  readonly outcomes: readonly RecipientOutcome[];
  /** Name or address of the next hop; null: it came to none. */
  readonly host: string | null;
  /** The next hop took the message, and somebody asked for word that it will not give (RFC 3461 §5.2.2). */
  readonly owesWord?: boolean;
  /** Its lifetime is over: without a route now, it gets none. */
  readonly isOver?: boolean;
}

type DelayedMessage = Pick<Settlement, "queueId" | "lifetimeFrom" | "host">;

// What else may be told of a delay at once: a route that is away concerns all of its mail in the same minute.
const MOST_DELAYS = 64;
// A domain that is gone ends all of its mail at once, and each message is in memory while its notification is written.
const MOST_ENDS = 32;

/** Tells the spool what became of recipients, after those who want to know of it are sure to hear. */
export class Settlements {
  readonly #parts: SettlementParts;
  readonly #delays = new Set<string>();
  readonly #turns = new Turns(MOST_ENDS);
  /** Recipients whose end is being told. */
  readonly #ends = new Set<string>();
  #pending = 0;
  #onQuiet: () => void = () => undefined;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  /** Settlements that wait for their notifications. */
  get pending(): number {
    return this.#pending;
  }

  /** Calls whenever the last of them is done. */
  whenQuiet(listener: () => void): void {
    this.#onQuiet = listener;
  }

  /** Begins nothing more: what waits is settled by the next start. */
  stop(): void {
    this.#turns.close();
  }

  settle(settlement: Settlement): void {
    const { claims, notices } = this.#parts;
    const { queueId, outcomes } = settlement;
    const ends = notices === null ? [] : outcomes.filter(({ event }) => isEnd(event, settlement));
    if (notices !== null && ends.length > 0) void this.#conclude(notices, settlement, ends);
    const others = ends.length === 0 ? outcomes : outcomes.filter((outcome) => !ends.includes(outcome));
    if (others.length === 0 && ends.length > 0) return;
    if (notices === null || !this.isLate(settlement.lifetimeFrom)) return claims.settle(queueId, others);
    this.#settleLate(settlement, others);
  }

  /** No more can be told of a delay just now. */
  get isBusy(): boolean {
    return this.#delays.size >= MOST_DELAYS;
  }

  /** Whether it is time to tell of a delay. */
  isLate(lifetimeFrom: number): boolean {
    return this.#parts.clock.now() - lifetimeFrom >= this.#parts.delayAfter();
  }

  /** Tells of the delay of every recipient that waits, once; then settles. */
  tellDelay(delayed: DelayedMessage, reply: string | null, settled: readonly RecipientOutcome[] = []): void {
    const { claims, notices } = this.#parts;
    const { queueId, lifetimeFrom, host } = delayed;
    const recipients = this.#untold(queueId);
    if (notices === null || recipients.length === 0) {
      if (settled.length > 0) claims.settle(queueId, settled);
      return;
    }
    this.#delays.add(queueId);
    const retryUntil = lifetimeFrom + this.#parts.expiresAfter();
    void this.#whilePending(async () => {
      claims.settle(queueId, await notices.delayed({ queueId, recipients, reply, host, retryUntil }));
      if (settled.length > 0) claims.settle(queueId, settled);
      this.#delays.delete(queueId);
    });
  }

  /** Whoever waits is settled last: a queue that hosts share lets go of the message then. */
  #settleLate(settlement: Settlement, outcomes: readonly RecipientOutcome[]): void {
    const { claims } = this.#parts;
    const { queueId } = settlement;
    const waits = outcomes.filter(({ event }) => isWait(event));
    const [first] = waits;
    if (first === undefined) return claims.settle(queueId, outcomes);
    if (waits.length < outcomes.length)
      claims.settle(
        queueId,
        outcomes.filter(({ event }) => !isWait(event)),
      );
    this.tellDelay(settlement, replyOf(first.event), waits);
  }

  /** Who waits, and may be told of it now. */
  #untold(queueId: string): readonly WaitingRecipient[] {
    if (this.#delays.has(queueId) || this.isBusy) return [];
    return this.#parts.claims
      .waiting(queueId)
      .filter(({ recipientId, isDelayTold }) => !isDelayTold && !this.#ends.has(endOf(queueId, recipientId)));
  }

  async #conclude(notices: Notices, settlement: Settlement, outcomes: readonly RecipientOutcome[]): Promise<void> {
    const { queueId, host } = settlement;
    const recipients = told(settlement, outcomes);
    const ends = recipients.map(({ recipientId }) => endOf(queueId, recipientId));
    for (const end of ends) this.#ends.add(end);
    await this.#whilePending(async () => {
      this.#parts.claims.settle(queueId, await this.#turns.take(() => notices.ended({ queueId, recipients, host })));
      for (const end of ends) this.#ends.delete(end);
    });
  }

  async #whilePending(work: () => Promise<void>): Promise<void> {
    this.#pending++;
    try {
      await work();
    } finally {
      this.#pending--;
      if (this.#pending === 0) this.#onQuiet();
    }
  }
}

function told({ recipients }: Settlement, outcomes: readonly RecipientOutcome[]): readonly ToldRecipient[] {
  const addresses = new Map(recipients.map(({ recipientId, address }) => [recipientId, address]));
  return outcomes.map((outcome) => ({ ...outcome, address: addresses.get(outcome.recipientId) ?? "" }));
}

function endOf(queueId: string, recipientId: number): string {
  return `${queueId} ${recipientId}`;
}

/** Nothing more is tried by itself. */
function isEnd({ type }: RecipientEvent, { owesWord = false, isOver = false }: Settlement): boolean {
  if (type === "delivered") return owesWord;
  return type === "failed" || type === "expired" || (type === "no-route" && isOver);
}

function isWait({ type }: RecipientEvent): boolean {
  return type === "deferred" || type === "returned" || type === "no-route";
}

function replyOf(event: RecipientEvent): string | null {
  return "reply" in event ? (event.reply ?? null) : null;
}
