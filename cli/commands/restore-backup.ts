import { Command } from "commander";
import { offlineError } from "../offline-error";
import { note, type OutputTexts, show, withOutput } from "../output";
import { plural } from "../text/plural";

interface RestoreBackupTexts extends OutputTexts {
  readonly dataDir: string;
  readonly withoutMail?: true;
}

const EXAMPLES = `
The data directory must not be there: a backup is never restored over one. Every file is verified first. The host keeps its
installation id and gets a new epoch, so that plans and ETags from before the restore are refused, not misread.

Mail that waited when the backup was made is there again. What the old host delivered after that moment, the restored
host delivers once more: receivers get it twice, with the same Message-ID. Mail that came after the backup is not in it. Where
the old spool is still to be had, keep it and say --without-mail.

Examples:
  relayctl restore-backup /var/backups/relay-2026-11-24 --data-dir /var/lib/relay
  relayctl restore-backup /var/backups/relay-2026-11-24 --data-dir /var/lib/relay --without-mail`;

/** `relayctl restore-backup`: a data directory of a backup, in a new epoch. */
export function restoreBackupCommand(): Command {
  const command = new Command("restore-backup")
    .description("make a data directory of a backup, verified, in a new epoch")
    .argument("<dir>", "backup, as relayctl backup made it")
    .requiredOption("--data-dir <dir>", "data directory to make", process.env["RELAY_DATA_DIR"])
    .option("--without-mail", "leave out the mail that waited")
    .addHelpText("after", EXAMPLES);
  return withOutput(command).action(restoreBackup);
}

async function restoreBackup(backup: string, texts: RestoreBackupTexts): Promise<void> {
  const { restoreDataDir } = await import("../../relay/main.js");
  const mail = texts.withoutMail === true ? "left-out" : "restored";
  const { dataDir } = texts;
  const restored = await restoreDataDir({ backup, dataDir, mail, now: Date.now }).catch((error: unknown) => {
    throw offlineError(error);
  });
  const { installation, manifest } = restored;
  show(texts, {
    json: restored,
    text: () =>
      `${dataDir}: revision ${manifest.revision}, installation ${installation.id} epoch ${installation.epoch}`,
  });
  if (mail === "left-out" || manifest.messages === 0) return;
  const count = plural(manifest.messages, "message");
  note(`${count} waited at ${manifest.madeAt}: whatever was delivered since will be delivered once more.`);
}
