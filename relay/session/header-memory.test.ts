import { HeaderMemory } from "./header-memory";

test("HeaderMemory takes no more beginners at half, and nothing at all at the end", () => {
  const memory = new HeaderMemory(100);
  expect(memory.hold(50)).toBe(true);
  expect(memory.isFull).toBe(false);
  expect(memory.hold(50)).toBe(true);
  expect(memory.isFull).toBe(true);
  expect(memory.hold(1)).toBe(false);
  memory.letGo(101);
  expect(memory.isFull).toBe(false);
});
