import { CommandError } from "./command-error";
import { EXIT } from "./exit-codes";

/** What the host's parts refuse without a host, as a command's end; anything else stays what it is. */
export function offlineError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "BackupError") return new CommandError(error.message, EXIT.usage);
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== "string") return error;
  return new CommandError(`${error.message} (${code})`, EXIT.usage);
}
