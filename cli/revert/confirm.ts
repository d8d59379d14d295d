import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { askYes } from "./ask-yes";

/** Asks before everything is replaced. @throws CommandError when the answer is not yes, or nobody can be asked */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new CommandError("Nothing was changed: say --yes where nobody can be asked.", EXIT.usage);
  }
  if (await askYes(`${question} Only "yes" does it: `)) return;
  throw new CommandError("Nothing was changed.", EXIT.usage);
}
