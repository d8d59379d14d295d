import { Command } from "commander";
import { CommandError } from "../command-error";
import { withConnection } from "../connection-options";
import { compareHost } from "../drift/compare-host";
import type { DeclaredSource } from "../drift/declared";
import { driftMarkdown } from "../drift/drift-markdown";
import { type DriftTexts, OUTPUT, sourceOf } from "../drift/drift-options";
import type { DriftReport } from "../drift/drift-report";
import { driftText } from "../drift/drift-text";
import { countWords } from "../drift/drift-words";
import { readSource } from "../drift/read-source";
import { runWatch } from "../drift/watch/run-watch";
import { refuseWatchFlags, type WatchTexts, withWatch } from "../drift/watch/watch-options";
import { EXIT } from "../exit-codes";
import { jsonText, writeOut } from "../output";
import { withHost } from "../with-host";

const EXAMPLES = `
Examples:
  pulumi stack export | relayctl drift -
  pulumi preview --json --show-sames > preview.json && relayctl drift preview.json
  relayctl drift --document config.json --output json
  relayctl drift --state prod.json --declared-only
  relayctl drift --document config.json --watch --interval 5m --webhook https://hooks.example.com/relay --remember told.json

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
  return withConnection(withWatch(command)).action(findDriftOf);
}

async function findDriftOf(file: string | undefined, texts: DriftTexts & WatchTexts): Promise<void> {
  const wanted = sourceOf(file, texts);
  const undeclared = texts.declaredOnly === true ? "information" : "drift";
  const compare = (source: DeclaredSource, signal?: AbortSignal) =>
    withHost(texts, (client) => compareHost(client, source, { undeclared, at: Date.now() }), { signal });
  const first = readSource(wanted.file, wanted.form);
  if (texts.watch === true) {
    // A file may be written anew while the watch goes on; stdin has been read by then.
    const source = () => (wanted.file === "-" ? first : readSource(wanted.file, wanted.form));
    await runWatch({ texts, output: texts.output, compare: async (signal) => compare(source(), signal) });
    return;
  }
  refuseWatchFlags(texts);
  const report = await compare(first);
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
