import fc from "fast-check";
import { MessageQueue } from "./message-queue";
import type { QueueEntry } from "./queue-entry";
import { FRESH_STATUS, nextStatus, type RecipientEvent, type RecipientStatus } from "./recipient-status";
import { TimeHeap } from "./time-heap";

function newQueue(): MessageQueue<null> {
  return new MessageQueue<null>({ onChange: () => undefined, onDue: () => undefined });
}

function entryWith(queueId: string, statuses: readonly RecipientStatus[]): QueueEntry<null> {
  const recipients = statuses.map((status, id) => ({ address: `r${id}@fabrikam.com`, status }));
  return { queueId, receivedAt: 0, lifetimeFrom: 0, recipients, stored: null };
}

test("a heap gives its items back by time", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), (times) => {
      const heap = new TimeHeap<number>();
      times.forEach((at, item) => heap.push(at, item));
      const out = times.map(() => heap.pop()?.at);
      expect(out).toEqual([...times].sort((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});

describe("MessageQueue", () => {
  test("a message with one recipient due now and one later comes up twice", () => {
    const queue = newQueue();
    const later: RecipientStatus = { ...FRESH_STATUS, attempts: 1, nextAttemptAt: 100 };
    const entry = entryWith("Q1", [FRESH_STATUS, later]);
    queue.add(entry);
    expect(queue.takeDue(50)).toBe(entry);
    queue.apply(entry, 0, { type: "leased" });
    expect(queue.takeDue(50)).toBeUndefined();
    expect(queue.nextDueAt).toBe(100);
    expect(queue.takeDue(100)).toBe(entry);
  });

  test("a removed message never comes up, though its time had been noted", () => {
    const queue = newQueue();
    const entry = entryWith("Q1", [FRESH_STATUS]);
    queue.add(entry);
    queue.remove(entry);
    expect(queue.takeDue(0)).toBeUndefined();
    expect(queue.counts).toMatchObject({ messages: 0, queued: 0 });
  });

  describe("fences attempts", () => {
    const DELIVERED = { type: "delivered", reply: "250 ok" } as const;
    const FAILED = { type: "failed", reply: "550 no" } as const;
    const leasing = { now: () => 0, life: 100 };

    function leased(parts: object = {}) {
      const queue = new MessageQueue<null>({ onChange: () => undefined, onDue: () => undefined, ...parts });
      const entry = entryWith("Q1", [FRESH_STATUS]);
      queue.add(entry);
      queue.takeDue(0);
      queue.apply(entry, 0, { type: "leased" });
      const [recipient] = entry.recipients;
      return { queue, entry, recipient: recipient!, first: recipient!.lease! };
    }

    test("an answer of an older attempt than the newest changes nothing, whatever it says", () => {
      const { queue, entry, recipient, first } = leased();
      queue.apply(entry, 0, { type: "returned" });
      queue.apply(entry, 0, { type: "leased" });
      expect(recipient.lease).toBeGreaterThan(first);
      for (const event of [DELIVERED, FAILED, { type: "returned" } as const]) {
        expect(queue.applyAnswer(entry, 0, { event, lease: first })).toBe(false);
      }
      expect(recipient.status.state).toBe("leased");
      expect(queue.applyAnswer(entry, 0, { event: DELIVERED, lease: recipient.lease! })).toBe(true);
      expect(recipient.status.state).toBe("delivered");
    });

    test("an attempt that never answers ends by itself, and its recipient is due again", () => {
      const { queue, entry, recipient } = leased({ leases: leasing });
      expect(queue.nextDueAt).toBe(100);
      expect(queue.takeDue(99)).toBeUndefined();
      expect(queue.takeDue(100)).toBe(entry);
      expect(recipient.status).toMatchObject({
        state: "queued",
        attempts: 0,
        lastReply: expect.stringMatching(/^451/) as string,
      });
    });

    test("that the next hop took the message is believed late, unless somebody tries again already", () => {
      const { queue, entry, recipient, first } = leased({ leases: leasing });
      queue.takeDue(100);
      expect(queue.applyAnswer(entry, 0, { event: FAILED, lease: first })).toBe(false);
      expect(recipient.status.state).toBe("queued");
      expect(queue.applyAnswer(entry, 0, { event: DELIVERED, lease: first })).toBe(true);
      expect(recipient.status.state).toBe("delivered");
    });
  });

  // The model: every recipient by itself, walked in full for each question.
  type Step =
    | { readonly kind: "add"; readonly recipients: number }
    | { readonly kind: "event"; readonly pick: number; readonly recipient: number; readonly event: RecipientEvent }
    | { readonly kind: "remove"; readonly pick: number }
    | { readonly kind: "pass"; readonly time: number };

  const event: fc.Arbitrary<RecipientEvent> = fc.oneof(
    fc.constant<RecipientEvent>({ type: "leased" }),
    fc.constant<RecipientEvent>({ type: "returned" }),
    fc.constant<RecipientEvent>({ type: "delivered", reply: "250" }),
    fc.nat(500).map((nextAttemptAt): RecipientEvent => ({ type: "deferred", reply: "451", nextAttemptAt })),
    fc.constant<RecipientEvent>({ type: "failed", reply: "550" }),
    fc.constant<RecipientEvent>({ type: "no-route", reply: "none" }),
    fc.constant<RecipientEvent>({ type: "held-by-operator" }),
    fc.constant<RecipientEvent>({ type: "released" }),
    fc.constant<RecipientEvent>({ type: "retried" }),
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant("add" as const), recipients: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("event" as const), pick: fc.nat(), recipient: fc.nat(2), event }),
    fc.record({ kind: fc.constant("remove" as const), pick: fc.nat() }),
    fc.record({ kind: fc.constant("pass" as const), time: fc.nat(200) }),
  );

  test("agrees with a plain list about counts and about what is due, in any order of events", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = newQueue();
        const model = new Map<string, RecipientStatus[]>();
        let now = 0;
        let number = 0;
        for (const one of steps) {
          const ids = [...model.keys()];
          if (one.kind === "add") {
            const statuses = Array.from({ length: one.recipients }, () => FRESH_STATUS);
            const entry = entryWith(`Q${++number}`, statuses);
            queue.add(entry);
            model.set(entry.queueId, statuses);
          } else if (one.kind === "pass") {
            now += one.time;
            const due = new Set(
              [...model]
                .filter(([, list]) => list.some((s) => s.state === "queued" && s.nextAttemptAt <= now))
                .map(([id]) => id),
            );
            const taken: QueueEntry<null>[] = [];
            for (let entry = queue.takeDue(now); entry !== undefined; entry = queue.takeDue(now)) {
              taken.push(entry);
              // Leased in the model too: a taken message is somebody's business until it is put back.
              for (let id = 0; id < entry.recipients.length; id++) {
                const status = entry.recipients[id]?.status as RecipientStatus;
                if (status.state !== "queued" || status.nextAttemptAt > now) continue;
                queue.apply(entry, id, { type: "leased" });
                (model.get(entry.queueId) as RecipientStatus[])[id] = nextStatus(status, {
                  type: "leased",
                }) as RecipientStatus;
              }
            }
            expect(new Set(taken.map(({ queueId }) => queueId))).toEqual(due);
          } else if (ids.length > 0) {
            const queueId = ids[one.pick % ids.length] as string;
            const entry = queue.get(queueId) as QueueEntry<null>;
            if (one.kind === "remove") {
              queue.remove(entry);
              model.delete(queueId);
            } else {
              const list = model.get(queueId) as RecipientStatus[];
              const before = list[one.recipient];
              const next = before === undefined ? undefined : nextStatus(before, one.event);
              expect(queue.apply(entry, one.recipient, one.event)).toBe(next !== undefined);
              if (next !== undefined) list[one.recipient] = next;
              queue.schedule(entry);
            }
          }
          const all = [...model.values()].flat();
          expect(queue.counts).toMatchObject({
            messages: model.size,
            queued: all.filter(({ state }) => state === "queued").length,
            leased: all.filter(({ state }) => state === "leased").length,
          });
          expect(Object.values(queue.counts.held).reduce((a, b) => a + b)).toBe(
            all.filter(({ state }) => state === "held").length,
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
