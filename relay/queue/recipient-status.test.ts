import fc from "fast-check";
import { FRESH_STATUS, nextStatus, type RecipientEvent, type RecipientStatus } from "./recipient-status";

const events: fc.Arbitrary<RecipientEvent> = fc.oneof(
  fc.constant<RecipientEvent>({ type: "leased" }),
  fc.constant<RecipientEvent>({ type: "returned", reply: "connection refused" }),
  fc.constant<RecipientEvent>({ type: "delivered", reply: "250 ok" }),
  fc.nat(1_000).map((nextAttemptAt): RecipientEvent => ({ type: "deferred", reply: "451 later", nextAttemptAt })),
  fc.constant<RecipientEvent>({ type: "failed", reply: "550 no" }),
  fc.constant<RecipientEvent>({ type: "expired", reply: "451 later" }),
  fc.constant<RecipientEvent>({ type: "bounced", reply: "550 no", notification: "N1" }),
  fc.constant<RecipientEvent>({ type: "delay-told" }),
  fc.constant<RecipientEvent>({ type: "no-route", reply: "no route" }),
  fc.constant<RecipientEvent>({ type: "held-by-operator" }),
  fc.constant<RecipientEvent>({ type: "released" }),
  fc.constant<RecipientEvent>({ type: "retried" }),
);

function after(list: readonly RecipientEvent[]): RecipientStatus {
  return list.reduce<RecipientStatus>((status, event) => nextStatus(status, event) ?? status, FRESH_STATUS);
}

const LEASED = after([{ type: "leased" }]);
const FAILED = after([{ type: "leased" }, { type: "failed", reply: "550 no" }]);

describe("nextStatus", () => {
  test.each<{ title: string; from: RecipientStatus; event: RecipientEvent; to: Partial<RecipientStatus> | undefined }>([
    { title: "a queued recipient is leased", from: FRESH_STATUS, event: { type: "leased" }, to: { state: "leased" } },
    { title: "nobody leases twice", from: LEASED, event: { type: "leased" }, to: undefined },
    {
      title: "a refusal for good is held, visible, with the reply",
      from: LEASED,
      event: { type: "failed", reply: "550 no" },
      to: { state: "held", holdReason: "failed", lastReply: "550 no", attempts: 1 },
    },
    {
      title: "a fault of the route is no attempt",
      from: LEASED,
      event: { type: "returned", reply: "connection refused" },
      to: { state: "queued", attempts: 0, lastReply: "connection refused" },
    },
    {
      title: "an operator's hold waits for the attempt to end",
      from: LEASED,
      event: { type: "held-by-operator" },
      to: { state: "leased", holdReason: "operator" },
    },
    {
      title: "failed mail is released with its attempts forgotten",
      from: FAILED,
      event: { type: "released" },
      to: { state: "queued", attempts: 0, holdReason: null },
    },
    {
      title: "an outcome without an attempt means nothing",
      from: FRESH_STATUS,
      event: { type: "delivered", reply: "250" },
      to: undefined,
    },
    {
      title: "who was told that mail is given up has no more to wait for",
      from: LEASED,
      event: { type: "bounced", reply: "550 no", notification: "N1" },
      to: { state: "bounced", holdReason: null, lastReply: "550 no", attempts: 1, notification: "N1" },
    },
    {
      title: "mail that was given up can be sent after all",
      from: after([{ type: "leased" }, { type: "bounced", reply: "550 no", notification: "N1" }]),
      event: { type: "retried" },
      to: { state: "queued", attempts: 0 },
    },
  ])("$title", ({ from, event, to }) => {
    const next = nextStatus(from, event);
    if (to === undefined) expect(next).toBeUndefined();
    else expect(next).toMatchObject(to);
  });

  test("an operator's hold during an attempt takes effect when the attempt puts the mail off, not when it delivers it", () => {
    const held = after([{ type: "leased" }, { type: "held-by-operator" }]);
    expect(nextStatus(held, { type: "deferred", reply: "451", nextAttemptAt: 5 })).toMatchObject({
      state: "held",
      holdReason: "operator",
    });
    expect(nextStatus(held, { type: "delivered", reply: "250" })).toMatchObject({ state: "delivered" });
  });

  test("a retry does not undo an operator's hold", () => {
    const held = after([{ type: "held-by-operator" }]);
    expect(nextStatus(held, { type: "retried" })).toBeUndefined();
    expect(nextStatus(held, { type: "released" })).toMatchObject({ state: "queued" });
  });

  test("that the sender knows of the delay is never forgotten", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (list) => {
        expect(after([{ type: "delay-told" }, ...list])).toHaveProperty("isDelayTold", true);
      }),
    );
  });

  test("whatever happens, delivered is final, held always has a reason, and only attempts count as attempts", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (list) => {
        let status: RecipientStatus = FRESH_STATUS;
        for (const event of list) {
          const next = nextStatus(status, event);
          if (status.state === "delivered") expect(next).toBeUndefined();
          if (next === undefined) continue;
          if (next.state === "held") expect(next.holdReason).not.toBeNull();
          if (next.state === "queued" || next.state === "delivered") expect(next.holdReason).toBeNull();
          if (next.attempts > status.attempts) expect(status.state).toBe("leased");
          if (next.state === "delivered") expect(event.type).toBe("delivered");
          status = next;
        }
      }),
    );
  });

  test("from every state but delivered an operator brings mail back to the queue", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (list) => {
        const status = after([...list, { type: "returned" }, { type: "held-by-operator" }, { type: "released" }]);
        expect(["queued", "delivered"]).toContain(status.state);
      }),
    );
  });
});
