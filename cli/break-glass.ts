import type { Command } from "commander";

/** Adds the flag of commands that write configuration. */
export function withBreakGlass(command: Command): Command {
  return command.option(
    "--break-glass <reason>",
    "write although the configuration is frozen (with an admin token); the reason goes to the audit",
  );
}
