import fc from "fast-check";
import { retryDelay, retryLawOf } from "./retry-law";

const LAW = retryLawOf({ messageRetryInterval: "01:00:00" });

describe("retryDelay", () => {
  test.each([
    { attempts: 1, minutes: 1 },
    { attempts: 2, minutes: 2 },
    { attempts: 4, minutes: 8 },
    { attempts: 7, minutes: 60 },
    { attempts: 1_000, minutes: 60 },
  ])("after $attempts attempts the middle of the spread is $minutes minutes", ({ attempts, minutes }) => {
    expect(retryDelay(LAW, { attempts, random: 0.5 })).toBe(minutes * 60_000);
  });

  test("stays within a quarter of the plain wait, and never exceeds the longest by more", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), random, (attempts, chance) => {
        const delay = retryDelay(LAW, { attempts, random: chance });
        const plain = Math.min(60_000 * 2 ** (attempts - 1), 3_600_000);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(plain * 0.75));
        expect(delay).toBeLessThanOrEqual(Math.ceil(plain * 1.25));
      }),
    );
  });
});
