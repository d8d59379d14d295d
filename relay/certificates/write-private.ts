import { rename, writeFile } from "node:fs/promises";

/**
 * Writes files of the owner's alone, which are there whole or not at all: when one of them cannot be written, say on a full
 * disk, the others stay as they were too. They appear in this order.
 */
export async function writePrivate(files: readonly (readonly [file: string, text: string])[]): Promise<void> {
  for (const [file, text] of files) await writeFile(passing(file), text, { mode: 0o600 });
  for (const [file] of files) await rename(passing(file), file);
}

function passing(file: string): string {
  return `${file}.new`;
}
