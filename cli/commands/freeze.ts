import { Command } from "commander";
import { type components, dataOf } from "../../client";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { type OutputTexts, show, withOutput } from "../output";
import { frozenText } from "../text/frozen-text";
import { withHost } from "../with-host";

type HostTexts = ConnectionTexts & OutputTexts;
type Freeze = components["schemas"]["Freeze"] | null;

const EXAMPLES = `
Examples:
  relayctl freeze --reason "incident 7: spam from the CRM network"
  relayctl freeze status
  relayctl unfreeze

While it is frozen every write of configuration is refused, pulumi up included. Mail, queue and tokens go on. An admin
token may break the glass: relayctl COMMAND --break-glass REASON, or RELAY_BREAK_GLASS=REASON pulumi up.`;

/** `relayctl freeze`: no writes of configuration for a while. */
export function freezeCommand(): Command {
  const command = new Command("freeze")
    .description("refuse all writes of configuration until unfreeze (with an admin token)")
    .option("--reason <text>", "why, for whoever is refused and for the audit", "no reason given")
    .addCommand(statusCommand())
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(command)).action(async ({ reason, ...texts }: HostTexts & { reason: string }) => {
    const body = { reason };
    const { frozen } = await withHost(texts, ({ api }) => dataOf(api.PUT("/v1/freeze", { body })));
    tell(texts, frozen);
  });
}

function statusCommand(): Command {
  const command = new Command("status")
    .description("say whether the configuration is frozen: exit code 1 when it is")
    .addHelpText("after", "\nExamples:\n  relayctl freeze status");
  return withConnection(withOutput(command)).action(async (_texts: HostTexts, self: Command) => {
    // The parent has the same flags, and takes them wherever they stand.
    const texts = self.optsWithGlobals<HostTexts>();
    const { frozen } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/freeze")));
    tell(texts, frozen);
    if (frozen !== null) process.exitCode = EXIT.found;
  });
}

/** `relayctl unfreeze`: writes go on. */
export function unfreezeCommand(): Command {
  const command = new Command("unfreeze")
    .description("let writes of configuration in again (with an admin token)")
    .addHelpText("after", "\nExamples:\n  relayctl unfreeze");
  return withConnection(withOutput(command)).action(async (texts: HostTexts) => {
    const { frozen } = await withHost(texts, ({ api }) => dataOf(api.DELETE("/v1/freeze")));
    tell(texts, frozen);
  });
}

function tell(texts: OutputTexts, frozen: Freeze): void {
  show(texts, { json: { frozen }, text: () => frozenText(frozen) });
}
