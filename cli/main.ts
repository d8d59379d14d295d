import { CommanderError } from "commander";
import { CommandError } from "./command-error";
import { createProgram } from "./command-tree";
import { EXIT } from "./exit-codes";
import { printable } from "./text/printable";

/** Runs a command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", endQuietly);
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
    process.stderr.write(`${printableLines(error.message)}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`relayctl failed: ${printableLines(message)}\n`);
  return EXIT.host;
}

/** Messages repeat what stood in files and answers. */
function printableLines(message: string): string {
  return message.split("\n").map(printable).join("\n");
}

// `relayctl queue list | head`: the reader has seen enough.
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.ok);
}
