import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { PostgresAddress } from "./postgres-address";

/**
 * The password that a password file has for an address (PostgreSQL's documentation, 34.16). As libpq does, a file that
 * others may read is passed over. Undefined: there is none.
 *
 * @param account Who logs in
 */
export function passwordFromFile(
  { host, port, database }: PostgresAddress,
  account: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const file = env["PGPASSFILE"] ?? join(homedir(), ".pgpass");
  const wanted = [host.startsWith("/") ? "localhost" : host, String(port), database, account];
  const lines = readPrivately(file).split(/\r?\n/);
  const fields = lines.filter((line) => !line.startsWith("#")).map(fieldsOf);
  return fields.find((found) => wanted.every((value, index) => found[index] === "*" || found[index] === value))?.[4];
}

function readPrivately(file: string): string {
  try {
    return (statSync(file).mode & 0o077) === 0 ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
}

/** Fields end at a colon; a backslash takes what follows as it is. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|:)((?:\\.|[^:\\])*)/g)].map(([, field = ""]) => field.replace(/\\(.)/g, "$1"));
}
