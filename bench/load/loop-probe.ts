import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

// Loaded into a host beside its own code (NODE_OPTIONS=--require): on SIGWINCH it writes how late its event loop was since
// the last time, in milliseconds, into the file that BENCH_LOOP_FILE names. On a machine that others use a loop is late
// for want of a core too, so `busiest` tells the most that the thread worked between two of its turns, in milliseconds
// of its own processor time.
const file = process.env["BENCH_LOOP_FILE"];
if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let busiest = 0;
  let before = worked();
  setInterval(() => {
    const now = worked();
    busiest = Math.max(busiest, now - before);
    before = now;
  }, 1).unref();
  process.on("SIGWINCH", () => {
    const [p50, p99, most] = [delay.percentile(50), delay.percentile(99), delay.max].map((value) => value / 1e6);
    writeFileSync(file, JSON.stringify({ p50, p99, most, busiest }));
    delay.reset();
    busiest = 0;
  });
}

function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
