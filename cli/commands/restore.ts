import { Command } from "commander";
import { type components, type ControlClient, dataOf, relayHeaders } from "../../client";
import type { ConfigDocument, ImpactReport } from "../../model";
import { withBreakGlass } from "../break-glass";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { fileName } from "../json/read-json";
import { jsonText, note, type OutputTexts, withOutput, writeOut } from "../output";
import { packageVersion } from "../package-version";
import { readDocument } from "../read-document";
import { confirm } from "../revert/confirm";
import { type ImpactSides, putBackImpact, putBackImpactJson, putBackImpactText } from "../revert/put-back-impact";
import { restoreText } from "../text/revert-text";
import { withHost } from "../with-host";

interface RestoreTexts extends ConnectionTexts, OutputTexts {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly withoutUsers?: true;
  readonly breakGlass?: string;
}

type Restore = components["schemas"]["Restore"];

const EXAMPLES = `
Examples:
  relayctl export --drop-superseded > relay.json
  relayctl restore relay.json --dry-run
  relayctl restore relay.json
  relayctl restore relay.json --without-users --yes

The configuration becomes that of the document in one transaction, or stays as it is. Objects are matched by name and keep
their identity, owner and password; new ones are nobody's; what the document does not have goes. Refused: connectors in
conflict, wide relay without a reason, a new account without its hash, a new send connector that needs a password.

Exit code: 0 done, or shown; 2 bad input, or not confirmed; 3 the host cannot be reached or refused.`;

/** `relayctl restore`: a config document in the place of what a host has, with its impact shown first. */
export function restoreCommand(): Command {
  const command = new Command("restore")
    .description("make the configuration that of a document, with its impact shown first (with an admin token)")
    .argument("<file>", "config document, as relayctl export writes it; - is stdin, with --yes or --dry-run")
    .option("--without-users", "leave accounts, groups and their permissions as they are on the host")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(withBreakGlass(command))).action((file: string, texts: RestoreTexts) => {
    const document = readDocument(file);
    return withHost(texts, (client) => restore(client, { file: fileName(file), document }, texts));
  });
}

interface Source {
  readonly file: string;
  readonly document: ConfigDocument;
}

async function restore(client: ControlClient, source: Source, texts: RestoreTexts): Promise<void> {
  const body = { document: source.document, withoutUsers: texts.withoutUsers === true };
  const shown = await dryRun(client, body);
  const report = await putBackImpact(client, shown.restore);
  const sides = sidesOf(shown.restore, source.file, { client, report });
  const isJson = texts.output === "json";
  if (!isJson) writeOut(shownText(shown.restore, source.file, sides));
  if (texts.dryRun === true || shown.restore.changes.length === 0) {
    if (isJson) writeOut(jsonText({ ...shown.restore, impact: putBackImpactJson(sides) }));
    return;
  }
  if (texts.yes !== true) await confirm(`Make the configuration that of ${source.file}?`);
  const headers = {
    ...relayHeaders({ program: `relayctl ${packageVersion()}`, breakGlass: texts.breakGlass }),
    "If-Match": shown.etag,
  };
  const done = await dataOf(client.api.POST("/v1/restore", { headers, body }));
  if (isJson) writeOut(jsonText({ ...done, impact: putBackImpactJson(sides) }));
  else note(`Restored: the host is at revision ${done.revision}.`);
  for (const problem of done.applied.problems) note(`! ${problem}`);
}

interface DryRun {
  readonly restore: Restore;
  readonly etag: string;
}

async function dryRun({ api }: ControlClient, body: { readonly document: unknown }): Promise<DryRun> {
  const { data, response } = await api.POST("/v1/restore", { body: { ...body, dryRun: true } });
  const etag = response.headers.get("etag");
  if (data === undefined || etag === null) throw new Error("The host answered without a body, or without an ETag.");
  return { restore: data, etag };
}

function sidesOf(
  shown: Restore,
  file: string,
  { client, report }: { readonly client: ControlClient; readonly report: ImpactReport },
): ImpactSides {
  return { client, report, before: `revision ${shown.revision}`, after: `with ${file}` };
}

function shownText(shown: Restore, file: string, sides: ImpactSides): string {
  const impact = shown.changes.length === 0 ? "" : `\n${putBackImpactText(sides)}`;
  return `${restoreText(shown, file)}\n${impact}`;
}
