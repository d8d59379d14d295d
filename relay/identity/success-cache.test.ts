import { createSuccessCache, type Proof } from "./success-cache";

const PROOF: Proof = ["id", "version", "secret"];

function cacheAt(now: { ms: number }, maxEntries = 10) {
  return createSuccessCache<string>({ lifetime: 1000, maxEntries, clock: () => now.ms });
}

describe("success cache", () => {
  test("remembers a success for its lifetime, however often it is used", () => {
    const now = { ms: 0 };
    const cache = cacheAt(now);
    cache.set(PROOF, "good");
    for (now.ms = 0; now.ms < 1000; now.ms += 100) expect(cache.get(PROOF)).toBe("good");
    now.ms = 1000;
    expect(cache.get(PROOF)).toBeUndefined();
  });

  test.each<[string, Proof]>([
    ["account", ["other", "version", "secret"]],
    ["version", ["id", "other", "secret"]],
    ["password", ["id", "version", "Secret"]],
    ["parts that only look the same together", ["id", 'version","secret', ""]],
  ])("knows nothing of another %s", (_, proof) => {
    const cache = cacheAt({ ms: 0 });
    cache.set(PROOF, "good");
    expect(cache.get(proof)).toBeUndefined();
  });

  test("never holds more than its number, and forgets the oldest first", () => {
    const cache = cacheAt({ ms: 0 }, 2);
    for (const name of ["a", "b", "c"]) cache.set([name, "", ""], name);
    expect(["a", "b", "c"].map((name) => cache.get([name, "", ""]))).toEqual([undefined, "b", "c"]);
  });
});
