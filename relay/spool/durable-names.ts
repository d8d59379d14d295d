import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";

/** Until its directory is synced, a power cut may forget a new name, or bring an old one back. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a directory whose name survives a power cut. The name is synced even if it is there already: whoever made it may
 * have been killed before that. Only for the start: it waits for the disk.
 */
export function makeDirectory(directory: string): void {
  const first = mkdirSync(directory, { recursive: true, mode: 0o700 }) ?? directory;
  for (let made = directory; made.length >= first.length; made = dirname(made)) syncName(made);
}

function syncName(path: string): void {
  try {
    syncNow(dirname(path));
  } catch (error) {
    // Of a directory that we may not even read, we have not made the name.
    if ((error as NodeJS.ErrnoException).code !== "EACCES") throw error;
  }
}

/** Makes sure of what a process before us wrote and perhaps never synced. Only for the start: it waits for the disk. */
export function syncNow(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
