import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

// Loaded into a host beside its own code (NODE_OPTIONS=--require): on SIGUSR2 it writes how late its event loop was since
// the last time, in milliseconds, into the file that BENCH_LOOP_FILE names.
const file = process.env["BENCH_LOOP_FILE"];
if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on("SIGUSR2", () => {
    const [p50, p99, most] = [delay.percentile(50), delay.percentile(99), delay.max].map((value) => value / 1e6);
    writeFileSync(file, JSON.stringify({ p50, p99, most }));
    delay.reset();
  });
}
