import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks `look` until it answers something other than undefined or false.
 *
 * @throws Error naming `what` when it has not come within `withinMs` (10 s unless told).
 */
export async function waitFor<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  withinMs = 10_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not seen within ${withinMs} ms`);
    await pause(20);
  }
}
