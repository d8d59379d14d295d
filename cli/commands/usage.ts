import { Command, Option } from "commander";
import { writeFileSync } from "node:fs";
import { type ControlClient, dataOf } from "../../client";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { jsonText, note, writeOut } from "../output";
import { findUnused } from "../usage/find-unused";
import { propose } from "../usage/propose";
import { readUsage } from "../usage/read-usage";
import { usageMarkdown } from "../usage/usage-markdown";
import type { UsageResult } from "../usage/usage-result";
import { usageText } from "../usage/usage-text";
import { readUsageWindow, type UsageWindow } from "../usage/usage-window";
import { withHost } from "../with-host";

interface UsageTexts extends ConnectionTexts {
  readonly connector?: string;
  readonly unused?: UsageWindow;
  readonly propose?: true;
  readonly observed?: true;
  readonly patch?: string;
  readonly document?: string;
  readonly output: "text" | "json" | "markdown";
}

const EXAMPLES = `
Examples:
  relayctl usage
  relayctl usage --unused 90d
  relayctl usage --observed --connector "CRM Application"
  relayctl usage --unused 90d --propose --patch narrower.json --document narrower-relay.json
  relayctl impact --before relay.json --after narrower-relay.json

--unused exits with 1 when something is unused, and with 2 when the host has not counted for that long. What is younger
than the time, or worked on unseen (anti-spam, headers), is never called unused.
--observed exits with 1 when something would have been refused.
--propose shows what the programs of the stacks should say instead. --patch writes it as JSON Patch (RFC 6902) of
relayctl export --drop-superseded > relay.json, to apply with jsonpatch relay.json narrower.json (python3-jsonpatch);
--document writes the patched document.`;

/** `relayctl usage`: what of a host's configuration is used, what is not, and what could be narrower. */
export function usageCommand(): Command {
  const command = new Command("usage")
    .description("show what of a host's configuration is used, what is not, and what could be narrower")
    .option("--connector <name>", "only this receive connector")
    .option("--unused <time>", "only what nobody used for so long: 36h, 90d, 12w", readUsageWindow)
    .option("--observed", "only what connectors that are observed (observeOnly) would have refused")
    .option("--propose", "narrower ranges and fewer rights, by what was seen (needs --unused)")
    .option("--patch <file>", "with --propose: write the JSON Patch there")
    .option("--document <file>", "with --propose: write the patched config document there")
    .addOption(
      new Option("--output <format>", "how the result is shown").choices(["text", "json", "markdown"]).default("text"),
    )
    .addHelpText("after", EXAMPLES);
  return withConnection(command).action(showUsage);
}

async function showUsage(texts: UsageTexts): Promise<void> {
  judgeTexts(texts);
  const result = await withHost(texts, (client) => ask(client, texts));
  if (texts.connector !== undefined && result.usage.connectors.length === 0) {
    throw new CommandError(
      `The host has no receive connector "${texts.connector}", and none of this name was used.`,
      EXIT.usage,
    );
  }
  writeOut(rendered(result, texts.output));
  process.exitCode = exitCode(result);
}

function judgeTexts({ unused, observed, propose: isProposal, patch, document }: UsageTexts): void {
  if (observed === true && (unused !== undefined || isProposal === true)) {
    throw new CommandError("--observed is a question of its own: leave --unused and --propose out.", EXIT.usage);
  }
  if (isProposal === true && unused === undefined) {
    throw new CommandError("--propose needs to know how far back to look: say --unused 90d.", EXIT.usage);
  }
  if (isProposal === undefined && (patch !== undefined || document !== undefined)) {
    throw new CommandError("--patch and --document belong to --propose.", EXIT.usage);
  }
}

async function ask(client: ControlClient, texts: UsageTexts): Promise<UsageResult> {
  const usage = await readUsage(client, texts.connector);
  const now = Date.now();
  if (texts.observed === true) return { usage, now, isObserved: true };
  if (texts.unused === undefined) return { usage, now };
  const idle = { window: texts.unused, report: findUnused(usage, { now, window: texts.unused }) };
  if (texts.propose === undefined) return { usage, now, idle };
  const query = { dropSuperseded: true };
  const exported = await dataOf(client.api.GET("/v1/export", { params: { query } }));
  const { after, ...proposal } = propose({ usage, idle, exported, now });
  write(texts.patch, proposal.patch);
  write(texts.document, after);
  return { usage, now, idle, proposal };
}

function write(file: string | undefined, value: unknown): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, jsonText(value));
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}.`, EXIT.usage);
  }
  note(`written to ${file}`);
}

function rendered(result: UsageResult, output: UsageTexts["output"]): string {
  if (output === "markdown") return usageMarkdown(result);
  if (output === "text") return `${usageText(result)}\n`;
  const { usage, idle, proposal } = result;
  if (result.isObserved === true) return jsonText({ items: observedOf(usage) });
  const report = idle && { window: idle.window.text, ...idle.report };
  const { edits, rejected, patch, typescript } = proposal ?? {};
  return jsonText(
    idle === undefined
      ? usage
      : { since: usage.since, ...report, ...(proposal && { edits, rejected, patch, typescript }) },
  );
}

function observedOf({ connectors }: UsageResult["usage"]): readonly object[] {
  return connectors.flatMap(({ connectorId, name, observed }) =>
    observed === null ? [] : [{ connectorId, name, ...observed }],
  );
}

function exitCode({ idle, isObserved, usage }: UsageResult): number {
  if (isObserved === true) {
    return usage.connectors.some(({ observed }) => (observed?.refusals.length ?? 0) > 0) ? EXIT.found : EXIT.ok;
  }
  if (idle === undefined) return EXIT.ok;
  if (idle.report.unused.length > 0) return EXIT.found;
  return idle.report.isTold ? EXIT.ok : EXIT.usage;
}
