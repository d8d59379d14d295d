import { closeSync, constants, openSync } from "node:fs";

/**
 * Makes a file that only the host's user may open, unless it is there. SQLite makes its files for everybody to read, and
 * gives the ones beside them (WAL) the mode of the database: whoever reads it has hashes of tokens, and whoever locks it
 * stops the host.
 */
export function ensurePrivateFile(path: string): void {
  closeSync(openSync(path, constants.O_CREAT | constants.O_RDWR, 0o600));
}
