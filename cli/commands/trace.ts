import { Command, InvalidArgumentError } from "commander";
import { dataOf } from "../../client";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { note, type OutputTexts, show, withOutput } from "../output";
import { traceText } from "../text/trace-text";
import { timeOption } from "../time-option";
import { withHost } from "../with-host";

interface TraceTexts extends ConnectionTexts, OutputTexts {
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly limit: number;
}

const EXAMPLES = `
Examples:
  relayctl trace MIKX3T2L9C0F1A00002B
  relayctl trace "<20261124.1@crm.contoso.com>"
  relayctl trace --from crm@contoso.com --since 24h
  relayctl trace --to kim@fabrikam.com --since 2026-11-24T00:00:00Z --output json

It exits 1 when nothing is known of such a message.`;

/** `relayctl trace`: what became of a message, from connect to delivery. */
export function traceCommand(): Command {
  const command = new Command("trace")
    .description("tell what became of a message: who sent it, each attempt, where it is now")
    .argument("[id]", "queue id, as in the 250 reply, or the Message-ID field")
    .option("--from <address>", "messages of this envelope sender")
    .option("--to <address>", "messages to this envelope recipient")
    .option("--since <time>", "messages from then on: RFC 3339, or how long ago, such as 24h", timeOption)
    .option("--limit <count>", "how many messages at most, 1 to 200", readLimit, 20)
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(command)).action(trace);
}

async function trace(id: string | undefined, texts: TraceTexts): Promise<void> {
  const { from, to, since, limit } = texts;
  if ([id, from, to, since].every((given) => given === undefined))
    throw new CommandError("Say which message: a queue id or Message-ID, --from, --to or --since.", EXIT.usage);
  const query = {
    ...(id === undefined ? {} : { id }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(since === undefined ? {} : { since }),
    limit,
  };
  const { items } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/trace", { params: { query } })));
  show(texts, { json: { items }, text: () => traceText(items) });
  if (items.length === 0) process.exitCode = EXIT.found;
  if (items.length === limit && id === undefined) note(`There may be more than ${limit}: see --limit.`);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= 200) return limit;
  throw new InvalidArgumentError("Write a whole number from 1 to 200.");
}
