import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { Turns } from "./turns";

/** Work that ends when it is told to. */
function startWork(turns: Turns, count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = Array.from({ length: count }, (_, place) =>
    turns.take(() => {
      begun.push(place);
      return new Promise<void>((resolve) => (ends[place] = resolve));
    }),
  );
  return { begun, works, end: (place: number) => ends[place]?.() };
}

describe("Turns", () => {
  test("no more goes on at once than may, and everything gets its turn in order", async () => {
    const { begun, works, end } = startWork(new Turns(2), 4);
    expect(begun).toEqual([0, 1]);
    for (const place of [1, 0, 2, 3]) {
      end(place);
      await works[place];
      await turnOfTheLoop();
    }
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  test("work that fails gives its turn on", async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await turns.take(() => Promise.resolve("yes"))).toBe("yes");
  });

  test("once closed, what waits never begins", async () => {
    const turns = new Turns(1);
    const { begun, works, end } = startWork(turns, 2);
    turns.close();
    end(0);
    await works[0];
    await turnOfTheLoop();
    expect(begun).toEqual([0]);
  });
});
