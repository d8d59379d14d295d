import { join } from "node:path";
import type { AttackKind } from "../../bench/pressure/attack-kinds";
import { pressure } from "../../bench/pressure/pressure";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const MEGABYTE = 2 ** 20;

// `npm run pressure` does the same with thousands of connections, for minutes, and holds the times to a bound: beside
// other tests a small attack shows that nobody is turned away, nothing piles up, and the host answers.
test.each<[kind: AttackKind, connections: number, rate: number]>([
  ["slow-senders", 300, 50_000],
  ["endless-headers", 300, 50_000],
  ["logins", 50, 0],
])("good mail is taken beside %s, and memory stays bounded", async (kind, connections, rate) => {
  const programs = join(PROJECT_ROOT, "dist", "bench", "pressure");
  const found = await pressure({ kind, connections, rate, duration: 4000, programs });
  expect(found.attack.opened).toBeGreaterThanOrEqual(connections);
  expect(found.goodFailures).toEqual({});
  expect(found.goodMessages).toBeGreaterThan(5);
  expect(found.most - found.before).toBeLessThan(150 * MEGABYTE);
});
