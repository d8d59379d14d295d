import { closeSync, fsyncSync, openSync } from "node:fs";

/** New names in a directory survive a power cut once it is synced itself. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
