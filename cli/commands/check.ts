import { Command } from "commander";
import { dataOf } from "../../client";
import { type ConfigDocument, parseConfigDocument } from "../../model";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { type DocumentLint, lintDocument } from "../lint-document";
import { type OutputTexts, show, withOutput } from "../output";
import { readDocument } from "../read-document";
import { withHost } from "../with-host";

interface CheckTexts extends ConnectionTexts, OutputTexts {
  readonly live?: true;
}

const EXAMPLES = `
Examples:
  relayctl check config.json
  relayctl check --live
  relayctl export | relayctl check -

Exit code: 0 nothing to say; 1 something deserves a second look; 2 the document is wrong; 3 the host cannot be reached.`;

/** `relayctl check`: what of a configuration is allowed and rarely meant. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description("judge a config document, or a host's configuration: errors, and what is allowed and rarely meant")
    .argument("[file]", "config document (relayctl export); - reads stdin")
    .option("--live", "judge the configuration of a host instead")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(command)).action(checkConfiguration);
}

async function checkConfiguration(file: string | undefined, texts: CheckTexts): Promise<void> {
  if ((file === undefined) !== (texts.live === true)) {
    throw new CommandError("Give a config document to check, or --live to check a host, one of the two.", EXIT.usage);
  }
  const document = file === undefined ? await readHost(texts) : readDocument(file);
  const lints = lintDocument(document, Date.now());
  show(texts, { json: { lints }, text: () => lintText(lints) });
  if (lints.length === 0) return;
  throw new CommandError(`${lints.length} of these deserve a second look.`, EXIT.found);
}

async function readHost(texts: ConnectionTexts): Promise<ConfigDocument> {
  const parsed = parseConfigDocument(await withHost(texts, ({ api }) => dataOf(api.GET("/v1/export"))));
  if (!parsed.ok) throw inputError(parsed.failures);
  return parsed.value;
}

function lintText(lints: readonly DocumentLint[]): string {
  if (lints.length === 0) return "Nothing to say.";
  return lints.map(({ name, lint, message }) => `${name}: ${message} (${lint})`).join("\n");
}
