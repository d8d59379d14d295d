import { setImmediate as turn } from "node:timers/promises";
import { Gate } from "./gate";

test("no more calls run at a time than it lets pass, in order, failures included", async () => {
  const gate = new Gate(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const call = (n: number) => async () => {
    started.push(n);
    most = Math.max(most, (running += 1));
    await turn();
    running -= 1;
    if (n % 4 === 0) throw new Error(`call ${n}`);
    return n;
  };
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => gate.pass(call(n))));
  expect(most).toBe(3);
  expect(started).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(5);
});
