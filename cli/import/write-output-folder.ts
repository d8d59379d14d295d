import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";

/**
 * Writes all files or none: into a folder beside the wanted one, which then takes its place.
 * @throws CommandError when the folder is there and not empty, or cannot be written
 */
export function writeOutputFolder(folder: string, files: ReadonlyMap<string, string>): void {
  const target = resolve(folder);
  const isThere = refuseContent(target, folder);
  let draft: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    draft = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    for (const [name, text] of files) writeFileSync(join(draft, name), text);
    if (isThere) rmdirSync(target);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
    throw new CommandError(`--out: ${folder} cannot be written: ${(error as Error).message}.`, EXIT.usage);
  }
}

/** Whether the folder is there. Asked before the work, and again before it is written. */
export function refuseContent(target: string, shown: string): boolean {
  try {
    if (readdirSync(target).length === 0) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw new CommandError(`--out: ${shown} cannot be used: ${(error as Error).message}.`, EXIT.usage);
  }
  throw new CommandError(`--out: ${shown} is not empty; name a new directory.`, EXIT.usage);
}
