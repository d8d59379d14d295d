import { Command, CommanderError } from "commander";
import { CommandError } from "./command-error";
import { serveCommand } from "./commands/serve";
import { EXIT } from "./exit-codes";
import { packageVersion } from "./package-version";

/** One a file in `commands/`, in the order that help shows. */
const COMMANDS: readonly (() => Command)[] = [serveCommand];

/** The command tree of relayctl. */
export function createProgram(): Command {
  const program = new Command("relayctl")
    .description("Runs and observes SMTP relay hosts whose permissions are declared with Pulumi.")
    .version(packageVersion(), "-V, --version")
    .showHelpAfterError("(relayctl --help shows how it is used)")
    .exitOverride();
  for (const create of COMMANDS) program.addCommand(create().exitOverride());
  return program;
}

/** Runs a command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // Commander has told its own by then; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`relayctl failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.host;
}
