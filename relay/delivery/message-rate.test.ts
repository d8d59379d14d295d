import fc from "fast-check";
import { MessageRate } from "./message-rate";

describe("MaxMessagesPerMinutePerHost", () => {
  test("no minute, wherever it begins, has more messages than the limit, and none waits longer than one", () => {
    const waits = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), waits, (limit, pauses) => {
        const rate = new MessageRate(limit);
        const sent: number[] = [];
        let now = 1_700_000_000_000;
        for (const pause of pauses) {
          now += pause;
          const freeAt = rate.freeAt(now);
          expect(freeAt - now).toBeLessThanOrEqual(61_000);
          now = Math.max(now, freeAt);
          rate.count(now);
          sent.push(now);
        }
        sent.forEach((at, index) => {
          const inMinute = sent.slice(index).filter((other) => other < at + 60_000);
          expect(inMinute.length).toBeLessThanOrEqual(limit);
        });
      }),
    );
  });

  test("a whole minute is free after a long silence, and unlimited is always free", () => {
    const rate = new MessageRate(2);
    for (const now of [0, 0]) rate.count(now);
    expect(rate.freeAt(0)).toBeGreaterThan(0);
    expect(rate.freeAt(10_000_000)).toBe(10_000_000);
    const unlimited = new MessageRate("unlimited");
    for (let message = 0; message < 1_000; message++) unlimited.count(5);
    expect(unlimited.freeAt(5)).toBe(5);
  });

  test("a clock that goes back waits, but does not break", () => {
    const rate = new MessageRate(1);
    rate.count(100_000);
    expect(rate.freeAt(50_000)).toBeGreaterThan(50_000);
    expect(rate.freeAt(200_000)).toBe(200_000);
  });
});
