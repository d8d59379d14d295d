import { Command, InvalidArgumentError } from "commander";
import { type components, type ControlClient, dataOf, relayHeaders } from "../../client";
import type { ImpactReport } from "../../model";
import { withBreakGlass } from "../break-glass";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { jsonText, note, type OutputTexts, withOutput, writeOut } from "../output";
import { packageVersion } from "../package-version";
import { confirm } from "../revert/confirm";
import { type ImpactSides, putBackImpact, putBackImpactJson, putBackImpactText } from "../revert/put-back-impact";
import { revertText } from "../text/revert-text";
import { withHost } from "../with-host";

interface RevertTexts extends ConnectionTexts, OutputTexts {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly breakGlass?: string;
}

type Revert = components["schemas"]["Revert"];

const EXAMPLES = `
Examples:
  relayctl revert 41 --dry-run
  relayctl revert 41
  relayctl revert 41 --yes --break-glass "incident 7: spam from the CRM network"

Everything but passwords becomes what it was at that revision, in one transaction, by hand. Who owns an object keeps it;
an object that was deleted since comes back and is nobody's. pulumi up puts the declared state back: revert the program
as well, or freeze the configuration.

Exit code: 0 done, or shown; 2 bad input, or not confirmed; 3 the host cannot be reached or refused.`;

/** `relayctl revert`: the state of an earlier revision, with its impact shown first. */
export function revertCommand(): Command {
  const command = new Command("revert")
    .description("put the configuration back to an earlier revision, with its impact shown first (with an admin token)")
    .argument("<revision>", "as in relayctl audit", revisionNumber)
    .option("--dry-run", "show what would change, and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(withBreakGlass(command))).action((revision: number, texts: RevertTexts) =>
    withHost(texts, (client) => revert(client, revision, texts)),
  );
}

function revisionNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write the number of a revision, as relayctl audit shows them.");
}

async function revert(client: ControlClient, revision: number, texts: RevertTexts): Promise<void> {
  const shown = await dryRun(client, revision);
  const report = await putBackImpact(client, shown.revert);
  const isJson = texts.output === "json";
  if (!isJson) writeOut(shownText(shown.revert, report, client));
  if (texts.dryRun === true || shown.revert.changes.length === 0) {
    if (isJson)
      writeOut(jsonText({ ...shown.revert, impact: putBackImpactJson(sidesOf(shown.revert, report, client)) }));
    return;
  }
  if (texts.yes !== true) await confirm(`Revert to revision ${revision}?`);
  const done = await apply(client, revision, { etag: shown.etag, breakGlass: texts.breakGlass });
  if (isJson) writeOut(jsonText({ ...done, impact: putBackImpactJson(sidesOf(shown.revert, report, client)) }));
  else note(`Reverted to revision ${revision}: the host is at revision ${done.revision}.`);
  for (const problem of done.applied.problems) note(`! ${problem}`);
}

interface DryRun {
  readonly revert: Revert;
  readonly etag: string;
}

async function dryRun({ api }: ControlClient, revision: number): Promise<DryRun> {
  const { data, response } = await api.POST("/v1/revert", { body: { revision, dryRun: true } });
  const etag = response.headers.get("etag");
  if (data === undefined || etag === null) throw new Error("The host answered without a body, or without an ETag.");
  return { revert: data, etag };
}

function sidesOf(shown: Revert, report: ImpactReport, client: ControlClient): ImpactSides {
  return { client, report, before: `revision ${shown.revision}`, after: `as of revision ${shown.revertTo}` };
}

function shownText(shown: Revert, report: ImpactReport, client: ControlClient): string {
  const impact = shown.changes.length === 0 ? "" : `\n${putBackImpactText(sidesOf(shown, report, client))}`;
  return `${revertText(shown)}\n${impact}`;
}

interface Confirmed {
  /** Of what was shown: a host that was written to meanwhile refuses. */
  readonly etag: string;
  readonly breakGlass: string | undefined;
}

function apply({ api }: ControlClient, revision: number, { etag, breakGlass }: Confirmed): Promise<Revert> {
  const headers = { ...relayHeaders({ program: `relayctl ${packageVersion()}`, breakGlass }), "If-Match": etag };
  return dataOf(api.POST("/v1/revert", { headers, body: { revision } }));
}
