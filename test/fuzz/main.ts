import { Worker } from "node:worker_threads";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FUZZ_TARGETS } from "./targets";
import { FuzzSummary } from "./fuzz-summary";
import { type PieceReport, runPiece } from "./run-piece";

// `npm run fuzz -- --minutes N [--target T] [--seed S] [--workers W] [--summary FILE]`: every target in turn, in pieces,
// until they have had N minutes together. A finding is printed with its input, and the run fails.
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    target: { type: "string" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "1" },
    summary: { type: "string" },
  },
});

void main();

async function main(): Promise<void> {
  const names = FUZZ_TARGETS.map(({ name }) => name).filter(
    (name) => values.target === undefined || name === values.target,
  );
  if (names.length === 0)
    return fail(`there is no target ${values.target}: ${FUZZ_TARGETS.map(({ name }) => name).join(", ")}`);
  const total = Number(values.minutes) * 60_000;
  if (!(total > 0)) return fail("--minutes must be a number above 0");
  const summary = new FuzzSummary({ seed: Number(values.seed), file: values.summary });
  let [piece, given] = [0, 0];
  const work = async (): Promise<void> => {
    while (given < total) {
      const number = piece++;
      const milliseconds = Math.min(total - given, Math.max(2000, Math.min(60_000, total / names.length)));
      given += milliseconds;
      const target = names[number % names.length] as string;
      const report = await runPiece(startWorker, { target, seed: Number(values.seed) + number, milliseconds });
      summary.add(report);
      tell(summary, report);
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  summary.write();
  process.stdout.write(`${summary.text()}\n`);
  process.exit(summary.findings === 0 ? 0 : 1);
}

function tell(summary: FuzzSummary, report: PieceReport): void {
  process.stdout.write(`${summary.line(report)}\n`);
  for (const { input, problem } of report.findings) {
    process.stdout.write(`  FOUND ${problem}\n  ${JSON.stringify(input)}\n`);
  }
}

function startWorker(): Worker {
  return new Worker(join(__dirname, "fuzz-worker.js"), { resourceLimits: { maxOldGenerationSizeMb: 1500 } });
}

function fail(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
