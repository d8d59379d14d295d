import { backOffOf, HostHealth } from "./host-health";

const BACK_OFF = backOffOf({
  transientFailureRetryInterval: "00:05:00",
  transientFailureRetryCount: 2,
  outboundConnectionFailureRetryInterval: "00:10:00",
});

describe("HostHealth", () => {
  test("holds 1 s, then twice as long each time, up to TransientFailureRetryInterval and then OutboundConnectionFailureRetryInterval", () => {
    const health = new HostHealth(BACK_OFF, () => 0.5);
    const holds: number[] = [];
    let now = 0;
    for (let fault = 0; fault < 13; fault++) {
      health.fault(now, "connection refused");
      holds.push((health.heldUntil - now) / 1_000);
      now = health.heldUntil;
    }
    expect(holds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 600, 600]);
    health.works();
    expect(health.isHeld(now)).toBe(false);
    expect(health.suspect).toBe(false);
  });

  test("a wait is a quarter shorter or longer", () => {
    const health = new HostHealth({ first: 1_000, longest: 1_000 }, () => 0);
    health.fault(0, "connection refused");
    expect(health.heldUntil).toBe(750);
  });

  test("connections that fail together are one fault", () => {
    const health = new HostHealth(BACK_OFF, () => 0.5);
    for (let connection = 0; connection < 20; connection++) health.fault(10, "connection refused");
    expect(health.heldUntil).toBe(1_010);
  });
});
