import { Command } from "commander";
import { auditCommand } from "./commands/audit";
import { backupCommand } from "./commands/backup";
import { checkCommand } from "./commands/check";
import { certificateCommand } from "./commands/certificate";
import { deleteCommand } from "./commands/delete";
import { driftCommand } from "./commands/drift";
import { explainCommand } from "./commands/explain";
import { exportCommand } from "./commands/export";
import { freezeCommand, unfreezeCommand } from "./commands/freeze";
import { fsckCommand } from "./commands/fsck";
import { impactCommand } from "./commands/impact";
import { importCommand } from "./commands/import";
import { initCommand } from "./commands/init";
import { moveStoreCommand } from "./commands/move-store";
import { queueCommand } from "./commands/queue";
import { restartCommand } from "./commands/restart";
import { restoreCommand } from "./commands/restore";
import { restoreBackupCommand } from "./commands/restore-backup";
import { revertCommand } from "./commands/revert";
import { serveCommand } from "./commands/serve";
import { statusCommand } from "./commands/status";
import { tokenCommand } from "./commands/token";
import { topCommand } from "./commands/top";
import { traceCommand } from "./commands/trace";
import { usageCommand } from "./commands/usage";
import { whoCanCommand } from "./commands/who-can";
import { packageVersion } from "./package-version";

/** One a file in `commands/`, in the order that help shows. */
const COMMANDS: readonly (() => Command)[] = [
  initCommand,
  serveCommand,
  restartCommand,
  statusCommand,
  topCommand,
  whoCanCommand,
  explainCommand,
  checkCommand,
  impactCommand,
  driftCommand,
  deleteCommand,
  exportCommand,
  importCommand,
  usageCommand,
  queueCommand,
  traceCommand,
  auditCommand,
  freezeCommand,
  unfreezeCommand,
  restoreCommand,
  revertCommand,
  backupCommand,
  restoreBackupCommand,
  moveStoreCommand,
  certificateCommand,
  tokenCommand,
  fsckCommand,
];

/** The command tree of relayctl. */
export function createProgram(): Command {
  const program = new Command("relayctl")
    .description("Runs and observes SMTP relay hosts whose permissions are declared with Pulumi.")
    .version(packageVersion(), "-V, --version");
  for (const create of COMMANDS) program.addCommand(create());
  settleEach(program, program.name());
  return program;
}

/** Mistakes are thrown, not exits, and each is followed by where help is. */
function settleEach(command: Command, path: string): void {
  command.exitOverride().showHelpAfterError(`(${path} --help shows how it is used)`);
  for (const child of command.commands) settleEach(child, `${path} ${child.name()}`);
}
