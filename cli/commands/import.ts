import { Command } from "commander";
import { basename, resolve } from "node:path";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import type { Imported } from "../import/imported";
import { type ExchangeOptions, importExchange } from "../import/exchange/import-exchange";
import { reportText } from "../import/import-report";
import { readInputFiles } from "../import/input/read-input-file";
import { importPostfix } from "../import/postfix/import-postfix";
import { programFiles } from "../import/program/program-files";
import { refuseContent, writeOutputFolder } from "../import/write-output-folder";
import { type OutputTexts, show, withOutput } from "../output";
import { plural } from "../text/plural";

interface ImportTexts extends OutputTexts {
  readonly out?: string;
  readonly project?: string;
  readonly acceptedDomain: readonly string[];
  readonly allowWideRelay: readonly string[];
}

interface ExchangeTexts extends ImportTexts {
  readonly server?: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

const OUTPUT = `
Without --out nothing is written: the report says what would be carried over, and what not. The directory gets a Pulumi
program (index.ts, Pulumi.yaml, package.json, tsconfig.json), the same as config document (config.json), an import file
and the report. Nothing is written when anything is wrong.`;

const EXCHANGE_EXAMPLES = `
Examples:
  relayctl import exchange connectors.json
  relayctl import exchange connectors.json permissions.xml domains.csv --out ./relay
  relayctl import exchange all.xml --server EX01 --skip "Default Frontend EX01" --out ./relay
${OUTPUT}`;

const POSTFIX_EXAMPLES = `
Examples:
  postconf -n > main.txt && relayctl import postfix main.txt
  relayctl import postfix main.txt /etc/postfix/client_access --out ./relay
${OUTPUT}`;

/** `relayctl import`: a program from what another server exports. */
export function importCommand(): Command {
  return new Command("import")
    .description("write a Pulumi program from the exports of Exchange or the settings of Postfix")
    .addCommand(exchangeCommand())
    .addCommand(postfixCommand())
    .addHelpText("after", `${EXCHANGE_EXAMPLES}\n`);
}

function exchangeCommand(): Command {
  const command = new Command("exchange")
    .description(
      "from Get-ReceiveConnector, Get-ADPermission and Get-AcceptedDomain as CLIXML, JSON, Format-List or CSV",
    )
    .option("--server <name>", "take the connectors of this server")
    .option("--only <connector>", "take this connector only (repeatable)", collect, [])
    .option("--skip <connector>", "leave this connector out (repeatable)", collect, []);
  return withImport(command, EXCHANGE_EXAMPLES).action((files: readonly string[], texts: ExchangeTexts) => {
    const { server, only, skip, acceptedDomain } = texts;
    const options: ExchangeOptions = {
      server,
      only,
      skip,
      acceptedDomains: acceptedDomain,
      wideRelay: reasonsOf(texts),
    };
    run(files, texts, { source: "Exchange", convert: (input) => importExchange(input, options) });
  });
}

function postfixCommand(): Command {
  const command = new Command("postfix").description("from the output of postconf -n and cidr: tables");
  return withImport(command, POSTFIX_EXAMPLES).action((files: readonly string[], texts: ImportTexts) => {
    const options = { acceptedDomains: texts.acceptedDomain, wideRelay: reasonsOf(texts) };
    run(files, texts, { source: "Postfix", convert: (input) => importPostfix(input, options) });
  });
}

function withImport(command: Command, examples: string): Command {
  return withOutput(command)
    .argument("<files...>", "exported files, in any order")
    .option("--out <dir>", "new or empty directory for the program")
    .option("--project <name>", "name of the Pulumi project (default: the directory's)")
    .option(
      "--accepted-domain <domain[=type]>",
      "an accepted domain that is not in the files (repeatable)",
      collect,
      [],
    )
    .option("--allow-wide-relay <connector=reason>", "why a wide relay is meant (repeatable)", collect, [])
    .addHelpText("after", examples);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function reasonsOf({ allowWideRelay }: ImportTexts): ReadonlyMap<string, string> {
  return new Map(
    allowWideRelay.map((text) => {
      const [, name, reason] = /^([^=]+)=(.*\S.*)$/s.exec(text) ?? [];
      if (name !== undefined && reason !== undefined) return [name.trim().toLowerCase(), reason.trim()];
      throw new CommandError(`--allow-wide-relay: write CONNECTOR=REASON, not ${JSON.stringify(text)}.`, EXIT.usage);
    }),
  );
}

interface Source {
  readonly source: string;
  readonly convert: (input: ReturnType<typeof readInputFiles>) => Imported;
}

function run(files: readonly string[], texts: ImportTexts, { source, convert }: Source): void {
  const { out } = texts;
  if (out !== undefined) refuseContent(resolve(out), out);
  const project = projectName(texts);
  const imported = convert(readInputFiles(files));
  const origin = `${source} (${files.map((file) => basename(file)).join(", ")})`;
  const written = programFiles(imported, { project, origin });
  if (out !== undefined) writeOutputFolder(out, written);
  const { document, report } = imported;
  const json = { document, report, out: out ?? null, files: out === undefined ? [] : [...written.keys()] };
  show(texts, { json, text: () => summary(imported, out) });
}

// A Pulumi project's name: letters, digits, hyphens, underscores and periods.
function projectName({ project, out }: ImportTexts): string {
  const fallback = out === undefined ? "relay" : basename(resolve(out)).replaceAll(/[^A-Za-z0-9_.-]+/g, "-");
  const name = (project ?? fallback).toLowerCase();
  if (/^[a-z0-9][a-z0-9_.-]{0,99}$/.test(name)) return name;
  throw new CommandError(
    `--project: ${JSON.stringify(name)} is no name of a project; write letters, digits and -.`,
    EXIT.usage,
  );
}

function summary({ document, report }: Imported, out: string | undefined): string {
  const { receiveConnectors, connectorPermissions, acceptedDomains, sendConnectors } = document;
  const counts = [
    plural(receiveConnectors.length, "receive connector"),
    plural(connectorPermissions.length, "permission"),
    plural(acceptedDomains.length, "accepted domain"),
    plural(sendConnectors.length, "send connector"),
  ].join(", ");
  const end =
    out === undefined
      ? "Nothing was written: say --out DIR for the program."
      : `Written to ${out}.\n\nNext:\n  cd ${out} && npm install\n  pulumi stack init dev && pulumi config set relay:endpoint URL\n  pulumi preview`;
  return [...report.map(reportText), counts, end].join("\n");
}
