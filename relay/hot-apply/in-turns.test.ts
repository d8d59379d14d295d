import { finishAtOnce, finishInTurns } from "./in-turns";

function* work(milliseconds: number): Generator<undefined, string> {
  for (let step = 0; step < milliseconds; step++) {
    const began = performance.now();
    while (performance.now() - began < 1);
    yield;
  }
  return "done";
}

test("work of many steps lets others of the thread have their turns", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  await expect(finishInTurns(work(60))).resolves.toBe("done");
  clearInterval(others);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("work that fails says so", async () => {
  const failing = (function* (): Generator<undefined, string> {
    yield;
    throw new Error("strange binding");
  })();
  await expect(finishInTurns(failing)).rejects.toThrow("strange binding");
});

test("before anybody is served, work is done at once", () => {
  expect(finishAtOnce(work(2))).toBe("done");
});
