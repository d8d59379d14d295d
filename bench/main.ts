import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../tools/harness/project-root";
import { benchAuth, formatAuth } from "./auth";
import { benchCheck } from "./check-connector";
import { benchConnectorLookup, formatLookups } from "./connector-lookup";
import { benchImpact, formatImpact } from "./impact";
import type { Standing } from "./interleaved-rounds";
import { describeMachine } from "./machine";
import { benchProvider } from "./provider";
import { benchHeaderFirewall, benchReceive, benchUsage } from "./receive";

/** What a figure must reach beside a peer of the same run. */
interface Target {
  readonly peer: number;
  readonly atLeast: number;
}

interface Section {
  readonly title: string;
  readonly unit: string;
  readonly standings: readonly Standing[];
  readonly ratios: readonly { readonly to: string; readonly ratio: number; readonly atLeast: number }[];
}

async function main(): Promise<void> {
  const machine = describeMachine();
  print(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}`,
  );
  const lookups = benchConnectorLookup();
  print(formatLookups(lookups));
  const check = benchCheck();
  print(`check of a connector with 1,300 ranges: ${check.toFixed(1)} ms (wanted: < 20)`);
  const impact = benchImpact();
  print(formatImpact(impact));
  const auth = await benchAuth();
  print(formatAuth(auth));
  const sections = [
    section("durable receive, connection reused, 4 KB, 20 sessions", "msg/s", await benchReceive("reused"), [
      { peer: 1, atLeast: 0.35 },
      { peer: 2, atLeast: 2.5 },
    ]),
    section("durable receive, one connection a message", "msg/s", await benchReceive("one-a-message"), [
      { peer: 1, atLeast: 0.35 },
      { peer: 2, atLeast: 2.5 },
    ]),
    section("header firewall, connection reused, 4 KB, 20 sessions", "msg/s", await benchHeaderFirewall(), [
      { peer: 1, atLeast: 0.9 },
    ]),
    section("usage counted, connection reused, 4 KB, 20 sessions", "msg/s", await benchUsage("reused"), [
      { peer: 1, atLeast: 0.97 },
    ]),
    inverted("provider time, up and empty up", "ms a resource", await benchProvider(), { peer: 1, atLeast: 4 }),
  ];
  sections.forEach(printSection);
  const result = { date: new Date().toISOString(), machine, lookups, check, impact, auth, sections };
  const file = join(PROJECT_ROOT, "bench", "results", "latest.json");
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  print(`written to bench/results/latest.json`);
}

function section(title: string, unit: string, standings: readonly Standing[], targets: readonly Target[]): Section {
  const own = standings[0]!.median;
  const ratios = targets.map(({ peer, atLeast }) => {
    const other = standings[peer]!;
    return { to: other.name, ratio: own / other.median, atLeast };
  });
  return { title, unit, standings, ratios };
}

/** For figures of which less is better. */
function inverted(title: string, unit: string, standings: readonly Standing[], { peer, atLeast }: Target): Section {
  const other = standings[peer]!;
  const ratio = other.median / standings[0]!.median;
  return { title, unit, standings, ratios: [{ to: other.name, ratio, atLeast }] };
}

function printSection({ title, unit, standings, ratios }: Section): void {
  print(`\n${title}`);
  for (const { name, median, rounds } of standings) {
    print(
      `  ${name.padEnd(42)} ${figure(median).padStart(7)} ${unit}   rounds ${rounds.map((value) => figure(value)).join(" ")}`,
    );
  }
  for (const { to, ratio, atLeast } of ratios) {
    print(`  ${ratio.toFixed(2)} x ${to} (wanted: ${atLeast}) ${ratio >= atLeast ? "reached" : "MISSED"}`);
  }
}

function figure(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
