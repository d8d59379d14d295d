import { Command } from "commander";
import type { components } from "../../client";
import { fileName } from "../json/read-json";
import { readDocument } from "../read-document";
import { putBack, type PutBackTexts, type PutBackWish, withPutBack } from "../revert/put-back";
import { restoreText } from "../text/revert-text";
import { withHost } from "../with-host";

interface RestoreTexts extends PutBackTexts {
  readonly withoutUsers?: true;
}

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
    .addHelpText("after", EXAMPLES);
  return withPutBack(command).action((path: string, texts: RestoreTexts) => {
    const document = readDocument(path);
    const file = fileName(path);
    const body = { document, withoutUsers: texts.withoutUsers === true };
    return withHost(texts, (client) => {
      const wish: PutBackWish<components["schemas"]["Restore"]> = {
        ask: ({ dryRun, headers }) => client.api.POST("/v1/restore", { headers, body: { ...body, dryRun } }),
        text: (shown) => restoreText(shown, file),
        after: `with ${file}`,
        question: `Make the configuration that of ${file}?`,
        done: "Restored",
      };
      return putBack(client, wish, texts);
    });
  });
}
