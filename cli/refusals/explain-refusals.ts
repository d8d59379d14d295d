import { type Command, InvalidArgumentError, Option } from "commander";
import { dataOf } from "../../client";
import { parseIpAddress } from "../../model";
import { CommandError } from "../command-error";
import type { ConnectionTexts } from "../connection-options";
import { EXIT } from "../exit-codes";
import { type OutputTexts, show } from "../output";
import { refusalsText, refusalText } from "../text/refusal-text";
import { timeOption } from "../time-option";
import { withHost } from "../with-host";

/** Flags that ask for refusals as they were, in place of a mail as it would be. */
export interface RefusalTexts {
  readonly ref?: string;
  readonly refusedFrom?: string;
  readonly since?: string;
}

/** Flags that describe a mail, which a refusal has already. */
const OF_A_MAIL = ["from", "to", "tls", "user", "mailFrom", "rcptTo", "expect", "config", "hostname"];

/** Adds the flags. */
export function refusalOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--ref <reference>", "what a refused client quotes, such as 8F3K-2M7Q")
        .conflicts([...OF_A_MAIL, "refusedFrom"])
        .argParser(reference),
    )
    .addOption(
      new Option("--refused-from <address>", "the last refusals of rights of this client")
        .conflicts(OF_A_MAIL)
        .argParser(clientAddress),
    )
    .option("--since <time>", "with --refused-from: from then on, RFC 3339 or how long ago, such as 24h", timeOption);
}

/** The host reads it exactly, and takes O for 0: here only what cannot be one is turned away. */
function reference(text: string): string {
  if (/^[0-9a-z]{4}-?[0-9a-z]{4}$/i.test(text.trim())) return text;
  throw new InvalidArgumentError("Write it as the reply has it, such as 8F3K-2M7Q.");
}

function clientAddress(text: string): string {
  if (parseIpAddress(text) !== undefined) return text;
  throw new InvalidArgumentError("Write an address such as 192.168.2.55 or 2001:db8::1.");
}

/** Says what was refused to whom, and why, as it was decided then. */
export async function explainRefusals(texts: RefusalTexts & ConnectionTexts & OutputTexts): Promise<void> {
  const { ref, refusedFrom: client, since } = texts;
  if (ref === undefined) {
    const query = { ...(client === undefined ? {} : { client }), ...(since === undefined ? {} : { since }) };
    const { items } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/refusals", { params: { query } })));
    show(texts, { json: { items }, text: () => refusalsText(items) });
    return;
  }
  if (since !== undefined) throw new CommandError("--since goes with --refused-from.", EXIT.usage);
  const refusal = await withHost(texts, ({ api }) =>
    dataOf(api.GET("/v1/refusals/{ref}", { params: { path: { ref } } })),
  );
  show(texts, { json: refusal, text: () => refusalText(refusal) });
}
