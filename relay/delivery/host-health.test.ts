import { DEFAULT_ROUTE_BACK_OFF, HostHealth } from "./host-health";

describe("HostHealth", () => {
  test("holds 1 s, then twice as long each time, up to 5 minutes, until the host works", () => {
    const health = new HostHealth(DEFAULT_ROUTE_BACK_OFF);
    const holds: number[] = [];
    let now = 0;
    for (let fault = 0; fault < 11; fault++) {
      health.fault(now, "connection refused");
      holds.push((health.heldUntil - now) / 1_000);
      now = health.heldUntil;
    }
    expect(holds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    health.works();
    expect(health.isHeld(now)).toBe(false);
    expect(health.suspect).toBe(false);
  });

  test("connections that fail together are one fault", () => {
    const health = new HostHealth(DEFAULT_ROUTE_BACK_OFF);
    for (let connection = 0; connection < 20; connection++) health.fault(10, "connection refused");
    expect(health.heldUntil).toBe(1_010);
  });
});
