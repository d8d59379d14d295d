import type { RecipientOutcome } from "../spool";
import type { Delay, Ending } from "./notices";
import { type Settlement, Settlements } from "./settlements";

const RECIPIENTS = [
  { recipientId: 0, address: "a@fabrikam.com" },
  { recipientId: 1, address: "b@fabrikam.com" },
] as const;
const DEFERRED = { type: "deferred", reply: "451 later", nextAttemptAt: 60_000 } as const;

/** A queue that lets go of a message as soon as it is settled, as one that hosts share does; and what it was told. */
class House {
  readonly settled: RecipientOutcome[] = [];
  readonly delays: Delay[] = [];
  readonly ends: Ending[] = [];
  readonly settlements: Settlements;
  #isClaimed = true;

  constructor() {
    this.settlements = new Settlements({
      claims: {
        waiting: () => (this.#isClaimed ? RECIPIENTS.map((one) => ({ ...one, isDelayTold: false })) : []),
        settle: (_, outcomes) => {
          this.#isClaimed = false;
          this.settled.push(...outcomes);
        },
      },
      notices: {
        delayed: (delay) => {
          this.delays.push(delay);
          const told = this.#isClaimed ? delay.recipients : [];
          return Promise.resolve(told.map(({ recipientId }) => ({ recipientId, event: { type: "delay-told" } })));
        },
        ended: (ending) => {
          this.ends.push(ending);
          return Promise.resolve(ending.recipients);
        },
        alarms: () => [],
      },
      clock: { now: () => 100_000 },
      delayAfter: () => 50_000,
      expiresAfter: () => 1_000_000,
    });
  }

  async settle(outcomes: readonly RecipientOutcome[], lifetimeFrom = 0): Promise<void> {
    const quiet = new Promise<void>((resolve) => this.settlements.whenQuiet(resolve));
    const settlement: Settlement = { queueId: "Q1", lifetimeFrom, recipients: RECIPIENTS, outcomes, host: null };
    this.settlements.settle(settlement);
    if (this.settlements.pending > 0) await quiet;
  }
}

describe("Settlements", () => {
  test("a delay is told before the queue hears of it: a shared one lets go of a message that waits", async () => {
    const house = new House();
    await house.settle(RECIPIENTS.map(({ recipientId }) => ({ recipientId, event: DEFERRED })));
    expect(house.delays).toMatchObject([{ queueId: "Q1", recipients: RECIPIENTS, retryUntil: 1_000_000 }]);
    expect(house.settled.map(({ event }) => event.type)).toEqual(["delay-told", "delay-told", "deferred", "deferred"]);
  });

  test("what is young is settled at once", async () => {
    const house = new House();
    await house.settle([{ recipientId: 0, event: DEFERRED }], 60_000);
    expect(house.delays).toEqual([]);
    expect(house.settled).toEqual([{ recipientId: 0, event: DEFERRED }]);
  });
});
