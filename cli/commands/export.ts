import { Command, Option } from "commander";
import { type ControlClient, dataOf } from "../../client";
import { withBreakGlass } from "../break-glass";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { claimAll } from "../pulumi-import/claim-all";
import { importFile } from "../pulumi-import/import-file";
import { type LeftOut, planImport } from "../pulumi-import/plan-import";
import { readHostObjects } from "../pulumi-import/read-host-objects";
import { jsonText, note, writeOut } from "../output";
import { stackName } from "../stack-name";
import { plural } from "../text/plural";
import { withHost } from "../with-host";

interface ExportTexts extends ConnectionTexts {
  readonly format: "json" | "pulumi";
  readonly dropSuperseded?: true;
  readonly withSecrets?: true;
  readonly stack?: string;
  readonly namePrefix?: string;
  readonly reclaim?: true;
  readonly breakGlass?: string;
}

const EXAMPLES = `
Examples:
  relayctl export > relay.json
  relayctl export --drop-superseded | relayctl explain --config - ...
  (umask 077 && relayctl export --format pulumi --stack acme/crm/prod > import.json)
  pulumi import -f import.json --generate-code=false --protect=false --yes && rm import.json

--format pulumi makes the stack the owner of everything on the host that nobody declares, and writes the file that
brings it into the stack's state. The file holds the proofs of ownership: keep it to yourself, and remove it after
the import. Then declare the same in the program; pulumi preview shows what differs.`;

/** `relayctl export`: a host's configuration as a config document, or as an import file of Pulumi. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("write a host's configuration to stdout")
    .addOption(
      new Option("--format <format>", "config document, or import file of Pulumi")
        .choices(["json", "pulumi"])
        .default("json"),
    )
    .option("--drop-superseded", "json: leave out connectors that a newer one of their stack has replaced")
    .option("--with-secrets", "json: with the hashes of accounts' passwords; keep the file to yourself")
    .option("--stack <org/project/stack>", "pulumi: the stack that becomes the owner", stackName)
    .option("--name-prefix <text>", "pulumi: begins every logical name")
    .option("--reclaim", "pulumi: also what the stack owns already; the proofs in its state stop working")
    .addHelpText("after", EXAMPLES);
  return withConnection(withBreakGlass(command)).action((texts: ExportTexts) =>
    texts.format === "json" ? exportJson(texts) : exportPulumi(texts),
  );
}

async function exportJson(texts: ExportTexts): Promise<void> {
  const { stack, namePrefix, reclaim, dropSuperseded, withSecrets } = texts;
  if (stack !== undefined || namePrefix !== undefined || reclaim !== undefined) {
    throw new CommandError("--stack, --name-prefix and --reclaim belong to --format pulumi.", EXIT.usage);
  }
  const query = { ...(dropSuperseded && { dropSuperseded }), ...(withSecrets && { withSecrets }) };
  writeOut(jsonText(await withHost(texts, ({ api }) => dataOf(api.GET("/v1/export", { params: { query } })))));
}

async function exportPulumi(texts: ExportTexts): Promise<void> {
  const { stack } = texts;
  if (texts.dropSuperseded !== undefined || texts.withSecrets !== undefined) {
    throw new CommandError("--drop-superseded and --with-secrets belong to --format json.", EXIT.usage);
  }
  if (stack === undefined) {
    throw new CommandError("--format pulumi needs the stack: say --stack ORG/PROJECT/STACK.", EXIT.usage);
  }
  await withHost(texts, (client) => adopt(client, { ...texts, stack }));
}

async function adopt(client: ControlClient, texts: ExportTexts & { readonly stack: string }) {
  const { stack, namePrefix = "", reclaim } = texts;
  const objects = await readHostObjects(client);
  const plan = planImport(objects, { stack, namePrefix, owned: reclaim === true ? "again" : "leave" });
  for (const line of plan.leftOut) note(leftOutText(line));
  const claimed = await claimAll(client, plan.resources, texts);
  writeOut(jsonText(importFile(claimed, stack)));
  note(`${plural(claimed.length, "object belongs", "objects belong")} to stack ${stack} now.`);
  if (claimed.length > 0)
    note("Next: pulumi import -f FILE --generate-code=false --protect=false --yes; remove FILE after it.");
}

function leftOutText({ kind, name, why }: LeftOut): string {
  return `Left out: ${kind} "${name}", ${why}.`;
}
