import { setImmediate } from "node:timers/promises";

/** Milliseconds of one turn: others of the same thread wait no longer. */
const TURN = 5;

/** Does work in steps to its end, with everything else of the thread in between. */
export async function finishInTurns<Result>(steps: Iterator<unknown, Result>): Promise<Result> {
  for (let began = performance.now(); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < TURN) continue;
    await setImmediate();
    began = performance.now();
  }
}

/** Does work in steps to its end, while nobody else is served yet. */
export function finishAtOnce<Result>(steps: Iterator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
