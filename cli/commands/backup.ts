import { Command } from "commander";
import type { BackupManifest } from "../../relay/main";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { type OutputTexts, show, withOutput } from "../output";
import { packageVersion } from "../package-version";
import { offlineError } from "../offline-error";
import { secretsKeyOption } from "../secrets-key-option";
import { plural } from "../text/plural";

interface BackupTexts extends OutputTexts {
  readonly dataDir: string;
  readonly verify?: true;
  readonly secretsKeyFile?: string;
}

const EXAMPLES = `
Run it on the host's machine as the host's user, while the host runs or not. The backup has everything that the host needs,
keys too: it is as secret as the data directory. It holds the configuration of one moment and the mail that waited then.

Exit code: 0 made, or as it was made; 1 --verify found a difference; 2 it cannot be made.

Examples:
  relayctl backup /var/backups/relay-2026-11-24 --data-dir /var/lib/relay
  relayctl backup /var/backups/relay-2026-11-24 --verify`;

/** `relayctl backup`: a consistent copy of a data directory. */
export function backupCommand(): Command {
  const command = new Command("backup")
    .description("copy a data directory whole, while its host runs, with checksums")
    .argument("<dir>", "directory to make; with --verify, the backup to check")
    .option("--data-dir <dir>", "the directory that serve uses", process.env["RELAY_DATA_DIR"] ?? "relay-data")
    .addOption(secretsKeyOption())
    .option("--verify", "check a backup against its manifest instead")
    .addHelpText("after", EXAMPLES);
  return withOutput(command).action((target: string, texts: BackupTexts) =>
    texts.verify === true ? verify(target, texts) : backup(target, texts),
  );
}

async function backup(target: string, texts: BackupTexts): Promise<void> {
  const { backupDataDir } = await import("../../relay/main.js");
  const { dataDir, secretsKeyFile = null } = texts;
  const options = { dataDir, target, secretsKeyFile, now: Date.now(), version: packageVersion() };
  const manifest = await backupDataDir(options).catch((error: unknown) => {
    throw offlineError(error);
  });
  show(texts, { json: manifest, text: () => `${target}: ${manifestText(manifest)}` });
}

async function verify(target: string, texts: BackupTexts): Promise<void> {
  const { readManifest, verifyBackup } = await import("../../relay/main.js");
  try {
    const manifest = readManifest(target);
    const differences = verifyBackup(target, manifest);
    const text = () => [`${target}: ${manifestText(manifest)}`, ...differences.map((line) => `! ${line}`)].join("\n");
    show(texts, { json: { manifest, differences }, text });
    if (differences.length > 0) process.exitCode = EXIT.found;
  } catch (error) {
    const explained = offlineError(error);
    throw explained instanceof CommandError ? explained : error;
  }
}

function manifestText({ madeAt, revision, messages, installation, files }: BackupManifest): string {
  const count = plural(Object.keys(files).length, "file");
  return `${count} of ${madeAt}, revision ${revision}, ${plural(messages, "message")}, installation ${installation.id} epoch ${installation.epoch}`;
}
