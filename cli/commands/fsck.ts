import { Command } from "commander";
import type { DataDirFinding, DataDirReport } from "../../relay/main";
import { EXIT } from "../exit-codes";
import { offlineError } from "../offline-error";
import { type OutputTexts, show, withOutput } from "../output";
import { secretsKeyOption } from "../secrets-key-option";

const EXAMPLES = `
Reads all that a stopped host keeps and says what is not as it was written. Changes nothing unless told to.
--repair moves to DATA_DIR/spool/set-aside what the spool cannot use, and deletes nothing.

Exit code 0: nothing found, or all of it repaired. 1: found. 2: no such data directory, or a host uses it.

Examples:
  relayctl fsck --data-dir /var/lib/relay
  relayctl fsck --data-dir /var/lib/relay --repair
  relayctl fsck --data-dir /var/lib/relay --output json`;

interface FsckTexts extends OutputTexts {
  readonly dataDir: string;
  readonly repair?: boolean;
  readonly secretsKeyFile?: string;
}

/** `relayctl fsck`: checks the data directory of a host that does not run. */
export function fsckCommand(): Command {
  const command = new Command("fsck")
    .description("check the data directory of a stopped host, and repair it if asked to")
    .option("--data-dir <dir>", "the directory that serve uses", process.env["RELAY_DATA_DIR"] ?? "relay-data")
    .addOption(secretsKeyOption())
    .option("--repair", "put in order what can be; nothing is deleted")
    .addHelpText("after", EXAMPLES);
  return withOutput(command).action(async (texts: FsckTexts) => {
    const reports = await check(texts);
    show(texts, { json: { reports }, text: () => reports.map(reportText).join("\n\n") });
    if (reports.some(({ findings }) => findings.some(isOpen))) process.exitCode = EXIT.found;
  });
}

async function check({ dataDir, repair, secretsKeyFile }: FsckTexts): Promise<readonly DataDirReport[]> {
  // Only commands that open a data directory need the host and its native modules.
  const { checkDataDir } = await import("../../relay/main.js");
  const key = secretsKeyFile ?? null;
  const options = { dataDir, repair: repair === true, secretsKeyFile: key, now: Date.now() };
  return checkDataDir(options).catch((error: unknown) => {
    throw offlineError(error);
  });
}

function isOpen({ weight, repaired }: DataDirFinding): boolean {
  return weight === "fault" && repaired === null;
}

function reportText({ part, summary, findings }: DataDirReport): string {
  const head = `${part}: ${summary}${findings.length === 0 ? " Nothing found." : ""}`;
  return [head, ...findings.map(findingText)].join("\n");
}

function findingText({ weight, kind, file, message, repaired }: DataDirFinding): string {
  const lines = [`  ${weight} ${kind} ${file}`, `    ${message}`];
  return [...lines, ...(repaired === null ? [] : [`    ${repaired}`])].join("\n");
}
