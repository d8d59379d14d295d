import { HeaderMemory } from "./header-memory";

describe("HeaderMemory", () => {
  test("has room for small headers when there is none for large ones any more, and for nobody at the end", () => {
    const memory = new HeaderMemory(100_000);
    expect(memory.hold(50_000, 50_000)).toBe(true);
    expect(memory.hold(100, 50_100)).toBe(false);
    expect(memory.hold(100, 100)).toBe(true);
    expect(memory.isFull).toBe(false);
    expect(memory.hold(50_000, 10_000)).toBe(false);
    expect(memory.isFull).toBe(true);
  });

  test("has room again for what was let go", () => {
    const memory = new HeaderMemory(100_000);
    memory.hold(100_001, 100_001);
    memory.letGo(100_001);
    expect(memory.isFull).toBe(false);
    expect(memory.hold(20_000, 20_000)).toBe(true);
  });
});
