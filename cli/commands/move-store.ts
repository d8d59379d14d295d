import { Command, Option } from "commander";
import type { MovedStore } from "../../relay/main";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { note, type OutputTexts, show, withOutput } from "../output";
import { offlineError } from "../offline-error";
import { packageVersion } from "../package-version";
import { plural } from "../text/plural";

const EXAMPLES = `
Copies objects with their owners, tokens, passwords and the whole audit in one transaction. The host is stopped, the
database is not used yet. The file is kept as config.db.moved. Mail that waits in the spool stays in the directory:
let the host deliver it before.

Examples:
  relayctl move-store --data-dir /var/lib/relay --store postgres://relay@db.contoso.com/relay
  RELAY_STORE=postgres:///relay?host=/run/postgresql relayctl move-store

Exit code: 0 moved; 2 not, and nothing was changed.`;

interface MoveTexts extends OutputTexts {
  readonly dataDir: string;
  readonly store?: string;
}

/** `relayctl move-store`: from the data directory to a database that hosts share. */
export function moveStoreCommand(): Command {
  const command = new Command("move-store")
    .description("move the configuration of a stopped host into a PostgreSQL database that hosts can share")
    .option("--data-dir <dir>", "the directory that serve uses", process.env["RELAY_DATA_DIR"] ?? "relay-data")
    .addOption(new Option("--store <url>", "postgres://USER@HOST/DATABASE").env("RELAY_STORE"))
    .addHelpText("after", EXAMPLES);
  return withOutput(command).action(async (texts: MoveTexts) => {
    const moved = await move(texts);
    show(texts, { json: { moved }, text: () => movedText(moved) });
    const { messagesLeft } = moved;
    if (messagesLeft > 0) note(`! ${plural(messagesLeft, "message")} did not move: no host with --store sends it.`);
  });
}

async function move({ dataDir, store }: MoveTexts): Promise<MovedStore> {
  const { moveStore } = await import("../../relay/main.js");
  const { readRelayOptions } = await import("../../relay/options.js");
  const version = packageVersion();
  const options = readRelayOptions({ dataDir, store }, { machineName: "localhost", version });
  const shared = options.ok ? options.value.store.shared : undefined;
  if (!options.ok) throw new CommandError(options.failures.map(({ message }) => message).join("\n"), EXIT.usage);
  if (shared == null) throw new CommandError("--store (RELAY_STORE) is missing: where it is moved to.", EXIT.usage);
  return moveStore({ dataDir, to: shared, version }).catch((error: unknown) => {
    throw offlineError(error);
  });
}

function movedText({ to, installation, revision, auditEntries, keptAs }: MovedStore): string {
  const what = `installation ${installation} at revision ${revision}, with ${auditEntries} audit entries`;
  return `Moved ${what}, to ${to}.\nThe former store is kept as ${keptAs}. Start the host with --store.`;
}
