import { rename, writeFile } from "node:fs/promises";

/** Writes a file of the owner's alone, which is there whole or not at all. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const passing = `${file}.new`;
  await writeFile(passing, text, { mode: 0o600 });
  await rename(passing, file);
}
