import { type Command, Option } from "commander";
import { readMoment } from "./read-moment";

/** How the configurations of a command are read, as its flags give it. */
export interface WorldTexts {
  /** Epoch milliseconds. */
  readonly at?: number;
  readonly base?: string;
  readonly provider?: string;
}

/** Adds the flags of commands that look at configurations. */
export function withWorlds(command: Command): Command {
  return command
    .option("--base <C>", "for a preview: what else is there, a host, an export, or empty")
    .option("--provider <name>", "for a preview of several hosts: Provider resource of the host that --base is")
    .addOption(new Option("--at <time>", "as of this time (default: now)").argParser(readMoment));
}
