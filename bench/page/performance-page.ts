import { figure } from "../figure";
import type { KeptResult } from "../results";
import type { Judged, Measured } from "../section";

/** A section as the page shows it. */
export interface PageSection extends KeptResult {
  readonly name: string;
}

const OPENING = `# Performance

Written by \`npm run bench\` from the files in [bench/results](../bench/results); what the targets are measured against,
and how, is below the table. Ratios compare contenders that took turns in one run, A B C A B C: absolute figures say
more about the machine than about the programs.
`;

const METHOD = `
## How it is measured

- Load comes from Postfix's \`smtp-source\` on the same machine, so sender, host and sink share its cores.
- "relay host" is \`relayctl serve\` as it is installed: decisions, limits and usage on, every \`250\` behind an \`fdatasync\`.
- "smtp-server" is the bare library that the session layer builds on, without its 100 ms wait before the greeting, throwing
  every message away.
- Postfix is a private instance of Debian's package: fsync as shipped, a log file, \`default_process_limit\` 200, no
  \`in_flow_delay\`, no look-up of client names; it either holds what it takes (\`HOLD\`) or forwards it to \`smtp-sink\`.
- Medians of five rounds after one that does not count. \`load\` is how many processes wanted a core when the section began:
  above 1 the machine was busy with something else, and only ratios mean anything.

\`npm run bench -- --list\` names the sections, \`npm run bench -- NAME...\` runs some of them.
`;

/** The text of docs/performance.md. */
export function performancePage(sections: readonly PageSection[]): string {
  const judged = sections.flatMap((section) => section.judged.map((one) => targetRow(section, one)));
  return [
    OPENING,
    "## Targets\n",
    table(["section", "what", "measured", "wanted", ""], judged),
    METHOD,
    ...sections.map(sectionText),
  ].join("\n");
}

function targetRow({ title }: PageSection, { what, value, unit, sense, bound, reached }: Judged): readonly string[] {
  return [
    title,
    what,
    `${figure(value)} ${unit}`,
    `${sense} ${figure(bound)} ${unit}`,
    reached ? "reached" : "**missed**",
  ];
}

function sectionText(section: PageSection): string {
  const { title, name, date, machine, loadBefore, measured, curves = [] } = section;
  const { cpu, cores, memoryGiB, kernel, node } = machine;
  return [
    `## ${title}\n`,
    `\`npm run bench -- ${name}\`, ${date.slice(0, 10)}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, load ${figure(loadBefore)}.\n`,
    ...curves.map((curve) => `![${curve.title}](pictures/performance/${curve.name}.svg)\n`),
    table(["what", "median", "rounds"], measured.map(measuredRow)),
  ].join("\n");
}

function measuredRow({ name, unit, median, rounds }: Measured): readonly string[] {
  return [name, `${figure(median)} ${unit}`, rounds.length > 1 ? rounds.map(figure).join(", ") : ""];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}
