import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { describeMachine } from "../machine";
import { runSoak, type SoakResult } from "./run-soak";

// `npm run soak -- --minutes 30 --seed 1 --out FILE`
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "30" },
      seed: { type: "string", default: "1" },
      out: { type: "string", default: join(PROJECT_ROOT, "bench", "results", "soak.json") },
    },
  });
  const dataDir = mkdtempSync(join(tmpdir(), "relay-soak-"));
  try {
    const result = await runSoak({ dataDir, minutes: Number(values.minutes), seed: Number(values.seed), say });
    writeFileSync(values.out, documentOf(result));
    report(result);
    say(`written to ${values.out}`);
    return result.verdict.length === 0 ? 0 : 1;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A line a sample: the rest is for people. */
function documentOf({ memory: { thirds, samples }, ...result }: SoakResult): string {
  const facts = { date: new Date().toISOString(), machine: describeMachine(), ...result, thirds };
  const lines = samples.map(({ at, resident, waiting }) => `    [${at}, ${resident}, ${waiting}]`).join(",\n");
  const head = JSON.stringify(facts, null, 2).slice(0, -2);
  return `${head},\n  "samples: seconds, MiB resident, recipients waiting": [\n${lines}\n  ]\n}\n`;
}

function report({ mail, memory, verdict, load, churn, moods }: SoakResult): void {
  say(`${mail.messages} messages to ${mail.recipients} recipients got a 250`);
  say(
    `${mail.arrived} arrived, ${mail.reported} reported to their sender, ${mail.waiting} wait, ${mail.held} held, ` +
      `${mail.lost.length} lost, ${mail.damaged.length} damaged, ${mail.arrivedMoreThanOnce} arrived more than once`,
  );
  say(`memory by thirds, MiB: ${memory.thirds.map(({ median }) => median).join(", ")}`);
  say(`${load.connections} connections, ${churn.writes} changes of the configuration, ${JSON.stringify(moods)}`);
  for (const fault of verdict) say(`NOT AS WANTED: ${fault}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(2);
  },
);
