import fc from "fast-check";
import { MessageRates } from "./message-rates";

const T0 = Date.UTC(2026, 10, 24, 12);

describe("MessageRates", () => {
  test("keeps connectors and sources apart", () => {
    const rates = new MessageRates();
    rates.count("a", "address 10.0.0.1", T0);
    expect(rates.within("a", "address 10.0.0.1", T0)).toBe(1);
    expect(rates.within("b", "address 10.0.0.1", T0)).toBe(0);
    expect(rates.within("a", "address 10.0.0.2", T0)).toBe(0);
  });

  test("lets the former minute fade, and forgets it after the next", () => {
    const rates = new MessageRates();
    for (let count = 0; count < 10; count++) rates.count("a", "x", T0 + 59_000);
    expect(rates.within("a", "x", T0 + 59_999)).toBe(10);
    expect(rates.within("a", "x", T0 + 60_000)).toBe(10);
    expect(rates.within("a", "x", T0 + 90_000)).toBe(5);
    expect(rates.within("a", "x", T0 + 120_000)).toBe(0);
  });

  test("a clock that jumps back loses nothing", () => {
    const rates = new MessageRates();
    rates.count("a", "x", T0);
    expect(rates.within("a", "x", T0 - 3_600_000)).toBe(1);
  });

  test("within any one counted minute never lets more through than the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 4000 })), (limit, gaps) => {
        const rates = new MessageRates();
        const byMinute = new Map<number, number>();
        let at = T0;
        for (const gap of gaps) {
          at += gap;
          if (rates.within("a", "x", at) >= limit) continue;
          rates.count("a", "x", at);
          const minute = Math.floor(at / 60_000);
          byMinute.set(minute, (byMinute.get(minute) ?? 0) + 1);
        }
        for (const count of byMinute.values()) expect(count).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test("remembers a bounded number of sources, the newest of them", () => {
    const rates = new MessageRates();
    for (let source = 0; source <= 100_000; source++) rates.count("a", `${source}`, T0);
    expect(rates.within("a", "0", T0)).toBe(0);
    expect(rates.within("a", "1", T0)).toBe(1);
    expect(rates.within("a", "100000", T0)).toBe(1);
  });
});
