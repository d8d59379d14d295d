import { Command, InvalidArgumentError } from "commander";
import type { components } from "../../client";
import { putBack, type PutBackTexts, type PutBackWish, withPutBack } from "../revert/put-back";
import { revertText } from "../text/revert-text";
import { withHost } from "../with-host";

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
    .addHelpText("after", EXAMPLES);
  return withPutBack(command).action((revision: number, texts: PutBackTexts) =>
    withHost(texts, (client) => {
      const wish: PutBackWish<components["schemas"]["Revert"]> = {
        ask: ({ dryRun, headers }) => client.api.POST("/v1/revert", { headers, body: { revision, dryRun } }),
        text: revertText,
        after: `as of revision ${revision}`,
        question: `Revert to revision ${revision}?`,
        done: `Reverted to revision ${revision}`,
      };
      return putBack(client, wish, texts);
    }),
  );
}

function revisionNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write the number of a revision, as relayctl audit shows them.");
}
