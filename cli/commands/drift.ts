import { Command } from "commander";
import { CommandError } from "../command-error";
import { withConnection } from "../connection-options";
import { compareHost } from "../drift/compare-host";
import { driftMarkdown } from "../drift/drift-markdown";
import { type DriftTexts, OUTPUT, sourceOf } from "../drift/drift-options";
import type { DriftReport } from "../drift/drift-report";
import { driftText } from "../drift/drift-text";
import { countWords } from "../drift/drift-words";
import { readSource } from "../drift/read-source";
import { EXIT } from "../exit-codes";
import { jsonText, writeOut } from "../output";
import { withHost } from "../with-host";

const EXAMPLES = `
Examples:
  pulumi stack export | relayctl drift -
  pulumi preview --json --show-sames > preview.json && relayctl drift preview.json
  relayctl drift --document config.json --output json
  relayctl drift --state prod.json --declared-only

Exit code: 0 no drift; 1 drift; 2 bad input, or something could not be compared; 3 the host cannot be reached.`;

/** `relayctl drift`: what of a host is not as declared, who made it so, what it means and what becomes of it. */
export function driftCommand(): Command {
  const command = new Command("drift")
    .description(
      "compare a host with what is declared: what differs, who did it, what it means, what pulumi up would do",
    )
    .argument("[file]", "stack state, preview or config document, whichever it is; - reads stdin")
    .option("--state <file>", "stack state (pulumi stack export)")
    .option("--preview <file>", "program (pulumi preview --json --show-sames)")
    .option("--document <file>", "config document (relayctl export)")
    .option("--declared-only", "objects that nobody declares are no drift")
    .addOption(OUTPUT)
    .addHelpText("after", EXAMPLES);
  return withConnection(command).action(findDriftOf);
}

async function findDriftOf(file: string | undefined, texts: DriftTexts): Promise<void> {
  const wanted = sourceOf(file, texts);
  const source = readSource(wanted.file, wanted.form);
  const undeclared = texts.declaredOnly === true ? "information" : "drift";
  const report = await withHost(texts, (client) => compareHost(client, source, { undeclared, at: Date.now() }));
  writeOut(RENDERERS[texts.output](report));
  judge(report);
}

const RENDERERS: { readonly [Format in DriftTexts["output"]]: (report: DriftReport) => string } = {
  text: (report) => `${driftText(report)}\n`,
  json: jsonText,
  markdown: driftMarkdown,
};

function judge(report: DriftReport): void {
  if (report.drift.length > 0) throw new CommandError(`${countWords(report)} found.`, EXIT.found);
  if (report.unreadable.length === 0) return;
  const what = report.unreadable.join(", ");
  throw new CommandError(
    `Cannot tell whether these are as declared, because they are encrypted: ${what}. Export the state with --show-secrets.`,
    EXIT.usage,
  );
}
