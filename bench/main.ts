import { loadavg } from "node:os";
import { figure } from "./figure";
import { describeMachine } from "./machine";
import { writePerformancePage } from "./page/write-performance-page";
import { PRESSURE } from "./pressure/pressure-section";
import { keepResult } from "./results";
import type { Judged, Measured, Section, SectionResult } from "./section";
import { SECTIONS } from "./sections";

const USAGE = `usage: npm run bench -- [NAME...]

Without a name every section but pressure runs. --list names them; --page only writes docs/performance.md from what is kept.`;

const ALL: readonly Section[] = [...SECTIONS, PRESSURE];

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = names.filter((name) => !ALL.some((section) => section.name === name));
  const isWrong =
    unknown.length > 0 || args.some((arg) => arg.startsWith("--") && arg !== "--list" && arg !== "--page");
  if (isWrong) return complain();
  if (args.includes("--list")) return list();
  if (!args.includes("--page")) {
    await runAll(names.length === 0 ? SECTIONS : ALL.filter(({ name }) => names.includes(name)));
  }
  await writePerformancePage();
  print("written to bench/results and docs/performance.md");
  return 0;
}

async function runAll(sections: readonly Section[]): Promise<void> {
  const machine = describeMachine();
  const { cpu, cores, memoryGiB, kernel, node } = machine;
  print(`${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}`);
  for (const { name, title, run } of sections) {
    const loadBefore = loadavg()[0] ?? NaN;
    print(`\n${title} (${name})`);
    const begun = Date.now();
    const result = await run();
    keepResult(name, { title, date: new Date(begun).toISOString(), machine, loadBefore, ...result });
    show(result);
    print(`  took ${Math.round((Date.now() - begun) / 1000)} s`);
  }
}

function show({ measured, judged }: SectionResult): void {
  for (const one of measured) print(measuredLine(one));
  for (const one of judged) print(judgedLine(one));
}

function measuredLine({ name, unit, median, rounds }: Measured): string {
  const several = rounds.length > 1 ? `   rounds ${rounds.map(figure).join(" ")}` : "";
  return `  ${name.padEnd(48)} ${figure(median).padStart(8)} ${unit}${several}`;
}

function judgedLine({ what, value, unit, sense, bound, reached }: Judged): string {
  return `  ${figure(value)} ${unit} ${what} (wanted: ${sense} ${figure(bound)}) ${reached ? "reached" : "MISSED"}`;
}

function list(): number {
  for (const { name, title } of ALL) print(`${name.padEnd(24)} ${title}`);
  return 0;
}

function complain(): number {
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
