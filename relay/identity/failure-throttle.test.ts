import { createFailureThrottle } from "./failure-throttle";

function throttleAt(now: { ms: number }, maxEntries = 100) {
  return createFailureThrottle({ failures: 3, window: 60_000, maxEntries, clock: () => now.ms });
}

const CRM = { username: "crm", client: "192.0.2.1" };

describe("failure throttle", () => {
  test("lets a name fail so often from one place within a minute, and forgets it afterwards", () => {
    const now = { ms: 0 };
    const throttle = throttleAt(now);
    for (let failure = 0; failure < 3; failure++) {
      expect(throttle.isThrottled(CRM)).toBe(false);
      throttle.failed(CRM);
    }
    expect(throttle.isThrottled(CRM)).toBe(true);
    expect(throttle.isThrottled({ ...CRM, username: "CRM" })).toBe(true);
    now.ms = 60_000;
    expect(throttle.isThrottled(CRM)).toBe(false);
  });

  test.each([
    ["the same name from elsewhere", { ...CRM, client: "192.0.2.2" }],
    ["another name from there", { ...CRM, username: "erp" }],
  ])("leaves %s alone", (_, attempt) => {
    const throttle = throttleAt({ ms: 0 });
    for (let failure = 0; failure < 5; failure++) throttle.failed(CRM);
    expect(throttle.isThrottled(attempt)).toBe(false);
  });

  test("takes an IPv6 /64 for one place", () => {
    const throttle = throttleAt({ ms: 0 });
    for (let host = 1; host <= 3; host++) throttle.failed({ ...CRM, client: `2001:db8::${host}` });
    expect(throttle.isThrottled({ ...CRM, client: "2001:db8::ffff" })).toBe(true);
    expect(throttle.isThrottled({ ...CRM, client: "2001:db8:0:1::1" })).toBe(false);
  });

  test("remembers no more places than its number", () => {
    const throttle = throttleAt({ ms: 0 }, 2);
    const places = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((client) => ({ ...CRM, client }));
    for (const place of places) for (let failure = 0; failure < 3; failure++) throttle.failed(place);
    expect(places.map((place) => throttle.isThrottled(place))).toEqual([false, true, true]);
  });
});
