import { RecentReadings } from "./recent-readings";

describe("RecentReadings", () => {
  test("gives the same reading again", () => {
    const readings = new RecentReadings<{ readonly value: number }>();
    const reading = readings.keep("a", { value: 1 });
    expect(readings.get("a")).toBe(reading);
    expect(readings.get("b")).toBeUndefined();
  });

  test("keeps what is used and forgets the rest, however many texts come", () => {
    const readings = new RecentReadings<{ readonly value: number }>();
    readings.keep("used", { value: 0 });
    readings.keep("unused", { value: 0 });
    for (let index = 0; index < 5_000; index++) {
      readings.keep(`text ${index}`, { value: index });
      readings.get("used");
    }
    expect(readings.get("used")).toEqual({ value: 0 });
    expect(readings.get("unused")).toBeUndefined();
    const kept = Array.from({ length: 5_000 }, (_, index) => readings.get(`text ${index}`)).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(1_024);
  });

  test("keeps no long text", () => {
    const readings = new RecentReadings<{ readonly value: number }>();
    readings.keep("x".repeat(321), { value: 1 });
    expect(readings.get("x".repeat(321))).toBeUndefined();
  });
});
