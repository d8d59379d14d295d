import { SharedArrivalMemory } from "./arrival-memory";

describe("SharedArrivalMemory", () => {
  const memory = () => new SharedArrivalMemory({ inlineBodyBytes: 256 * 1024, arrivingBytes: 1_000_000 });

  test("sends large bodies to files, and smaller ones too when much is arriving", () => {
    const shared = memory();
    expect([20_000, 300_000].map((size) => shared.needsFile(size))).toEqual([false, true]);
    shared.hold(1_000_001);
    expect([10_000, 20_000].map((size) => shared.needsFile(size))).toEqual([false, true]);
  });

  test("lets clients run ahead of the disk only while there is room", () => {
    const shared = memory();
    expect(shared.window).toBeGreaterThan(0);
    shared.hold(1_000_001);
    expect(shared.window).toBe(0);
    expect(shared.isFull).toBe(false);
    shared.hold(1_000_000);
    expect(shared.isFull).toBe(true);
    shared.letGo(1_500_000);
    expect(shared.isFull).toBe(false);
    expect(shared.window).toBeGreaterThan(0);
  });
});
